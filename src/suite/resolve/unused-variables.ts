import { nearestWord } from "../../base/nearest-word.ts";
import { mentionsOf, type Mentions } from "../../base/template-words.ts";
import { checkFacts, READERS } from "../../domain/check-facts.ts";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Place, Problem } from "../../domain/values/problem.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Resolving } from "../sources/resolving.ts";
import { reportRespelled } from "./respelled-vars.ts";
import type { CaseEntry } from "./case-seeds.ts";

/** The code of what `--var` says to no suite of a run; each suite that it says nothing to has it. */
export const UNUSED_ARGUMENT: DiagnosticCode = "unused-var-option";

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
  {
    arms,
    checks,
    promptExpectations,
    answer,
    toolResults,
    judges,
  }: Pick<Suite, "arms" | "checks" | "promptExpectations" | "answer" | "toolResults" | "judges">,
  entries: readonly CaseEntry[],
): Mentions {
  return mentionsOf([arms, checks, promptExpectations, answer, toolResults, judges, entries.map(templatesOf)], READERS);
}

/**
 * The parts of a suite that decide what a case is asked and how its answer is graded: not its id, tags and simulated replies.
 * An application is handed all variables, so it is taken to read all of them.
 */
export function askedBy(
  suite: Pick<Suite, "arms" | "checks" | "promptExpectations" | "answer" | "toolResults" | "judges" | "prefer">,
  entries: readonly CaseEntry[],
): Pick<Mentions, "mentions"> {
  const { arms, checks, promptExpectations, answer, toolResults, judges, prefer } = suite;
  if (arms.some(({ target }) => target !== undefined)) return { mentions: () => true };
  const cases = entries.map(({ seed, rows }) => [
    seed.turns.map(({ simulate: _simulate, ...turn }) => turn),
    seed.checks,
    seed.answer,
    seed.toolResults,
    rows.kind === "none" ? null : seed.vars,
  ]);
  return mentionsOf([arms, checks, promptExpectations, answer, toolResults, judges, prefer, cases], READERS);
}

/** What puts values of variables into texts: everything but checks of numbers and JSON. */
export function printedBy(
  { arms, checks, promptExpectations }: Pick<Suite, "arms" | "checks" | "promptExpectations">,
  entries: readonly CaseEntry[],
): Mentions {
  const untyped = (list: Suite["checks"]): Suite["checks"] => list.filter(({ type }) => !checkFacts(type).takesNumbers);
  const cases = entries.map((entry) => {
    const turns = entry.seed.turns.map((turn) => ({ ...turn, checks: untyped(turn.checks) }));
    return templatesOf({ ...entry, seed: { ...entry.seed, turns, checks: untyped(entry.seed.checks) } });
  });
  const ofPrompts = Object.values(promptExpectations).map((expectation) => untyped(expectation.checks));
  return mentionsOf(
    [arms.map(({ system, messages }) => [system, messages]), untyped(checks), ofPrompts, cases],
    READERS,
  );
}

/** Reports the numbers of all variables that would lose characters as texts. */
export function reportRespelledVars(
  { suite, entries }: Pick<VariablesInput, "suite" | "entries">,
  printed: Mentions,
  at: Resolving,
): void {
  const sources = [suite.vars, ...entries.map(({ seed }) => seed.vars)].flatMap((vars) => Object.entries(vars));
  for (const [name, { value, place }] of sources) reportRespelled(value, place, at, printed.mentions(name));
  for (const { seed, rows } of entries) {
    if (rows.kind !== "matrix") continue;
    for (const [name, values] of Object.entries(rows.axes)) {
      reportRespelled(values, axisPlace(seed.place, name, "value"), at, printed.mentions(name));
    }
  }
}

/** Warns of variables that nothing reads. `expect` among them is an error: its checks would never run. */
export function reportUnused(input: VariablesInput, at: Resolving): void {
  const declared = declaredIn(input);
  const missing = readInVain(input, new Set(declared.map(({ name }) => name)));
  for (const { name, place } of unused(declared, input.read)) {
    at.reportAt(place, problemOf(name, place, nearestWord(name, missing)));
  }
}

/** Words of Liquid, which are no variables. */
const LIQUID = new Set(
  "and assign blank break capture case comment contains continue default downcase echo else elsif empty endcase endfor endif false first forloop join json last limit liquid not offset raw reversed size strip tablerow true unless upcase when".split(
    " ",
  ),
);

/** What templates read and nothing declares; none where tables bring variables of their own. */
function readInVain({ read, entries, suite }: VariablesInput, declared: ReadonlySet<string>): readonly string[] {
  if (entries.some(({ rows }) => rows.kind !== "none" && rows.kind !== "matrix")) return [];
  const isSet = (word: string): boolean => declared.has(word) || Object.hasOwn(suite.vars, word);
  return [...read.words].filter((word) => word.length > 3 && !LIQUID.has(word) && !isSet(word));
}

/** The parts of a case that are rendered as templates. The variables of a case without rows are data, and are not. */
function templatesOf({ seed, rows }: CaseEntry): unknown {
  const { vars, row: _row, ...rest } = seed;
  return rows.kind === "none" ? rest : { ...rest, vars };
}

function declaredIn({ suite, entries, shared }: VariablesInput): Declared[] {
  const ofSuite = Object.entries(suite.vars).map(([name, { place }]) => ({ name, place }));
  const ofCases = entries.flatMap(({ seed, rows }) => [
    ...Object.entries(seed.vars).map(([name, { place }]) => ({ name, place })),
    ...(rows.kind === "matrix"
      ? Object.keys(rows.axes).map((name) => ({ name, place: axisPlace(seed.place, name, "key") }))
      : []),
  ]);
  return [...ofSuite.filter(({ name, place }) => place.kind === "argument" || !shared.includes(name)), ...ofCases];
}

function axisPlace(place: Place, name: string, at: "key" | "value"): Place {
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, "matrix", name], at } : place;
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

/** `wanted`: what templates read and nothing declares, and is nearly the name; null: nothing is. */
function problemOf(name: string, place: Place, wanted: string | null): Omit<Problem, "pointer"> {
  if (place.kind === "argument") return { severity: "warning", ...said("unused-var-option", { name }) };
  if (name === "expect") return said("expect-in-vars");
  return { severity: "warning", ...said("unused-variable", { name, wanted, isKeyOfCase: CASE_KEYS.includes(name) }) };
}
