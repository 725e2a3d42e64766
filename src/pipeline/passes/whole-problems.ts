import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { AlikePair } from "../../plan/requests/alike-arms.ts";
import type { SharedInputs } from "./case-stream.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";

interface OfSuite {
  readonly loaded: LoadedSuite;
  readonly selection: CaseSelection;
}

export interface SeenCases {
  readonly cases: number;
  readonly counted: number;
  readonly isRepeated: boolean;
  readonly shared: SharedInputs;
  /** Questions that several cases with ids ask, where the gate takes each case for evidence of its own. */
  readonly askedAgain: number;
  readonly isBroken: boolean;
  /** Arms that sent the same in all cases. */
  readonly alike: readonly AlikePair[];
}

/** What is found of all cases together. `strayLabels`: labels of cases that were not seen. */
export function wholeProblems(
  input: OfSuite,
  { cases, counted, isRepeated, shared, askedAgain, isBroken, alike }: SeenCases,
  strayLabels: Iterable<Diagnostic>,
): Diagnostic[] {
  const isWhole = input.selection.cases.length + input.selection.tags.length === 0;
  return [
    ...(isRepeated ? [repeatedIds(input.loaded)] : []),
    ...emptySuite(input, cases, counted, isBroken),
    ...(shared.size > 0 ? [warningOf(input.loaded, said("equal-inputs", { groups: shared.size }))] : []),
    ...(askedAgain > 0 ? [warningOf(input.loaded, said("equal-inputs.asked-again", { questions: askedAgain }))] : []),
    ...(isWhole && !isBroken ? strayLabels : []),
    // Prompts may differ in cases that are left out here.
    ...(isWhole && !isBroken ? alike.map(equalArms) : []),
  ];
}

function repeatedIds({ suite }: LoadedSuite): Diagnostic {
  return { severity: "error", place: { kind: "file", file: suite.file }, ...said("duplicate-id.many") };
}

function equalArms({ first, second }: AlikePair): Diagnostic {
  const words = said("equal-arms.rendered", { first: first.id, second: second.id });
  return { severity: "error", place: second.place, ...words };
}

function warningOf({ suite }: LoadedSuite, words: Said): Diagnostic {
  return { severity: "warning", place: { kind: "file", file: suite.file }, ...words };
}

/** A run must be able to be red: nothing selected, or nothing that counts, is an error. */
function emptySuite({ loaded, selection }: OfSuite, cases: number, counted: number, isBroken: boolean): Diagnostic[] {
  if (isBroken || counted > 0) return [];
  const isChosen = selection.cases.length + selection.tags.length > 0;
  const words = cases > 0 ? said("all-left-out") : isChosen ? said("nothing-selected") : said("no-cases.yielded");
  return [{ severity: "error", place: { kind: "file", file: loaded.suite.file }, ...words }];
}
