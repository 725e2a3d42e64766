import type { AnswerContext, PreparedItem } from "../../domain/check.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import { NO_USAGE } from "../../domain/run/completion.ts";

/** An answer that should not pass. */
export interface WrongAnswer {
  readonly text: string;
}

/** A refusal in words, which the API ends like any other answer. */
export const REFUSAL_IN_WORDS = "I'm sorry, but I can't help with that request.";

/**
 * The items (by index) that pass every one of the wrong answers, each graded alone and as a complete answer: checks that cannot
 * tell right from wrong. Checks that look at costs and times, tools, stop reasons or code are not graded by a text and
 * are left out, and so is every item when there is no wrong answer.
 */
export async function findVacuousChecks(
  items: readonly PreparedItem[],
  wrongAnswers: readonly WrongAnswer[],
  context: Omit<AnswerContext, "content">,
): Promise<readonly number[]> {
  const vacuous: number[] = [];
  if (wrongAnswers.length === 0) return vacuous;
  for (const [index, item] of items.entries()) {
    if (isOfText(item) && (await passesAll(item, wrongAnswers, context))) vacuous.push(index);
  }
  return vacuous;
}

function isOfText(item: PreparedItem): boolean {
  if (item.inner !== undefined) return item.inner.every(isOfText);
  const { looksAt, hasEffects } = checkFacts(item.type);
  return !hasEffects && looksAt !== "record";
}

async function passesAll(
  item: PreparedItem,
  wrongAnswers: readonly WrongAnswer[],
  context: Omit<AnswerContext, "content">,
): Promise<boolean> {
  for (const { text } of wrongAnswers) {
    const answer = {
      text,
      toolCalls: [],
      ending: "complete" as const,
      stopReason: "end_turn",
      refusalCategory: null,
      usage: NO_USAGE,
      costUsd: null,
      latencyMs: null,
      ttftMs: null,
      calls: null,
    };
    const verdict = await item.grade(answer, { ...context, content: [{ type: "text", text }] });
    if (verdict.status !== "pass") return false;
  }
  return true;
}
