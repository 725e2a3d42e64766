import type { Answer, AnswerContext, Verdict } from "../domain/check.ts";
import type { Reason } from "../domain/reasons/reason.ts";
import { WorkerPool } from "./worker-pool.ts";
import type { ThreadAnswer } from "./worker-thread.ts";

/** What the program of the worker is asked: a check, rendered, and an answer. */
export interface CheckCall {
  readonly item: object;
  readonly answer: Answer;
  readonly context: AnswerContext;
}

/** Grades checks that may take long, until it is closed. */
export interface CheckGrader {
  grade(call: CheckCall): Promise<Verdict>;
  /** Ends every thread; checks still graded are undecided. */
  close(): Promise<void>;
}

/** One check that takes all of its time must not hold up the others. */
const THREADS = 2;

/**
 * Grades checks in worker threads, each with a deadline: one that takes longer is ended with its thread and undecided, as
 * is one that needs too much memory. `program` answers each `CheckCall` with a `Verdict`. The time includes loading.
 */
export function createCheckGrader(program: URL, timeoutMs: number): CheckGrader {
  const pool = new WorkerPool({ source: program, options: { env: {} } }, THREADS);
  return {
    grade: async (call) => verdictOf(await pool.run(call, { ms: timeoutMs, of: "computing" }), timeoutMs),
    close: () => pool.close(),
  };
}

function verdictOf(answer: ThreadAnswer, timeoutMs: number): Verdict {
  switch (answer.status) {
    case "answered":
      return answer.value as Verdict; // the program sends nothing else
    case "timed_out":
      return undecided({ code: "apart.late", seconds: timeoutMs / 1000 });
    case "died":
      return undecided({ code: "apart.died", why: answer.why });
  }
}

function undecided(reason: Reason): Verdict {
  return { status: "undecided", score: null, reason };
}
