import { textWords } from "../domain/diagnostics/text-words.ts";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, threadId } from "node:worker_threads";

/** What a session has spent, and what its workers have set aside, by worker. */
interface Spending {
  readonly spentUsd: number;
  readonly open: Readonly<Record<string, { readonly pid: number; readonly usd: number }>>;
}

/** Money that a worker has set aside. */
export interface SetAside {
  readonly usd: number;
  /** Gives it back, less what was spent. */
  settle(spentUsd: number): Promise<void>;
}

const NOTHING: Spending = { spentUsd: 0, open: {} };
const POLL_MS = 200;
/** A lock that is older was left by a worker that died. */
const STALE_MS = 10_000;
const LEAST_USD = 1e-6;

/**
 * Sets aside what the session of vitest may still spend under this cap, over all of its workers and reruns: whoever comes
 * while others have it waits until they have settled. Throws when nothing is left.
 */
export async function setAside(capUsd: number, file: string = sessionFile()): Promise<SetAside> {
  const worker = `${process.pid}-${threadId}-${performance.now()}`;
  for (;;) {
    const taken = await change<"wait" | number | { readonly usd: number }>(file, (before) => {
      const { spentUsd } = before;
      const open = Object.fromEntries(Object.entries(before.open).filter(([, { pid }]) => isAlive(pid)));
      const others = Object.values(open).reduce((sum, { usd }) => sum + usd, 0);
      const usd = capUsd - spentUsd - others;
      if (usd < LEAST_USD) return { after: { spentUsd, open }, result: others > 0 ? "wait" : spentUsd };
      return { after: { spentUsd, open: { ...open, [worker]: { pid: process.pid, usd } } }, result: { usd } };
    });
    if (typeof taken === "number") throw new Error(textWords("session-cap-spent", { capUsd, spentUsd: taken }));
    if (taken !== "wait") return { usd: taken.usd, settle: (spentUsd) => settle(file, worker, spentUsd) };
    await sleep(POLL_MS);
  }
}

async function settle(file: string, worker: string, usd: number): Promise<void> {
  await change(file, ({ spentUsd, open }) => {
    const others = Object.fromEntries(Object.entries(open).filter(([name]) => name !== worker));
    return { after: { spentUsd: spentUsd + usd, open: others }, result: null };
  });
}

/** One worker at a time: a folder is made by one alone. */
async function change<T>(
  file: string,
  make: (before: Spending) => { readonly after: Spending; readonly result: T },
): Promise<T> {
  const lock = `${file}.lock`;
  while (!takeLock(lock)) await sleep(10);
  try {
    const { after, result } = make(read(file));
    writeFileSync(file, JSON.stringify(after));
    return result;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > STALE_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function read(file: string): Spending {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Spending; // `change` wrote it
  } catch {
    return NOTHING;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A session is vitest's main process: the parent of a fork, or the process of a thread. */
function sessionFile(): string {
  const pid = isMainThread ? process.ppid : process.pid;
  return join(tmpdir(), `prompt-run-vitest-${process.getuid?.() ?? "u"}-${pid}-${startOf(pid)}.json`);
}

/** When a process began, where the system tells: a later one may have its number. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}
