import { clearInterval, setInterval } from "node:timers"; // a test may have put others in place of the global ones
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, threadId } from "node:worker_threads";
import { textWords } from "../domain/diagnostics/text-words.ts";
import { changeSpending, type Entry, isAlive, sessionFile, type SessionSpending } from "./session-file.ts";

/** Money that a worker has set aside. */
export interface SetAside {
  readonly usd: number;
  /** Gives it back, less what was spent. A worker that ends without it has spent all of it, for all that anybody knows. */
  settle(spentUsd: number): Promise<void>;
}

const POLL_MS = 200;
const BEAT_MS = 2_000;
/** A thread that is not heard of for so long has ended, for all that others can tell. What it had stays set aside. */
const UNHEARD_MS = 30_000;
const LEAST_USD = 1e-6;

/**
 * Sets aside what the session of vitest may still spend under this cap, over all of its workers and reruns: whoever comes
 * while others have it waits until they have settled. Throws when nothing is left, and when those who have it have ended:
 * nobody knows what they spent.
 */
export async function setAside(
  capUsd: number,
  file: string = sessionFile(),
  unheardMs: number = UNHEARD_MS,
): Promise<SetAside> {
  const worker = `${process.pid}-${threadId}-${performance.now()}`;
  const others = new Others(unheardMs);
  for (;;) {
    const { usd, spending } = await take(file, worker, capUsd);
    if (usd !== null) return setAsideOf(file, worker, usd);
    if (!others.mayStillSettle(spending.open)) throw new Error(refusal(capUsd, spending));
    await sleep(POLL_MS);
  }
}

interface Taken {
  /** Null: there is nothing to be had. */
  readonly usd: number | null;
  readonly spending: SessionSpending;
}

/** Takes all that is left. What a dead worker had is not left: it may have spent it. */
function take(file: string, worker: string, capUsd: number): Promise<Taken> {
  return changeSpending<Taken>(file, (before) => {
    const usd = capUsd - before.spentUsd - sumOf(before);
    if (usd < LEAST_USD) return { after: before, result: { usd: null, spending: before } };
    const after = {
      ...before,
      open: { ...before.open, [worker]: { pid: process.pid, isThread: !isMainThread, usd, beat: 0 } },
    };
    return { after, result: { usd, spending: after } };
  });
}

function sumOf({ open }: SessionSpending): number {
  return Object.values(open).reduce((sum, { usd }) => sum + usd, 0);
}

function refusal(capUsd: number, spending: SessionSpending): string {
  return textWords("session-cap-spent", { capUsd, spentUsd: spending.spentUsd, lostUsd: sumOf(spending) });
}

function setAsideOf(file: string, worker: string, usd: number): SetAside {
  const timer = setInterval(() => void beat(file, worker), BEAT_MS).unref();
  return {
    usd,
    settle: async (spentUsd) => {
      clearInterval(timer);
      await changeSpending(file, (before) => {
        const { [worker]: _own, ...open } = before.open;
        return { after: { spentUsd: before.spentUsd + spentUsd, open }, result: null };
      });
    },
  };
}

/** Tells the others that this worker lives. Where that fails they take it for dead, which costs nothing. */
async function beat(file: string, worker: string): Promise<void> {
  await changeSpending(file, (before) => {
    const own = before.open[worker];
    const open = own === undefined ? before.open : { ...before.open, [worker]: { ...own, beat: own.beat + 1 } };
    return { after: { ...before, open }, result: null };
  }).catch(() => undefined);
}

/** Those who have set money aside, as one who waits for them sees them: by its own clock, since a machine may sleep. */
class Others {
  private readonly unheardMs: number;
  private readonly heard = new Map<string, { readonly beat: number; readonly atMs: number }>();

  constructor(unheardMs: number) {
    this.unheardMs = unheardMs;
  }

  mayStillSettle(open: SessionSpending["open"]): boolean {
    // All of them are looked at: each is heard of at its own time.
    return (
      Object.entries(open).filter(([worker, entry]) => isAlive(entry.pid) && this.isHeardOf(worker, entry)).length > 0
    );
  }

  private isHeardOf(worker: string, { beat: now, isThread = true }: Entry): boolean {
    if (!isThread) return true;
    const before = this.heard.get(worker);
    const atMs = before?.beat === now ? before.atMs : performance.now();
    this.heard.set(worker, { beat: now, atMs });
    return performance.now() - atMs < this.unheardMs;
  }
}
