import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { gradedSide, type ComparisonSide } from "../compare/comparison-side.ts";
import { type Compared, compareOpened, type CompareRequest } from "../commands/compare-sides.ts";
import type { GradeHooks, GradeResult, UseReport } from "../grading/graded-run.ts";
import { gradeRun } from "../commands/grade-run.ts";

/** A run whose answers are judged by the judges as they are now. */
export interface RunToJudge {
  readonly name: string;
  readonly folder: string;
  /** As the run was started; its cap on money is what judging again may take. */
  readonly invocation: Invocation;
}

export type JudgedAgain =
  | Compared
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate };

/** What came of the first run's grading while the second is still to come. */
type Failed = Exclude<GradeResult, { status: "graded" }>;

/**
 * Compares two runs by the judges as the suites have them now: the answers of each are graded again under the same checks, and
 * of what was not judged so before the judges are asked, under one cap. What they say is kept in each run's `judgements.jsonl`.
 */
export async function compareJudgedAgain(
  { baseline, candidate }: { readonly baseline: RunToJudge; readonly candidate: RunToJudge },
  request: Omit<CompareRequest, "named">,
  hooks: Omit<GradeHooks, "sends">,
): Promise<JudgedAgain> {
  const sending = { ...hooks, sends: true, takesOldAnswers: true };
  let compared: JudgedAgain | null = null;
  let failed: Failed | null = null;
  const cap = baseline.invocation.maxCostUsd;
  const older = await gradeRun(baseline.folder, baseline.invocation, sending, async (head, _trials, before) => {
    const maxCostUsd = cap === null ? null : Math.max(0, cap - before.sentUsd);
    const invocation = { ...candidate.invocation, maxCostUsd };
    const newer = await gradeRun(candidate.folder, invocation, sending, async (newHead, _newTrials, after) => {
      const sides = {
        a: gradedSide(baseline.name, head, before.lines),
        b: gradedSide(candidate.name, newHead, after.lines),
      };
      const done = await compareOpened(sides.a, sides.b, request);
      const notes = [
        noteOf(sides.a, before),
        noteOf(sides.b, after),
        ...[missingNote(sides.a, before), missingNote(sides.b, after)].flatMap((note) => note ?? []),
      ];
      compared = done.status === "compared" ? withNotes(done, notes) : done;
    });
    if (newer.status !== "graded") failed = newer;
  });
  if (older.status !== "graded") return older;
  return failed ?? compared ?? { status: "refused", message: refusalWords("nothing-compared") };
}

function withNotes(
  { report }: Extract<Compared, { status: "compared" }>,
  notes: readonly Sentence[],
): Extract<Compared, { status: "compared" }> {
  return { status: "compared", report: { ...report, notes: [...notes, ...report.notes] } };
}

function noteOf({ label }: ComparisonSide, { sentUsd, judgements, oldAnswers }: Parameters<UseReport>[2]): Sentence {
  return noteWords("judged-again", { source: label.source, sentUsd, judgements, oldAnswers });
}

/** Answers of cases that ask something else now, or of arms that are gone, are no answers to what the suite asks. */
function missingNote(
  { label }: ComparisonSide,
  { missing: { count, named } }: Pick<Parameters<UseReport>[2], "missing">,
): Sentence | null {
  if (count === 0) return null;
  const cases = [...new Set(named.map(({ case: id }) => id))];
  return noteWords("not-judged-again", { source: label.source, count, cases, isMore: count > named.length });
}
