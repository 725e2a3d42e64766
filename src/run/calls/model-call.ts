import type { AnsweredCall, CallJournal, ReplayedCalls } from "../../domain/run/call.ts";
import type { Clock, Random } from "../../domain/values/clock.ts";
import type { Completion } from "../../domain/run/completion.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { CompletionRequest, Failure, Provider, Recall, SimulatedReply } from "../../domain/run/provider.ts";
import type { AttemptRecord } from "../../domain/formats/records.ts";
import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { Share } from "../schedule/bucket-limits.ts";
import type { Budget } from "../schedule/budget.ts";
import type { Dispatcher } from "../schedule/dispatcher.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import type { Priority } from "../schedule/ready-queue.ts";
import type { RunStop, Skip } from "../schedule/run-stop.ts";
import type { TurnTimer } from "./turn-timer.ts";

/** One request of a trial, to be answered by as many attempts as it takes. `turn` and `round` count from 1. */
export interface ModelCall {
  readonly trial: PlannedTrial;
  readonly turn: number;
  readonly round: number;
  readonly request: CompletionRequest;
  readonly requestHash: string;
  readonly priority: Priority;
  readonly simulated: SimulatedReply | null;
  readonly timer: TurnTimer;
}

export type CallOutcome =
  | ({ readonly status: "answered" } & AnsweredCall)
  | {
      readonly status: "failed";
      readonly failure: Failure;
      readonly attempts: readonly AttemptRecord[];
      readonly queuedMs: number;
    }
  | ({ readonly status: "stopped"; readonly attempts: readonly AttemptRecord[]; readonly queuedMs: number } & Skip);

/** What models cost and how much a request takes, as the pipeline knows it. */
export interface CallPrices {
  /** The price of an answer on the day `atMs`; null: unknown. */
  costOf(trial: PlannedTrial, completion: Completion, atMs: number): Picodollars | null;
  /** The most that a request can cost; null: unknown. */
  worstCost(trial: PlannedTrial, request: CompletionRequest): Picodollars | null;
  /** What a request probably takes of the token limits. */
  expectedTokens(trial: PlannedTrial, request: CompletionRequest): Share;
}

/** All that sending a request needs. */
export interface CallDesk {
  readonly provider: Provider;
  /** Asked before a request is sent; null: there are no recordings to answer from. */
  readonly recall: Recall | null;
  readonly replay: ReplayedCalls | null;
  readonly prices: CallPrices;
  readonly journal: CallJournal;
  readonly dispatcher: Dispatcher;
  readonly budget: Budget;
  readonly stop: RunStop;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborts when what is in flight may no longer finish. */
  readonly cutoff: AbortSignal;
  ledger: LedgerTotals;
  /** Has the endpoint ever answered, be it with an error? */
  isReached: boolean;
  hashRequest(request: CompletionRequest): string;
  onText(trial: PlannedTrial, delta: string): void;
  /** An attempt goes out. */
  onSent(): void;
  onRateLimited(trial: PlannedTrial, retryAfterMs: number | null): void;
}
