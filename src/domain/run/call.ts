import type { Picodollars } from "../values/money.ts";
import type { AttemptRecord, CallLine, SentLine, TrialLine, TrialRecord } from "../formats/records.ts";
import type { Purse } from "./budget.ts";
import type { Completion } from "./completion.ts";
import type { CallRole, CompletionRequest, Failure, SimulateCall, SimulatedReply } from "./provider.ts";
import type { Unfinished } from "./metered-call-fact.ts";
import type { Relay } from "./relay.ts";
import type { AskedTarget, KeyedTrial, Skip, TrialId } from "./trial.ts";

/** What is sent first: retries and next turns of what has begun, then judges' questions, then new trials. */
export type CallPriority = "continuation" | "judge" | "new";

/** Whose call it is: for budgets, seeds, logs and the journal. `suite` and `ordinal` count from 0, `trial` from 1. */
export type CallOwner = TrialId;

/** What an answer is found by in a journal: equal identities ask the same thing at the same place. */
export interface CallIdentity {
  readonly role: CallRole;
  /** The key of the trial; a judge's question stands by itself, since a judgement belongs to its answer. */
  readonly scope: string;
  /** From 1, like `round`. */
  readonly turn: number;
  readonly round: number;
  /**
   * Of a turn: which of the case's trials that begin with an equal request asks, over all arms in plan order. Of any other
   * call: which of several equal requests in its scope it is (a judge that is asked again). From 1.
   */
  readonly n: number;
  readonly requestHash: string;
}

/** The time that a call, and those that share its turn, may still take. */
export interface CallTimer {
  readonly limitMs: number;
  readonly remainingMs: number;
  spend(ms: number): void;
  /** What is left for waits between two attempts; absent: all that remains. */
  readonly backoffLeftMs?: number;
  /** To be told of a wait between two attempts (monotonic times); absent: it is spent like all else. */
  backedOff?(fromMs: number, untilMs: number): void;
  /** To be told that a request was turned away by a rate limit though it had waited to be sent; absent: such waits are free. */
  turnedAway?(fromMs: number, untilMs: number): void;
}

/** One request, to be answered by as many attempts as it takes. */
export interface Call {
  readonly owner: CallOwner;
  readonly identity: CallIdentity;
  readonly model: string;
  /** The rate-limit bucket that it is counted in. */
  readonly bucket: string;
  readonly request: CompletionRequest;
  readonly priority: CallPriority;
  /** The prefixes of its request that other calls can read from the prompt cache too, shortest first. */
  readonly cacheGroups: readonly string[];
  readonly maxAttempts: number;
  readonly timer: CallTimer;
  /** What a simulator is told to answer; null: its own echo. */
  readonly simulated: SimulatedReply | null;
  /** Of a turn that no model answers: who is asked, and what. */
  readonly asks?: AskedTarget & { readonly userText: string; readonly simulated: SimulateCall };
  /** What is set aside for the trial's judges. Absent: nothing. */
  readonly purse?: Purse;
  /** Of a metered call: the application that asked. When it is gone, nothing more is sent for it. */
  readonly relay?: Relay;
  /** Of a metered call: hashes of the request's parts by their path, to say what differs where no recording answers. */
  readonly requestParts?: () => Readonly<Record<string, string>>;
}

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
  /** From a journal: the ordinal of the trial that asked. */
  readonly askedBy?: number;
}

/** What became of a call. `stopped`: the run, or its budget, ended before it was answered. */
export type CallOutcome =
  | ({ readonly status: "answered" } & AnsweredCall)
  | ({
      readonly status: "failed";
      readonly failure: Failure;
      readonly attempts: readonly AttemptRecord[];
      readonly queuedMs: number;
    } & Unfinished)
  | ({
      readonly status: "stopped";
      readonly attempts: readonly AttemptRecord[];
      readonly queuedMs: number;
    } & Skip &
      Unfinished);

/** One way to come by an answer: an earlier session's journal, a recording, the API. Null: ask the next one. */
export interface Answerer {
  answer(call: Call): Promise<CallOutcome | null>;
}

/** Where calls are written down before anything counts on them. */
export interface CallJournal {
  /** A new id for a `sent` line and its `call` line. */
  nextId(): string;
  /** Resolves when the line is written, not yet synced: the request may go out. */
  sent(line: SentLine): Promise<void>;
  /** Resolves when the line is safe. */
  call(line: CallLine): Promise<void>;
}

/** Answers of earlier sessions of the same run. */
export interface ReplayedCalls {
  /** The answer to this very request, or null. */
  answered(identity: CallIdentity): Promise<AnsweredCall | null>;
  /** How often this very request was made in vain. Absent: never. */
  failures?(identity: CallIdentity): number;
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
  finished(trial: KeyedTrial): FinishedTrial | null;
  close(): void;
}

/** Where trials and their calls are written down before anything counts on them. */
export interface RunJournal extends CallJournal {
  /** Resolves when the line is safe. */
  trial(line: TrialLine): Promise<void>;
}
