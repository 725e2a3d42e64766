import { plural } from "../../base/figures.ts";
import type { Totals } from "../../domain/formats/records.ts";
import type { StrictFindings } from "./verdict-and-exit.ts";

/**
 * What must be said beside a verdict so that no run is green by accident: that nothing was asked, that nothing was decided,
 * that answers are old, and what broke `--strict`. `strict`: null without it.
 */
export function standingNotes(totals: Totals, strict: StrictFindings | null): string[] {
  return [...untestedNotes(totals), ...reusedNotes(totals), ...(strict === null ? [] : strictNotes(strict))];
}

function untestedNotes({ trials, passed, failed, undecided, skipped, errored, quarantined }: Totals): string[] {
  if (passed + failed > 0) return [];
  if (undecided > 0) return ["every check was undecided: nothing was tested"];
  if (errored > 0) return ["no answer came: nothing was tested"];
  return trials > 0 && skipped + quarantined === trials ? ["no call was made that counts: nothing was tested"] : [];
}

/** An old answer says what the model did then; all of them old, that the run asked nothing. */
function reusedNotes({ trials, skipped, errored, reused_trials: reused }: Totals): string[] {
  const answered = trials - skipped - errored;
  if (reused === 0) return [];
  if (reused >= answered) return ["every answer is reused: this run asked no model anything"];
  return [`${reused} of ${plural(answered, "answer")} are reused: they say nothing of the model as it is today`];
}

function strictNotes({ missingAnswers, reusedAnswers, undecidedChecks }: StrictFindings): string[] {
  const found = [
    ...(missingAnswers > 0 ? [plural(missingAnswers, "missing answer")] : []),
    ...(reusedAnswers > 0 ? [plural(reusedAnswers, "reused answer")] : []),
    ...(undecidedChecks > 0 ? [plural(undecidedChecks, "undecided check")] : []),
  ];
  return found.length === 0 ? [] : [`--strict allows none of: ${found.join(", ")}`];
}
