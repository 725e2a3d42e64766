import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { isPlainMap } from "./plain-value.ts";
import { type Kind, OPTION_KINDS, PROGRAM_OPTION_KINDS } from "./run-options.ts";
import { SuiteError, type SuiteProblem, valueProblem } from "./suite-error.ts";
import { unawaited } from "./unawaited.ts";

/** Options that cannot both be meant. */
const NOT_TOGETHER: readonly (readonly [string, string])[] = [
  ["simulate", "reuse"],
  ["simulate", "offline"],
  ["simulate", "record"],
  ["offline", "record"],
];

/** The options that a function takes. */
export interface Expected {
  /** By name. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** What the function calls them. */
  readonly of: string;
}

const ALL: Expected = { kinds: OPTION_KINDS, of: "options" };

/** What `run` takes. */
export const PROGRAM_OPTIONS: Expected = { kinds: PROGRAM_OPTION_KINDS, of: "options" };

/** The options of `run`, which may be one object for every function, and those that a function has beside them. */
export function runOptionsAnd(others: Readonly<Record<string, Kind>>): Expected {
  return { kinds: { ...PROGRAM_OPTION_KINDS, ...others }, of: "options" };
}

/** The options of `run` without some of them, and those that a test runner has beside them. */
export function runOptionsBut(left: readonly string[], others: Readonly<Record<string, Kind>>): Expected {
  const taken = Object.entries(OPTION_KINDS).filter(([name]) => !left.includes(name));
  return { kinds: { ...Object.fromEntries(taken), ...others }, of: "options" };
}

/** Throws a `SuiteError` for options that are no plain map, unknown, of the wrong kind, or contradict each other. */
export function checkOptions(options: unknown, { kinds, of }: Expected = ALL): void {
  if (!isPlainMap(options)) throw new SuiteError([valueProblem(of, noMap(options))]);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const problems = given.flatMap(([name, value]) => optionProblem(name, value, { kinds, of }));
  const isOn = (name: string): boolean => Reflect.get(options, name) === true;
  const clash = NOT_TOGETHER.find(([one, other]) => isOn(one) && isOn(other));
  if (clash !== undefined) {
    const [one, other] = clash;
    problems.push(valueProblem(`${of}.${other}`, said("bad-option.together", { one, other })));
  }
  if (problems.length > 0) throw new SuiteError(problems);
}

function noMap(options: unknown): ReturnType<typeof said> {
  return unawaited(options) ?? said("bad-option", { kind: "plain", value: options });
}

function optionProblem(name: string, value: unknown, { kinds, of }: Expected): SuiteProblem[] {
  const path = `${of}.${name}`;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) {
    const known = Object.keys(kinds);
    return [valueProblem(path, said("unknown-option", { name, nearest: nearestWord(name, known), known }))];
  }
  return kind.accepts(value) ? [] : [valueProblem(path, said("bad-option", { kind: kind.expected, value }))];
}
