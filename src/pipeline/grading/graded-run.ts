import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Mask } from "../../base/mask.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { JudgeQuestion } from "../../domain/judging.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { HashedTrial } from "../../stats/baseline/collect-cases.ts";

/** What grading a run again is handed from outside. */
export interface GradeHooks {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly mask: Mask;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
  onWarnings(warnings: readonly Diagnostic[], locate: Locate): void;
  readonly log: (line: string) => void;
  /** Are judges asked for what is missing? Otherwise nothing is sent. */
  readonly sends: boolean;
  /** Are answers to prompts that were changed since taken too (`OldAnswers`)? */
  readonly takesOldAnswers?: boolean;
  /** Told of every question to a judge, whether it has a reply or not. */
  readonly onQuestion?: (question: JudgeQuestion) => void;
}

/** Trials that the run has no reply for, as the suites are now; the first of them are named. */
export interface MissingReplies {
  readonly count: number;
  /** `case`: what people call it. */
  readonly named: readonly { readonly case: string; readonly arm: string; readonly trial: number }[];
}

export type GradeResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "refused"; readonly message: Sentence }
  | {
      readonly status: "graded";
      readonly head: ReportHead;
      readonly missing: MissingReplies;
      /** Judgements that the run does not have, and that were not asked for. */
      readonly unjudged: number;
    };

/** What becomes of the report while its trials can still be read. */
export type UseReport = (
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  also: GradedAlso,
) => Promise<void>;

/** What else is known of a run that was graded. */
export interface GradedAlso {
  /** Its trials with the hashes of their cases. */
  readonly lines: (suite: number) => AsyncIterable<HashedTrial>;
  /** What was asked of judges now, and what it cost. */
  readonly judgements: number;
  readonly sentUsd: number;
  readonly missing: MissingReplies;
  /** Answers to prompts that were changed since. */
  readonly oldAnswers: number;
}
