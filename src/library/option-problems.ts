import { nearestWord } from "../base/nearest-word.ts";
import { said } from "../domain/diagnostics/said.ts";
import { OPTION_KINDS } from "./run-options.ts";
import { SuiteError, type SuiteProblem, valueProblem } from "./suite-error.ts";

/** Options that cannot both be meant. */
const NOT_TOGETHER: readonly (readonly [string, string])[] = [
  ["simulate", "reuse"],
  ["simulate", "offline"],
  ["simulate", "record"],
  ["offline", "record"],
];

/** Throws a `SuiteError` for options that are unknown, of the wrong kind, or contradict each other. `others`: further names. */
export function checkOptions(options: object, others: readonly string[] = []): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const problems = given.flatMap(([name, value]) => (others.includes(name) ? [] : optionProblem(name, value, others)));
  const isOn = (name: string): boolean => Reflect.get(options, name) === true;
  const clash = NOT_TOGETHER.find(([one, other]) => isOn(one) && isOn(other));
  if (clash !== undefined) {
    const [one, other] = clash;
    problems.push(valueProblem(`options.${other}`, said("bad-option.together", { one, other })));
  }
  if (problems.length > 0) throw new SuiteError(problems);
}

function optionProblem(name: string, value: unknown, others: readonly string[]): SuiteProblem[] {
  const path = `options.${name}`;
  const kind = Object.hasOwn(OPTION_KINDS, name) ? OPTION_KINDS[name as keyof typeof OPTION_KINDS] : null;
  if (kind === null) {
    const known = [...Object.keys(OPTION_KINDS), ...others];
    return [valueProblem(path, said("unknown-option", { name, nearest: nearestWord(name, known), known }))];
  }
  return kind.accepts(value) ? [] : [valueProblem(path, said("bad-option", { kind: kind.expected, value }))];
}
