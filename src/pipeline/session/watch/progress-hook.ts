import type { ReplySource } from "../../../domain/formats/records.ts";
import type { ProgressState } from "../../../domain/run/progress.ts";
import type { RunEvent } from "../../../run/trials/run-options.ts";
import type { CheckedSuites } from "../../passes/check-suites.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";
import { watchGates } from "./gate-watch.ts";
import { budgetOf, followProgress } from "./progress-state.ts";

/** A run whose progress is shown. */
export interface ShownRun {
  readonly checked: CheckedSuites;
  readonly stream: PlanStream;
  readonly source: { readonly replies: ReplySource };
  readonly invocation: { readonly maxCostUsd: number | null };
}

/** Tells how the run stands: now, and after each event that the result is handed. */
export function progressHook(
  { checked: { suites }, stream, source, invocation }: ShownRun,
  { onProgress, signal }: { readonly onProgress: (state: ProgressState) => void; readonly signal: AbortSignal },
): (event: RunEvent) => void {
  const own = suites.map(({ loaded }) => loaded.suite.limits.maxCostUsd);
  const budget = budgetOf(invocation.maxCostUsd, own);
  const follower = followProgress({
    suites,
    trials: stream.trials,
    budgetUsd: budget === null ? null : budget / (stream.share?.of ?? 1),
    replies: source.replies,
    gates: watchGates(suites, stream),
    isStopping: () => signal.aborted,
  });
  onProgress(follower.state());
  return (event) => onProgress(follower.add(event));
}
