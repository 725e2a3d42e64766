import type { Failure } from "../../domain/run/provider.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Mask } from "../../base/mask.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { RunStart } from "../../domain/invocation.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { ProgressState } from "../../domain/run/progress.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { RunFeed } from "../output/live-reports.ts";

/** What a run is handed from outside. */
export interface RunHooks {
  readonly clock: Clock;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** By whom it is begun, or gone on with. */
  readonly start: RunStart;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
  onWarnings(warnings: readonly Diagnostic[], locate: Locate): void;
  /** Nothing caps what the run may spend; absent: nobody wants to know. */
  readonly onUncapped?: (note: Sentence) => void;
  onProgress(state: ProgressState): void;
  /** Called when the run begins, so that its trials can be followed as they are saved. */
  onStart?(feed: RunFeed): void;
  readonly log: (line: string) => void;
  /** The process's environment, for where traces are sent; without it nowhere. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What became of a run. */
export type RunResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "unstorable"; readonly message: Sentence }
  | { readonly status: "changed"; readonly message: Sentence }
  /** The run cannot be gone on with. */
  | { readonly status: "refused"; readonly message: Sentence }
  | {
      readonly status: "ran";
      readonly head: ReportHead;
      readonly mask: Mask;
      /** Requests that this session sent, and answers that it took from recordings. */
      readonly asked: number;
      /** What the account or the endpoint said when that stopped the run. */
      readonly fatal: Pick<Failure, "kind" | "type" | "httpStatus" | "message"> | null;
      /** Why the report could not be kept in the store, if it could not. */
      readonly unstored: Sentence | null;
      /** Why the answers could not be recorded, if they could not; the run's journal has them. */
      readonly unrecorded: Sentence | null;
      trials(suite: number): AsyncIterable<TrialRecord>;
    };

/** A run that came to an end. */
export type EndedRunResult = Extract<RunResult, { status: "ran" }>;
