import type { Answer, AnswerContext } from "../domain/check.ts";
import type { FunctionContext } from "../domain/in-memory.ts";

/** What a script or a function sees of the answer: our words, and the API's content blocks. */
export function shownAnswer(
  answer: Answer,
  { content }: AnswerContext,
): Answer & { readonly content: AnswerContext["content"] } {
  return { ...answer, content };
}

/** What it sees beside the answer. */
export function shownContext({ vars, caseId, armId, trial }: AnswerContext): FunctionContext {
  return { vars, caseId, armId, trial };
}
