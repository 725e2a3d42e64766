import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { SharedInputs } from "./case-stream.ts";
import type { LoadedSuite } from "./load-suites.ts";
import type { Selection } from "../../plan/cases/select-cases.ts";

interface OfSuite {
  readonly loaded: LoadedSuite;
  readonly selection: Selection;
}

export interface SeenCases {
  readonly cases: number;
  readonly counted: number;
  readonly isRepeated: boolean;
  readonly shared: SharedInputs;
  readonly isBroken: boolean;
}

/** What is found of all cases together. `strayLabels`: labels of cases that were not seen. */
export function wholeProblems(
  input: OfSuite,
  { cases, counted, isRepeated, shared, isBroken }: SeenCases,
  strayLabels: Iterable<Diagnostic>,
): Diagnostic[] {
  const isWhole = input.selection.cases.length + input.selection.tags.length === 0;
  return [
    ...(isRepeated ? [repeatedIds(input.loaded)] : []),
    ...emptySuite(input, cases, counted, isBroken),
    ...(shared.size > 0 ? [equalInputs(input.loaded, shared.size)] : []),
    ...(isWhole && !isBroken ? strayLabels : []),
  ];
}

function repeatedIds({ suite }: LoadedSuite): Diagnostic {
  const place = { kind: "file" as const, file: suite.file };
  const message = "two or more cases beyond the first 100,000 have the same id";
  return { severity: "error", code: "duplicate-id", place, message, hint: "give each case its own id" };
}

function equalInputs({ suite }: LoadedSuite, count: number): Diagnostic {
  const place = { kind: "file" as const, file: suite.file };
  const message = `${count === 1 ? "some cases without ids have" : `${count} groups of cases without ids have`} equal inputs; they are numbered -2, -3, …`;
  return { severity: "warning", code: "equal-inputs", place, message, hint: "give them ids, or use `trials`" };
}

/** A run must be able to be red: nothing selected, or nothing that counts, is an error. */
function emptySuite({ loaded, selection }: OfSuite, cases: number, counted: number, isBroken: boolean): Diagnostic[] {
  if (isBroken || counted > 0) return [];
  const place = { kind: "file" as const, file: loaded.suite.file };
  const error = (code: DiagnosticCode, message: string, hint: string): Diagnostic[] => [
    { severity: "error", code, place, message, hint },
  ];
  if (cases > 0) {
    const hint = "run at least one of them; a suite in which nothing counts cannot fail";
    return error("all-left-out", "every case is skipped or quarantined", hint);
  }
  const chosen = selection.cases.length + selection.tags.length > 0;
  if (!chosen) return error("no-cases", "the suite yields no cases", "add a case");
  return error(
    "nothing-selected",
    "no case matches --case and --tag",
    "see the ids and tags with `prompt-run plan --cases`",
  );
}
