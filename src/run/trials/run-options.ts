import type { Picodollars } from "../../domain/values/money.ts";
import type { Call, Replay, RunJournal } from "../../domain/run/call.ts";
import type { Clock, Random } from "../../domain/values/clock.ts";
import type { CompletionRequest, Failure, Provider, Recall } from "../../domain/run/provider.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { TargetRoom } from "../../domain/run/target-room.ts";
import type { AskJudge, GradeTrial, JudgedOwner } from "../../domain/grade-trial.ts";
import type { PlannedTrial, Skip, TrialId } from "../../domain/run/trial.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import type { CallPrices, Sending } from "../calls/sending.ts";
import type { RunLimits } from "../schedule/run-limits.ts";
import type { RunStop, Stopped } from "../schedule/run-stop.ts";

/** The trials, and what is set aside for the judges of each. */
export interface TrialPlan {
  readonly buckets: readonly string[];
  /** The bucket's trials in the order in which they are to be started. */
  open(bucket: string): AsyncIterable<PlannedTrial>;
  /** What a trial's judges may take at worst; null: nothing is to be set aside. Asked before its first request. */
  judging?(trial: TrialId): Promise<Picodollars | null>;
  /** What of it is for what is asked after all trials; null: nothing. */
  pairing?(trial: TrialId): Promise<Picodollars | null>;
}

/** Where answers come from, and what they cost. */
export interface Answering {
  readonly provider: Provider;
  readonly prices: CallPrices;
  readonly recall: Recall | null;
  /** What earlier sessions did; null in a new run. */
  readonly replay: Replay | null;
  /** Opens the room where applications are asked that answer in place of models; their calls go out as ours do. Absent: no suite has any. */
  openTargets?(sending: Sending): TargetRoom;
  /** The hash under which a request's answer is found again. */
  hashRequest(request: CompletionRequest): string;
}

/** Where all is written down. */
export interface Keeping {
  readonly journal: RunJournal;
  /** What earlier sessions spent; null in a new run. */
  readonly spent: LedgerTotals | null;
}

/** What ends a run before its plan does. */
export interface EarlyEnding {
  /** Whether the run goes on: the caller may stop it (a full disk), and asks it why it ended. */
  readonly stop: RunStop;
  /** Interruption: nothing new is started, what is in flight may finish for `graceMs`, then it is cut off. */
  readonly signal: AbortSignal;
  readonly graceMs: number;
}

/** Who is told of the run, and may end it. */
export interface RunWatching {
  /** Is the trial not to be run, its arm being decided? Asked before it starts. */
  skips?(trial: TrialId): Skip | null;
  /** After each record: can the run end here, since no gate can pass any more (fail-fast)? */
  shouldStop?(trial: TrialId, record: TrialRecord): boolean;
  onEvent?(event: RunEvent): void;
  onText?(call: Call, delta: string): void;
}

/** All that running the trials of a plan takes. */
export interface TrialsToRun {
  readonly plan: TrialPlan;
  readonly answering: Answering;
  readonly grade: GradeTrial;
  readonly limits: RunLimits;
  readonly keeping: Keeping;
  readonly ending: EarlyEnding;
  readonly watching: RunWatching;
  readonly clock: Clock;
  readonly random: Random;
  /** Called when every trial has its line in the journal: what is judged of several together is asked now. */
  afterTrials?(asks: (owner: JudgedOwner) => AskJudge): Promise<void>;
}

/** How a run stands at one moment. */
export interface RunMoment {
  readonly ledger: LedgerTotals;
  readonly inFlight: number;
  readonly waiting: number;
  /** When the rate limits let the next request go, on the monotonic clock; null when none waits for them. */
  readonly waitUntilMs: number | null;
  /** What is left of the tightest rate limit, 0..1; null when no response has told. */
  readonly rateLimitLeft: number | null;
  /** Set aside for what is on its way; null when a price is unknown. */
  readonly reservedPico: Picodollars | null;
}

/** What was spent up to an event, and how the run stands whenever that is asked. */
export interface RunProgress extends Pick<RunMoment, "ledger"> {
  now(): RunMoment;
}

export type RunEvent =
  | {
      readonly type: "trial";
      readonly trial: TrialId;
      readonly record: TrialRecord;
      /** Was it finished in an earlier session? */
      readonly replayed: boolean;
      readonly progress: RunProgress;
    }
  /** An attempt goes out. */
  | { readonly type: "sent"; readonly progress: RunProgress }
  | { readonly type: "rate-limited"; readonly bucket: string; readonly retryAfterMs: number | null };

export interface RunSummary {
  /** Why not all trials were run; null when they were. */
  readonly stopped: Stopped | null;
  /** The failure that stopped it, if one did. */
  readonly failure: Failure | null;
  readonly ledger: LedgerTotals;
  readonly reusedTrials: number;
}
