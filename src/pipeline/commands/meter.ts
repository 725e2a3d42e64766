import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { createMask, type Mask } from "../../base/mask.ts";
import type { StdioOptions } from "node:child_process";
import { type RunStart, secretValues } from "../../domain/invocation.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { type MeterServer, startMeterServer } from "../../meter/meter-server.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import { removeRunFolder } from "../../store/folders/run-folder.ts";
import { StoreError } from "../../store/journal/journal-file.ts";
import { createMeterDesk } from "../metering/meter-desk.ts";
import { type CommandEnd, childEnvironment, runCommand } from "../metering/metered-command.ts";
import { endMeter, type EndedMeterRun } from "../metering/end-meter.ts";
import { openMeterFolder } from "../metering/open-meter-folder.ts";
import type { MeterInvocation } from "../metering/meter-request.ts";
import { openMeterSending } from "../metering/meter-sending.ts";
import { makeSetup, type MeterSetup } from "../metering/meter-setup.ts";
import { MeterTally } from "../metering/meter-tally.ts";
import { openDesk } from "../metering/open-desk.ts";

/** What a meter is handed from outside. */
export interface MeterHooks {
  readonly clock: Clock;
  /** By whom it is begun, or gone on with. */
  readonly start: RunStart;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdio: StdioOptions;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
  /** Without a command: where it serves, and the stand-in key. */
  onServing(address: { readonly baseUrl: string; readonly key: string }): void;
  readonly log: (line: string) => void;
  /** The folder of the run that is gone on with; null: a new run. */
  readonly resumed: string | null;
}

export type MeterResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "unstorable" | "refused"; readonly message: Sentence }
  | ({ readonly status: "metered"; readonly head: ReportHead; readonly mask: Mask } & EndedMeterRun);

/** Puts a meter in front of a command, or serves until it is interrupted; then adds up and reports. */
export async function runMeter(asked: MeterInvocation, hooks: MeterHooks): Promise<MeterResult> {
  const made = await makeSetup(asked, hooks);
  if (made.status === "wrong") return made;
  const { setup } = made;
  const failed = new AbortController();
  try {
    const started = await startMeterServer({ port: asked.request.port, onError: (error) => failed.abort(error) });
    if (started.status === "refused") return started;
    try {
      return await meterThrough(asked, hooks, { setup, server: started.server, failed });
    } finally {
      await started.server.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return { status: "unstorable", message: error.message };
    throw error;
  } finally {
    setup.recordings.close();
  }
}

interface Serving {
  readonly setup: MeterSetup;
  readonly server: MeterServer;
  /** Aborts with what was thrown where nothing should be: a store that is full, a bug. */
  readonly failed: AbortController;
}

async function meterThrough(asked: MeterInvocation, hooks: MeterHooks, serving: Serving): Promise<MeterResult> {
  const { setup, server, failed } = serving;
  const { invocation } = asked;
  const mask = createMask([...secretValues(invocation), server.key]);
  const stop = new RunStop();
  const onDiskFull = (): void => stop.stop("store");
  const options = { mask, durable: invocation.mode !== "simulate", onDiskFull };
  const opened = await openMeterFolder(asked, { ...hooks, setup, options });
  if (opened.status === "refused") return opened;
  const { store, replay } = opened;
  // A command that was never started asked nothing: there is no run to go on with.
  let isVoid = false;
  try {
    const sending = openMeterSending(asked, { setup, store, replay, stop, clock: hooks.clock });
    const tally = new MeterTally();
    const desk = openDesk(createMeterDesk({ setup, ...sending, tally, capUsd: invocation.maxCostUsd }));
    const address = server.open(desk);
    const end = await untilEnd(asked, hooks, { ...serving, baseUrl: address.baseUrl });
    address.close();
    stop.stop("interrupted");
    sending.cutOff();
    await desk.idle();
    if (failed.signal.aborted) throw failed.signal.reason;
    if (end.status === "failed") {
      isVoid = replay === null;
      return { status: "refused", message: end.message };
    }
    return await ended(asked, hooks, { setup, opened, books: sending.sending.books, tally, end, mask });
  } finally {
    replay?.close();
    await store.close();
    if (isVoid) removeRunFolder(opened.folder);
  }
}

async function ended(
  asked: MeterInvocation,
  hooks: MeterHooks,
  parts: Omit<Parameters<typeof endMeter>[1], "end"> & { readonly end: Ended },
): Promise<MeterResult> {
  const { head, ...others } = await endMeter({ ...asked, ...hooks }, parts);
  return { status: "metered", head, mask: parts.mask, ...others };
}

/** How the metering ended. `exit` null: it served, and was stopped. */
type Ended = Extract<CommandEnd, { status: "ended" }> | { readonly status: "served" };

async function untilEnd(
  { request, invocation }: MeterInvocation,
  hooks: MeterHooks,
  { server, failed, baseUrl }: Serving & { readonly baseUrl: string },
): Promise<Ended | Extract<CommandEnd, { status: "failed" }>> {
  const { key } = server;
  const signal = AbortSignal.any([hooks.signal, failed.signal]);
  if (request.command === null) {
    hooks.onServing({ baseUrl, key });
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    return { status: "served" };
  }
  return runCommand({
    command: request.command,
    cwd: invocation.cwd,
    env: childEnvironment(hooks.env, { baseUrl, key, credential: invocation.credential?.value ?? null }),
    stdio: hooks.stdio,
    signal,
    interruptedBy: () => hooks.interruptedBy(),
  });
}
