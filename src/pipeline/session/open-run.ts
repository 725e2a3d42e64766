import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { createMask, type Mask } from "../../base/mask.ts";
import { type Invocation, secretValues } from "../../domain/invocation.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import { partOf } from "../shards/part-of-plan.ts";
import { createPlanStream, type PlanStream } from "../passes/plan-stream.ts";
import type { ReadyRun } from "./ready-run.ts";
import type { RunHooks } from "./run-hooks.ts";
import type { OpenSession, Session } from "./run-session.ts";

/** A run with its plan and its folder: all that its trials are sent with. */
export interface OpenRun {
  /** The suites of a shard are reduced to its part of the cases. */
  readonly ready: ReadyRun;
  readonly invocation: Invocation;
  readonly hooks: RunHooks;
  readonly stream: PlanStream;
  readonly stop: RunStop;
  readonly mask: Mask;
  readonly session: Session;
}

export type OpenedRun =
  | { readonly status: "open"; readonly run: OpenRun; close(): Promise<void> }
  /** The run cannot be gone on with: exit 2. */
  | { readonly status: "refused"; readonly message: Sentence };

/** Plans the trials and opens the run's folder: a new one, or that of a run which is gone on with. Throws `StoreError`. */
export async function openRun(
  ready: ReadyRun,
  invocation: Invocation,
  hooks: RunHooks,
  open: OpenSession,
): Promise<OpenedRun> {
  const { checked, source, share } = ready;
  const mask = createMask(secretValues(invocation));
  const { cases, tags, sequential, seed, inMemory } = invocation;
  const part = { share, ...(inMemory?.isWanted === undefined ? {} : { isWanted: inMemory.isWanted }) };
  const stream = createPlanStream(checked.suites, { cases, tags }, sequential ? seed : null, part);
  const stop = new RunStop();
  const onDiskFull = (): void => stop.stop("store");
  // What is simulated costs nothing: it need not survive a power cut.
  const durable = invocation.mode !== "simulate";
  const opened = await open({
    checked,
    stream,
    source,
    invocation,
    start: hooks.start,
    clock: hooks.clock,
    folderOptions: { mask, durable, onDiskFull },
    log: hooks.log,
  });
  if (opened.status === "refused") return opened;
  const { session } = opened;
  const close = async (): Promise<void> => {
    session.replay?.close();
    await session.store.close();
  };
  const shown = { ...ready, checked: partOf(checked, share) };
  return { status: "open", run: { ready: shown, invocation, hooks, stream, stop, mask, session }, close };
}
