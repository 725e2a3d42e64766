import type { Completion } from "./completion.ts";
import type { Picodollars } from "../values/money.ts";
import type { AttemptRecord, CallLine, SentLine, TrialLine, TrialRecord } from "../formats/records.ts";
import type { PlannedTrial } from "./trial.ts";

/** An answer, however it was come by: from the API, a recording or the journal of an earlier session. */
export interface AnsweredCall {
  readonly completion: Completion;
  /** The price of the answer, null when unknown. */
  readonly costPico: Picodollars | null;
  readonly ttftMs: number | null;
  readonly latencyMs: number | null;
  readonly requestId: string | null;
  /** Did it come from a recording? */
  readonly reused: boolean;
  readonly attempts: readonly AttemptRecord[];
  readonly queuedMs: number;
}

/** Where calls are written down before anything counts on them. */
export interface CallJournal {
  /** A new id for a `sent` line and its `call` line. */
  nextId(): string;
  /** Written, but not synced, when this returns. */
  sent(line: SentLine): void;
  /** Resolves when the line is safe. */
  call(line: CallLine): Promise<void>;
}

/** What an answer is found by in a journal: its trial, its place in that, and what was asked. */
export interface CallIdentity {
  readonly trial: Pick<PlannedTrial, "key">;
  /** From 1, like `round`. */
  readonly turn: number;
  readonly round: number;
  readonly requestHash: string;
}

/** Answers of earlier sessions of the same run. */
export interface ReplayedCalls {
  /** The answer to this very request of this trial, or null. */
  answered(call: CallIdentity): Promise<AnsweredCall | null>;
}

/** A trial that an earlier session finished. */
export interface FinishedTrial {
  readonly record: TrialRecord;
  /** Does the journal have this record at this trial's ordinal, so that nothing need be written? */
  readonly isInPlace: boolean;
}

/** What earlier sessions of a run have already done. */
export interface Replay extends ReplayedCalls {
  /** The record of a trial with the same key that was answered; null when there is none: errored and skipped ones run again. */
  finished(trial: PlannedTrial): FinishedTrial | null;
  close(): void;
}

/** Where trials and their calls are written down before anything counts on them. */
export interface RunJournal extends CallJournal {
  /** Resolves when the line is safe. */
  trial(line: TrialLine): Promise<void>;
}
