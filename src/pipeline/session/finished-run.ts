import type { GitRecord, RunRecord } from "../../domain/formats/records.ts";
import type { RunInsights } from "../../domain/insights.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Session } from "./run-session.ts";

/** Of a run that was gone on with: how many sessions it took by now, and how long they worked; null where one did it all. */
export function sessionsOf({ replay, store, begunMs }: Session, clock: Clock): RunInsights["sessions"] | null {
  const { history } = store;
  if (history === null || replay === null) return null;
  return { count: history.sessions + 1, worked_ms: history.workedMs + Math.round(clock.monotonicMs() - begunMs) };
}

/**
 * The run when its session has ended, with the repository that it ran in. How long it took is measured where one session
 * did it all; over several only the wall clock tells.
 */
export async function finishedRun(
  { run, store, begunMs }: Pick<Session, "run" | "begunMs"> & { readonly store: Pick<RunStore, "history"> },
  clock: Clock,
  repository: Promise<GitRecord | null>,
): Promise<RunRecord> {
  const atMs = clock.now();
  const wallMs = Math.max(0, atMs - Date.parse(run.started_at));
  const durationMs = store.history === null ? clock.monotonicMs() - begunMs : wallMs;
  const finishedAt = new Date(atMs).toISOString();
  return { ...run, finished_at: finishedAt, duration_ms: durationMs, git: await repository };
}
