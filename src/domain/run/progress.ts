import type { ReplySource } from "../formats/records.ts";

/** A trial that went wrong, told while the run goes on. Raw text: the view escapes it. */
export interface RecentFailure {
  /** What people call the case: its id, or its place where nobody chose one. */
  readonly caseName: string;
  readonly armId: string;
  readonly status: "failed" | "undecided" | "errored";
  readonly reason: string;
}

/** How one arm of a suite stands. Counts are of trials; quarantined ones are in `done` alone. */
export interface ArmProgress {
  readonly suite: string;
  readonly arm: string;
  readonly total: number;
  readonly done: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The pass rate that the gate asks for, 0..1; null when it asks for none. */
  readonly limit: number | null;
  /** Whether the gate can still pass, whatever the trials to come say. */
  readonly canPass: boolean;
}

/** What changes between two trials that end: read anew each time the view draws. */
export interface LiveProgress {
  /** HTTP attempts on their way. */
  readonly inFlight: number;
  /** Requests that wait for admission, budget or a slot. */
  readonly waiting: number;
  /** When the rate limit lets the next request go, on the monotonic clock; null when none waits for it. */
  readonly waitUntilMs: number | null;
  /** What is left of the tightest rate limit, 0..1; null when no response has told. */
  readonly rateLimitLeft: number | null;
  /** Set aside for what is on its way; null when a price is unknown. */
  readonly reservedUsd: number | null;
  /** Attempts after the first of a request. */
  readonly retries: number;
  /** Has somebody asked the run to stop? */
  readonly isStopping: boolean;
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
  /** Paid so far; null when a price is unknown. */
  readonly costUsd: number | null;
  readonly budgetUsd: number | null;
  /** In plan order. */
  readonly arms: readonly ArmProgress[];
  /** Why attempts of trials that have ended failed, and how many: "529 overloaded_error" 9. */
  readonly failedAttempts: ReadonlyMap<string, number>;
  /** The newest last. */
  readonly recentFailures: readonly RecentFailure[];
  readonly replies: ReplySource;
  readonly live: () => LiveProgress;
}

/** Shows how a run stands, on stderr. `update` may be called for every event: the view decides when to draw. */
export interface Progress {
  update(state: ProgressState): void;
  /** Writes a line (a warning, a diagnostic) without spoiling the view. */
  note(line: string): void;
  /** Takes the view away. Nothing is drawn after it. */
  end(): void;
}
