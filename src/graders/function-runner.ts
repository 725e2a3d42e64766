import { LONGEST_TIMER_MS } from "../base/longest-timer.ts";
import type { Answer, AnswerContext, RunScript } from "../domain/check.ts";
import type { CheckFunction } from "../domain/in-memory.ts";
import { thrownWords } from "../domain/values/thrown-words.ts";
import { shownAnswer, shownContext } from "./shown-answer.ts";

type Ran = Awaited<ReturnType<RunScript>>;

/**
 * Grades with a function of this process, with a deadline for what it awaits; one that computes without end holds the
 * process, as any function of the program does. It works on copies: what it changes changes nothing here.
 */
export async function runFunction(
  check: CheckFunction | undefined,
  timeoutMs: number,
  answer: Answer,
  context: AnswerContext,
): Promise<Ran> {
  if (check === undefined) return { status: "unloadable", why: { code: "script.function-gone" } };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ran>((resolve) => {
    const why = { code: "script.function-late", seconds: timeoutMs / 1000 } as const;
    timer = setTimeout(() => resolve({ status: "timed_out", why }), Math.min(timeoutMs, LONGEST_TIMER_MS));
  });
  try {
    return await Promise.race([called(check, answer, context), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function called(check: CheckFunction, answer: Answer, context: AnswerContext): Promise<Ran> {
  try {
    const shown = structuredClone({ answer: shownAnswer(answer, context), context: shownContext(context) });
    return { status: "returned", value: verdictParts(await check(shown.answer, shown.context)) };
  } catch (error) {
    return { status: "threw", why: { code: "script.threw", thrown: { code: "thrown", ...thrownWords(error) } } };
  }
}

/** What a verdict is made of, read here: what throws when it is read is the function's doing. */
function verdictParts(value: unknown): unknown {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return value;
  const { pass, score, reason }: { pass?: unknown; score?: unknown; reason?: unknown } = value;
  return { pass, score, reason };
}
