import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { type ChildExit, type ChildGroup, spawnGroup } from "../../host/child-group.ts";
import type { ServiceStart, TargetFailure, TargetWorker } from "../../domain/run/target.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { failed } from "../failed.ts";
import { OutputTail, withTail } from "../output-tail.ts";
import { fillValues } from "../own-environment.ts";

/** A service that was started for the run. */
export interface Service {
  /** How it ended, with the end of its stderr; null: it runs. */
  ended(): Sentence | null;
  /** The same, after a moment for its end: a connection breaks before the program that broke it is gone. */
  endedSoon(): Promise<Sentence | null>;
  /** Ends it with all that it started. */
  close(): Promise<void>;
}

export type StartedService = { readonly status: "ready"; readonly service: Service } | TargetFailure;

const GRACE_MS = 2_000;
const ENDS_MS = 300;
const ASK_AGAIN_MS = [20, 50, 100, 250];
const ASKED_MS = 2_000;
const READY_BYTES = 1024 ** 2;

/** Starts a service, and waits until it is ready. One that is there already is not the one that would be started: a failure. */
export async function startService(
  name: string,
  start: ServiceStart,
  worker: Pick<TargetWorker, "env" | "valueOf">,
  fetch: Fetch,
): Promise<StartedService> {
  const { readyUrl, command, cwd, timeoutMs } = start;
  if (!isReadyUrl(readyUrl))
    return failed(targetWords("wrong", { name, wrong: said("bad-target.ready", { url: readyUrl }) }));
  const own = fillValues(start.env, worker.valueOf);
  if (!own.ok) return failed(targetWords("no-start-variable", { name, ...own.missing }));
  const ask = asking(readyUrl, fetch);
  if ((await ask(ASKED_MS)) === null) return failed(targetWords("there-already", { name, url: readyUrl }));
  const env = { ...worker.env, ...own.values };
  const spawned = await spawnGroup(command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  if (spawned.status === "failed") return failed(targetWords("start", { name, reason: spawned.message }));
  const service = runningService(name, spawned.group);
  const wrong = await untilReady({ name, service, ask, timeoutMs });
  if (wrong === null) return { status: "ready", service };
  await service.close();
  return failed(withTail(wrong, service.tail()));
}

/** Is it an address that can be asked whether the service is ready? */
export function isReadyUrl(url: string): boolean {
  return /^https?:/.test(url) && URL.canParse(url);
}

function runningService(name: string, group: ChildGroup): Service & { tail(): string } {
  group.streams.stdout?.on("error", () => undefined).resume(); // read, and not kept
  const stderr = new OutputTail(group.streams.stderr);
  let exit: ChildExit | null = null;
  void group.exited.then((ended) => (exit = ended));
  const ended = (): Sentence | null =>
    exit === null ? null : withTail(targetWords("ended", { name, exit }), stderr.text());
  return {
    ended,
    endedSoon: async () => {
      await Promise.race([group.exited, sleep(ENDS_MS)]);
      return ended();
    },
    tail: () => stderr.text(),
    close: async () => void (await group.end(GRACE_MS)),
  };
}

/** Asks once whether it is ready; null: it is, else what came. */
type AskReady = (timeoutMs: number) => Promise<{ readonly status: number } | { readonly reason: string } | null>;

function asking(url: string, fetch: Fetch): AskReady {
  return async (timeoutMs) => {
    try {
      const { status } = await boundedFetch(fetch, { maxBytes: READY_BYTES, timeoutMs })(url);
      return status >= 200 && status < 300 ? null : { status };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

interface Waiting {
  readonly name: string;
  readonly service: Service;
  readonly ask: AskReady;
  readonly timeoutMs: number;
}

/** Null: it is ready; else why it is not. */
async function untilReady({ name, service, ask, timeoutMs }: Waiting): Promise<Sentence | null> {
  const startedAt = performance.now();
  for (let times = 0; ; times++) {
    if (service.ended() !== null) return targetWords("ended-early", { name });
    const leftMs = timeoutMs - (performance.now() - startedAt);
    const last = await ask(Math.max(1, Math.min(ASKED_MS, leftMs)));
    if (last === null) return null;
    const waitMs = ASK_AGAIN_MS[Math.min(times, ASK_AGAIN_MS.length - 1)] ?? 0;
    if (performance.now() - startedAt + waitMs >= timeoutMs) return targetWords("not-ready", { name, timeoutMs, last });
    await sleep(waitMs);
  }
}
