import { pathToFileURL } from "node:url";
import type { RunScript, Script } from "../domain/check.ts";
import { SCRIPT_WORKER_SOURCE } from "./script-worker-source.ts";
import { shownAnswer, shownContext } from "./shown-answer.ts";
import { WorkerPool } from "./worker-pool.ts";
import type { ThreadAnswer } from "./worker-thread.ts";

/** Runs the script in a file, which is named by its absolute path. */
type RunFile = (file: string, ...call: CallOf<RunScript>) => ReturnType<RunScript>;
type CallOf<Run> = Run extends (script: Script, ...call: infer Call) => unknown ? Call : never;

/** Runs scripts until it is closed. */
export interface ScriptRunner {
  readonly runScript: RunFile;
  /** Ends every worker; scripts still running are answered as `threw`. */
  close(): Promise<void>;
}

export interface ScriptRunnerOptions {
  /** Workers per script; default 2. */
  readonly workersPerScript?: number;
  /** The environment to draw the scripts' from. Only paths, locale and time zone are handed on: never a key. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_WORKERS = 2;
const HANDED_ON = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

/**
 * Runs graders in worker threads, each with a deadline: a script that hangs is terminated with its worker and the next
 * trial gets a fresh one. `file` is an absolute path. The deadline counts from when a worker is free, loading included.
 */
export function createScriptRunner(options: ScriptRunnerOptions): ScriptRunner {
  const environment = Object.fromEntries(
    HANDED_ON.flatMap((name) => {
      const value = options.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const pools = new Map<string, WorkerPool>();
  const poolOf = (file: string): WorkerPool => {
    let pool = pools.get(file);
    if (pool === undefined) {
      const workerData = { file: pathToFileURL(file).href };
      const program = { source: SCRIPT_WORKER_SOURCE, options: { eval: true, env: environment }, workerData };
      pool = new WorkerPool(program, options.workersPerScript ?? DEFAULT_WORKERS);
      pools.set(file, pool);
    }
    return pool;
  };
  return {
    runScript: async (file, timeoutMs, answer, context) => {
      const message = { completion: shownAnswer(answer, context), context: shownContext(context) };
      return scriptResult(await poolOf(file).run(message, { ms: timeoutMs, of: "clock" }), timeoutMs);
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      pools.clear();
    },
  };
}

type ScriptResult = Awaited<ReturnType<RunScript>>;

function scriptResult(answer: ThreadAnswer, timeoutMs: number): ScriptResult {
  switch (answer.status) {
    case "answered":
      return answer.value as ScriptResult; // the program of the worker sends nothing else
    case "timed_out":
      return { status: "timed_out", why: { code: "script.late", seconds: timeoutMs / 1000 } };
    case "died":
      return { status: "threw", why: { code: "script.died", why: answer.why } };
  }
}
