import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { seededRandom } from "../../base/seeded-random.ts";
import type { RunRequest, RunStart, Where } from "../../domain/invocation.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { RunRecord } from "../../domain/formats/records.ts";
import type { Mask } from "../../base/mask.ts";
import type { Replay } from "../../domain/run/call.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { OpenLimits } from "../../run/schedule/run-limits.ts";
import { createRunFolder, newRunId, type RunFolder, type RunFolderOptions } from "../../store/folders/run-folder.ts";
import { StoreError } from "../../store/journal/journal-file.ts";
import { writeGuard } from "../stored/write-guard.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import type { ReplyEndpoint } from "../access/reply-endpoint.ts";
import { recordRun } from "./recordings.ts";
import { runLine, runRecord } from "./run-record.ts";

/** What a run's folder is opened for. */
export interface SessionRequest {
  readonly checked: CheckedSuites;
  readonly stream: PlanStream;
  readonly source: ReplyEndpoint;
  readonly invocation: RunRequest & Where;
  readonly start: RunStart;
  readonly clock: Clock;
  readonly folderOptions: RunFolderOptions;
  /** Tells whoever runs it. */
  readonly log: (line: string) => void;
}

/** One process's work on a run: the run's first, or a later one that goes on. Its run line is in the journal. */
export interface Session {
  readonly store: RunStore;
  /** Merges the live answers of all sessions into files of recordings, one a suite. Returns why that failed, or null. */
  readonly record: (files: readonly string[], mask: Mask) => Promise<Sentence | null>;
  /** Absent: this process alone holds the run to its limits. */
  readonly openLimits?: OpenLimits;
  /** `started_at` is when the first session began. */
  readonly run: RunRecord;
  /** When this session began, on the monotonic clock. */
  readonly begunMs: number;
  /** What earlier sessions did; null in the first. */
  readonly replay: Replay | null;
}

export type OpenedSession =
  | { readonly status: "open"; readonly session: Session }
  /** The run cannot be gone on with: exit 2. */
  | { readonly status: "refused"; readonly message: Sentence };

/** Opens the folder of a run and writes its run line. Throws `StoreError`. */
export type OpenSession = (request: SessionRequest) => Promise<OpenedSession>;

/** An id for a run that begins now: one process may begin several within a millisecond. */
export function freshRunId(nowMs: number): string {
  return newRunId(new Date(nowMs), seededRandom(`${nowMs} ${process.pid} ${randomUUID()}`));
}

/** The first session of a new run. */
export function openNewRun(request: SessionRequest): Promise<OpenedSession> {
  return openRunCalled(freshRunId(request.clock.now()), request);
}

/** The first session of a new run with this id. */
export async function openRunCalled(id: string, request: SessionRequest): Promise<OpenedSession> {
  const { invocation, stream, clock, folderOptions } = request;
  const nowMs = clock.now();
  const store = resolve(invocation.cwd, invocation.store);
  const refusal = writeGuard(invocation)(join(store, "runs"));
  if (refusal !== null) throw new StoreError(refusal);
  const folder = createRunFolder(store, id, stream.trials, folderOptions);
  const session = await beginSession(request, { ...inFolder(folder), startedMs: nowMs, openReplay: () => null });
  return { status: "open", session };
}

/** What a session begins with. */
export interface SessionFrom extends Pick<Session, "store" | "record" | "openLimits"> {
  /** When the run's first session began. */
  readonly startedMs: number;
  readonly openReplay: () => Replay | null;
}

/** A session's store that is a folder of this machine. */
export function inFolder(folder: RunFolder): Pick<SessionFrom, "store" | "record"> {
  return { store: folder, record: (files, mask) => recordRun(folder, files, mask) };
}

/** Writes the session's run line. Gives the store up again when that fails. */
export async function beginSession(
  { checked, stream, source, invocation, start, clock }: SessionRequest,
  { store, startedMs, openReplay, ...others }: SessionFrom,
): Promise<Session> {
  const begunMs = clock.monotonicMs();
  try {
    const { share } = stream;
    const run = runRecord({ id: store.id, startedMs, checked, source, invocation, share });
    const line = runLine(run, checked, { request: invocation, start, share });
    // Under another plan the ordinals of earlier lines mean other trials: what is finished is written again.
    if (store.history !== null && store.history.run.plan_hash !== line.plan_hash) store.forgetTrials();
    await store.journal.run(line);
    return { store, ...others, run, begunMs, replay: openReplay() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
