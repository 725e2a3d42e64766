import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { parseBoundedJson } from "../../base/bounded-json.ts";
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

const GUARD_LIFE_MS = 10_000;

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
  if (isOld(guard)) rmSync(guard, { force: true });
  if (!createLock(guard, mine)) return false;
  try {
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) return false;
    const fresh = `${file}.${mine.pid}`;
    storeCall(() => writeFileSync(fresh, JSON.stringify(mine)));
    storeCall(() => renameSync(fresh, file));
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** False when the file is there already. */
function createLock(file: string, holder: Holder): boolean {
  return storeCall(() => {
    try {
      writeFileSync(file, JSON.stringify(holder), { flag: "wx" });
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  });
}

function readHolder(file: string): Holder | null {
  try {
    const value: unknown = parseBoundedJson(readFileSync(file, "utf8"));
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

function isOld(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > GUARD_LIFE_MS;
}
