import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { GitRecord, RunRecord } from "../../domain/formats/records.ts";
import type { RunInsights } from "../../domain/insights.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { Session } from "./run-session.ts";

const run = promisify(execFile);

/** A repository that answers no sooner is not waited for. */
const MAX_GIT_MS = 10_000;

/** What Git says of a folder; null outside a repository or without Git. */
export async function gitRecord(folder: string): Promise<GitRecord | null> {
  const git = async (...args: readonly string[]): Promise<string | null> => {
    try {
      return (await run("git", [...args], { cwd: folder, timeout: MAX_GIT_MS })).stdout.trim();
    } catch {
      return null; // no Git, no repository, no commit: all mean that there is nothing to say
    }
  };
  if ((await git("rev-parse", "--is-inside-work-tree")) !== "true") return null;
  const [commit, branch, status] = await Promise.all([
    git("rev-parse", "HEAD"),
    git("rev-parse", "--abbrev-ref", "HEAD"),
    git("status", "--porcelain", "--untracked-files=no"),
  ]);
  return {
    commit,
    branch: branch === "HEAD" ? null : branch,
    dirty: commit === null || status === null ? null : status !== "",
  };
}

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
