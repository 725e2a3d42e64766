import { mentionsOf, type Mentions } from "../../base/template-words.ts";
import type { Place, Problem } from "../../domain/values/problem.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { CaseEntry } from "./case-seeds.ts";

/** The code of what `--var` says to no suite of a run; each suite that it says nothing to has it. */
export const UNUSED_ARGUMENT = "unused-var-option";

/** Keys of a case that become variables when they are indented by one too many. */
const CASE_KEYS: readonly string[] = [
  "answer",
  "cluster",
  "id",
  "min_score",
  "quarantine",
  "simulate",
  "skip",
  "tags",
  "tool_results",
  "trials",
  "turns",
];

/** A variable as it is declared, at its first place. */
interface Declared {
  readonly name: string;
  readonly place: Place;
}

export interface VariablesInput {
  readonly suite: Pick<Suite, "vars">;
  readonly entries: readonly CaseEntry[];
  readonly read: Mentions;
  /** Variables that the config gives every suite: not every suite uses them. */
  readonly shared: readonly string[];
}

/** What the templates, expressions and scripts of a suite read. */
export function readBy(
  { arms, checks, answer, toolResults }: Pick<Suite, "arms" | "checks" | "answer" | "toolResults">,
  entries: readonly CaseEntry[],
): Mentions {
  return mentionsOf([arms, checks, answer, toolResults, entries.map(templatesOf)]);
}

/** Warns of variables that nothing reads. `expect` among them is an error: its checks would never run. */
export function reportUnused(input: VariablesInput, at: Resolving): void {
  for (const { name, place } of unused(declaredIn(input), input.read)) at.reportAt(place, problemOf(name, place));
}

/** What of a case is rendered: values of a plain case are data. */
function templatesOf({ seed, rows }: CaseEntry): unknown {
  const { vars, row: _row, ...rest } = seed;
  return rows.kind === "none" ? rest : { ...rest, vars };
}

function declaredIn({ suite, entries, shared }: VariablesInput): Declared[] {
  const ofSuite = Object.entries(suite.vars).map(([name, { place }]) => ({ name, place }));
  const ofCases = entries.flatMap(({ seed, rows }) => [
    ...Object.entries(seed.vars).map(([name, { place }]) => ({ name, place })),
    ...(rows.kind === "matrix"
      ? Object.keys(rows.axes).map((name) => ({ name, place: axisPlace(seed.place, name) }))
      : []),
  ]);
  return [...ofSuite.filter(({ name, place }) => place.kind === "argument" || !shared.includes(name)), ...ofCases];
}

function axisPlace(place: Place, name: string): Place {
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, "matrix", name], at: "key" } : place;
}

/** Each name once, and what `--var` says apart from what a suite says under the same name. */
function unused(declared: readonly Declared[], read: Mentions): Declared[] {
  const told = new Set<string>();
  return declared.filter(({ name, place }) => {
    const key = `${place.kind} ${name}`;
    if (read.mentions(name) || told.has(key)) return false;
    told.add(key);
    return true;
  });
}

function problemOf(name: string, place: Place): Omit<Problem, "pointer"> {
  if (place.kind === "argument") {
    const message = `\`--var ${name}\` says nothing: no template of the suites reads \`${name}\``;
    return { severity: "warning", code: UNUSED_ARGUMENT, message, hint: "correct the name, or leave it out" };
  }
  if (name === "expect") {
    const message = "`expect` stands under `vars`: there it is a variable, and its checks would never run";
    return { code: "expect-in-vars", message, hint: "indent `expect:` like `vars:` itself" };
  }
  const message = `the variable \`${name}\` is read by no template, expression or script`;
  const hint = CASE_KEYS.includes(name)
    ? `a case has a key \`${name}\`: if that is meant, indent it like \`vars:\` itself`
    : `use it as \`{{ ${name} }}\`, or remove it`;
  return { severity: "warning", code: "unused-variable", message, hint };
}
