import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { replaceFile } from "../host/replace-file.ts";

/** Money that a worker has set aside and not settled yet. */
export interface Entry {
  readonly pid: number;
  readonly usd: number;
  /** A thread has no life of its own that the system would tell of; a process has. Absent: not known. */
  readonly isThread?: boolean;
  /** Grows as long as the worker lives and its tests let it: one that waits for a program (`execSync`) is not heard of. */
  readonly beat: number;
}

/** What a session has spent, and what its workers have set aside, by worker. */
export interface SessionSpending {
  readonly spentUsd: number;
  readonly open: Readonly<Record<string, Entry>>;
}

const NOTHING: SessionSpending = { spentUsd: 0, open: {} };
/** A lock that is older was left by a worker that died. */
const STALE_MS = 10_000;

/** One worker at a time: a folder is made by one alone. */
export async function changeSpending<T>(
  file: string,
  make: (before: SessionSpending) => { readonly after: SessionSpending; readonly result: T },
): Promise<T> {
  const lock = `${file}.lock`;
  while (!takeLock(lock)) await sleep(10);
  try {
    const before = readSpending(file);
    const { after, result } = make(before);
    if (after === before) return result;
    // Half a file, left by a worker that died, would say nothing of what was spent. A power cut ends the session too.
    replaceFile(file, JSON.stringify(after), { durable: false });
    return result;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error; // waiting would not help
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > STALE_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** Throws where the file is there and cannot be read: then nobody knows what was spent. */
function readSpending(file: string): SessionSpending {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as SessionSpending; // `changeSpending` wrote it
  } catch (error) {
    if (isCode(error, "ENOENT")) return NOTHING;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** May a process of this number be running? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

/** A session is vitest's main process: the parent of a fork, or the process of a thread. */
export function sessionFile(): string {
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
