import type { Answer, CheckContext, RunScript } from "../domain/check.ts";
import { ScriptPool } from "./script-pool.ts";

/** Runs scripts until it is closed. */
export interface ScriptRunner {
  readonly runScript: RunScript;
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
  const pools = new Map<string, ScriptPool>();
  const poolOf = (file: string): ScriptPool => {
    let pool = pools.get(file);
    if (pool === undefined) {
      pool = new ScriptPool(file, options.workersPerScript ?? DEFAULT_WORKERS, environment);
      pools.set(file, pool);
    }
    return pool;
  };
  return {
    runScript: (file, timeoutMs, answer, context) =>
      poolOf(file).run({ completion: completionOf(answer, context), context: contextOf(context) }, timeoutMs),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      pools.clear();
    },
  };
}

/** What a script sees of the answer: our words, and the API's content blocks. */
function completionOf(answer: Answer, { content }: CheckContext): object {
  return { ...answer, content };
}

function contextOf({ vars, caseId, armId, trial }: CheckContext): object {
  return { vars, caseId, armId, trial };
}
