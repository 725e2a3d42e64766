import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Totals } from "../../domain/formats/records.ts";
import type { StrictFindings } from "./verdict-and-exit.ts";

/**
 * What must be said beside a verdict so that no run is green by accident: that nothing was asked, that nothing was decided,
 * that answers are old, and what broke `--strict`. `strict`: null without it.
 */
export function standingNotes(totals: Totals, strict: StrictFindings | null): Sentence[] {
  return [...untestedNotes(totals), ...reusedNotes(totals), ...(strict === null ? [] : strictNotes(strict))];
}

function untestedNotes({ trials, passed, failed, undecided, skipped, errored, quarantined }: Totals): Sentence[] {
  if (passed + failed > 0) return [];
  if (undecided > 0) return [insightWords("nothing-tested", { why: "undecided" })];
  if (errored > 0) return [insightWords("nothing-tested", { why: "errored" })];
  const isLeftOut = trials > 0 && skipped + quarantined === trials;
  return isLeftOut ? [insightWords("nothing-tested", { why: "left-out" })] : [];
}

/** An old answer says what the model did then; all of them old, that the run asked nothing. */
function reusedNotes({ trials, skipped, errored, reused_trials: reused }: Totals): Sentence[] {
  const answered = trials - skipped - errored;
  if (reused === 0) return [];
  return [reused >= answered ? insightWords("all-reused") : insightWords("some-reused", { reused, answered })];
}

function strictNotes(found: StrictFindings): Sentence[] {
  const { missingAnswers, reusedAnswers, undecidedChecks } = found;
  return missingAnswers + reusedAnswers + undecidedChecks === 0 ? [] : [insightWords("not-strict", found)];
}
