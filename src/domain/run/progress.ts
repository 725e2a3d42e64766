import type { ReplySource } from "../formats/records.ts";

/** A trial that went wrong, told while the run goes on. Raw text: the view escapes it. */
export interface RecentFailure {
  readonly caseId: string;
  readonly armId: string;
  readonly status: "failed" | "undecided" | "errored";
  readonly reason: string;
}

/** How a run stands. Counts are of trials unless said otherwise; `passed` to `skipped` add up to `done`. */
export interface ProgressState {
  /** null while the plan is still being counted. */
  readonly total: number | null;
  readonly done: number;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
  readonly errored: number;
  readonly skipped: number;
  /** HTTP attempts on their way. */
  readonly inFlight: number;
  /** Paid so far; null when a price is unknown. */
  readonly costUsd: number | null;
  readonly budgetUsd: number | null;
  /** The running pass rate with its interval, shares 0..1; null where there is none yet. */
  readonly passRate: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** What is left of the tightest rate limit, 0..1; null when no response has told. */
  readonly rateLimitLeft: number | null;
  /** The newest last. */
  readonly recentFailures: readonly RecentFailure[];
  readonly replies: ReplySource;
}

/** Shows how a run stands, on stderr. `update` may be called for every event: the view decides when to draw. */
export interface Progress {
  update(state: ProgressState): void;
  /** Writes a line (a warning, a diagnostic) without spoiling the view. */
  note(line: string): void;
  /** Takes the view away. Nothing is drawn after it. */
  end(): void;
}
