import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { type Activity, activityOf } from "./process-activity.ts";

/** How a command ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command with all that it starts. */
export interface ChildGroup {
  /** Resolves when the command itself has ended; what it left behind may still run. */
  readonly exited: Promise<ChildExit>;
  /** Its streams, as far as `stdio` asks for pipes. */
  readonly streams: Pick<ChildProcess, "stdin" | "stdout" | "stderr">;
  signal(name: NodeJS.Signals): void;
  /** What the command is at now; null: it has ended, or the system does not tell. */
  activity(): Promise<Activity | null>;
  /** Ends all that is left: asks first, and kills after the grace. Resolves with whether anything was left. */
  end(graceMs: number): Promise<boolean>;
}

export type SpawnedGroup =
  | { readonly status: "spawned"; readonly group: ChildGroup }
  /** It cannot be started: not there, not to be executed. */
  | { readonly status: "failed"; readonly message: Sentence };

export interface GroupOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
}

const LOOK_AGAIN_MS = 25;

/**
 * Starts a command in a process group of its own, which dies with us: a small shell waits at the end of a pipe, and when
 * that closes, whatever killed us, it ends the group.
 */
export async function spawnGroup(
  [file = "", ...args]: readonly string[],
  options: GroupOptions,
): Promise<SpawnedGroup> {
  const child = spawn(file, args, { ...options, detached: true });
  const failure = await new Promise<Error | null>((resolve) => {
    child.once("spawn", () => resolve(null));
    child.once("error", resolve);
  });
  const { pid } = child;
  if (failure !== null || pid === undefined) return { status: "failed", message: startProblem(file, failure) };
  const watchdog = startWatchdog(pid);
  const exited = new Promise<ChildExit>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const end = async (graceMs: number): Promise<boolean> => {
    const wasLeft = await endGroup(pid, graceMs);
    watchdog.kill("SIGKILL");
    return wasLeft;
  };
  const signal = (name: NodeJS.Signals): void => void signalGroup(pid, name);
  return { status: "spawned", group: { exited, streams: child, signal, activity: () => activityOf(pid), end } };
}

function startProblem(file: string, failure: Error | null): Sentence {
  const code = failure !== null && "code" in failure ? failure.code : null;
  if (code === "ENOENT") return refusalWords("no-command", { file });
  if (code === "EACCES") return refusalWords("not-executable", { file });
  return refusalWords("no-start", { file, reason: failure?.message ?? null });
}

/** False when nobody is left in the group. */
function signalGroup(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    return false; // ESRCH: all have ended; EPERM: what is left is not ours any more
  }
}

async function endGroup(pid: number, graceMs: number): Promise<boolean> {
  if (!signalGroup(pid, "SIGTERM")) return false;
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += LOOK_AGAIN_MS) {
    await sleep(LOOK_AGAIN_MS);
    if (!signalGroup(pid, 0)) return true;
  }
  signalGroup(pid, "SIGKILL");
  return true;
}

/** Ends the group `$1` when its input ends. (The `kill` of dash knows no `--` behind a signal.) */
const WATCHDOG = `cat >/dev/null
kill -TERM "-$1" 2>/dev/null || exit 0
n=0
while [ $n -lt 20 ] && kill -0 "-$1" 2>/dev/null; do sleep 0.1; n=$((n+1)); done
kill -KILL "-$1" 2>/dev/null`;

function startWatchdog(group: number): ChildProcess {
  const watchdog = spawn("/bin/sh", ["-c", WATCHDOG, "sh", String(group)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watchdog.on("error", () => undefined); // without a shell the group is ended by us alone
  watchdog.unref();
  // Its pipe must not keep us alive: the other end sees that we are gone.
  const { stdin } = watchdog;
  if (stdin !== null && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return watchdog;
}
