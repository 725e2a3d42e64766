import { resolve } from "node:path";
import { runFunction } from "../../graders/function-runner.ts";
import type { GradeApart } from "../../checks/prepare/prepare-item.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import type { RunScript } from "../../domain/check.ts";
import type { CheckFunction } from "../../domain/in-memory.ts";
import type { CheckGrader } from "../../graders/check-grader.ts";
import type { ScriptRunner } from "../../graders/script-runner.ts";

/** Graders that work in threads: those of scripts, and those of checks that may take long. */
export interface Graders {
  readonly runScript: RunScript;
  readonly gradeApart: GradeApart;
  /** Ends every thread. */
  close(): Promise<void>;
}

/** What one check of one answer may take. */
const CHECK_TIMEOUT_MS = 5_000;

export interface GraderOptions {
  /** Functions of this program that grade, by name. */
  readonly functions?: ReadonlyMap<string, CheckFunction> | undefined;
  readonly checkTimeoutMs?: number;
}

/** Threads are started only for what needs them, and ended with the command. `root`: scripts are named from there. */
export function lazyGraders(root: string, options: GraderOptions = {}): Graders {
  const { functions = new Map<string, CheckFunction>(), checkTimeoutMs = CHECK_TIMEOUT_MS } = options;
  let runner: Promise<ScriptRunner> | null = null;
  let grader: Promise<CheckGrader> | null = null;
  return {
    async runScript({ kind, name }, ...call) {
      if (kind === "function") return runFunction(functions.get(name), ...call);
      return (await (runner ??= startScripts())).runScript(resolve(root, name), ...call);
    },
    gradeApart: async (item, answer, context) => {
      // Few checks look at variables, and only scripts at content: neither is worth copying for the others.
      const seen = { ...context, vars: checkFacts(item.type).reads === null ? {} : context.vars, content: [] };
      return (await (grader ??= startChecks(checkTimeoutMs))).grade({ item, answer, context: seen });
    },
    close: async () => {
      await Promise.all([runner?.then((started) => started.close()), grader?.then((started) => started.close())]);
    },
  };
}

async function startScripts(): Promise<ScriptRunner> {
  return (await import("../../graders/script-runner.ts")).createScriptRunner({ environment: process.env });
}

async function startChecks(timeoutMs: number): Promise<CheckGrader> {
  const [{ createCheckGrader }, { checkWorkerUrl }] = await Promise.all([
    import("../../graders/check-grader.ts"),
    import("./check-worker-url.ts"),
  ]);
  return createCheckGrader(checkWorkerUrl(), timeoutMs);
}
