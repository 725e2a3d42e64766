import { parseBoundedJson } from "../../base/bounded-json.ts";
import { replaceFile } from "../../host/replace-file.ts";
import { readRegularText } from "../../host/regular-file.ts";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf, storeCall } from "../journal/journal-file.ts";

export type LockResult =
  | { readonly status: "locked"; readonly release: () => void }
  | { readonly status: "held"; readonly pid: number; readonly host: string; readonly file: string };

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the kernel's own words; null where they cannot be had. Pids are used again. */
  readonly started: string | null;
}

const MAX_LOCK_BYTES = 64 * 1024;

/**
 * Takes a folder for this process alone. A lock whose process is dead is taken over; one of another machine counts as
 * held, as nothing can be known of its process. Throws `StoreError`.
 */
export function lockFolder(folder: string): LockResult {
  const file = join(folder, "lock");
  const mine: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  const release = (): void => {
    const holder = readHolder(file);
    if (holder !== null && isSame(holder, mine)) rmSync(file, { force: true });
  };
  if (createLock(file, mine)) return { status: "locked", release };
  const holder = readHolder(file);
  if (holder !== null && isAlive(holder)) return { status: "held", ...holder, file };
  return takeOver(file, mine) ? { status: "locked", release } : { status: "held", ...(holder ?? mine), file };
}

/** Replaces a dead process's lock. A guard file lets only one process do so at a time. */
function takeOver(file: string, mine: Holder): boolean {
  const guard = `${file}.takeover`;
  if (!createGuard(guard, mine)) return false;
  try {
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) return false;
    storeCall(() => replaceFile(file, JSON.stringify(mine), { durable: false }));
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * False when a living process has the guard. One of a process that was killed inside the take-over is moved aside first, by
 * rename: of several who find it, one moves it, and what another has made meanwhile is put back.
 */
function createGuard(guard: string, mine: Holder): boolean {
  if (createLock(guard, mine)) return true;
  const found = readHolder(guard);
  if (found !== null && isAlive(found)) return false;
  const aside = `${guard}.${mine.pid}`;
  if (!storeCall(() => moveIfThere(guard, aside))) return createLock(guard, mine);
  const moved = readHolder(aside);
  if (moved !== null && isAlive(moved)) {
    storeCall(() => renameSync(aside, guard));
    return false;
  }
  rmSync(aside, { force: true });
  return createLock(guard, mine);
}

function moveIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** False when the file is there already. It appears whole: a reader of half of it would take it for the lock of a dead process. */
function createLock(file: string, holder: Holder): boolean {
  const whole = `${file}.${holder.pid}.new`;
  return storeCall(() => {
    rmSync(whole, { force: true });
    writeFileSync(whole, JSON.stringify(holder), { flag: "wx" });
    try {
      linkSync(whole, file);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      return createUnlinked(file, holder);
    } finally {
      rmSync(whole, { force: true });
    }
  });
}

/** The same on file systems without links. */
function createUnlinked(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file: string): Holder | null {
  try {
    const value: unknown = parseBoundedJson(readRegularText(file, MAX_LOCK_BYTES));
    return isHolder(value) ? value : null;
  } catch {
    return null; // gone, or torn by a kill: nobody holds it
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "host" in value &&
    typeof value.host === "string" &&
    "started" in value
  );
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false; // EPERM: it lives, as someone else's
  }
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)): start time in clock ticks since boot. Linux only. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command, field 2, is in parentheses and may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isSame(a: Holder, b: Holder): boolean {
  return a.pid === b.pid && a.host === b.host && a.started === b.started;
}
