import type { Reason } from "./reasons/reason.ts";
import type { InnerJudgementRecord, JudgementRecord } from "./formats/records.ts";

/**
 * What one check says of one answer. `score` is 0..1, null when undecided. `undecided`: the check itself could not tell.
 * `nothingExtracted`: what the check
 * looks at is not there (what `on` picks, JSON, a number, the value at a path), which fails the item inside `not` too.
 */
export type Verdict = (
  | { readonly status: "pass"; readonly score: number; readonly reason: Reason }
  | { readonly status: "fail"; readonly score: number; readonly reason: Reason; readonly nothingExtracted?: true }
  /** `isUnasked`: it hangs on a judge that was not asked. */
  | { readonly status: "undecided"; readonly score: null; readonly reason: Reason; readonly isUnasked?: true }
) & {
  /** What a judge said, where one decided. */
  readonly judge?: JudgementRecord;
  /** Of a check around others: what every judge inside it came to that was asked. */
  readonly judges?: readonly InnerJudgementRecord[];
};
