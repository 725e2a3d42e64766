import { textWords } from "../domain/diagnostics/text-words.ts";
import { check, type CheckContext } from "../library/check.ts";
import type { AnswerToCheck } from "../library/handed-in/given-answer.ts";
import type { Expectations } from "../library/suite-input.ts";
import { failureText } from "./failure-text.ts";

/** What vitest shows of a matcher. */
interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual: string;
  readonly expected: string;
}

/**
 * The matcher: an answer passes the checks. It is asynchronous (`await expect(…)`), since engines are loaded when they are
 * used. What is undecided passes neither way.
 */
export async function toPass(
  this: { readonly isNot?: boolean },
  answer: unknown,
  expectations: Expectations,
  context: CheckContext = {},
): Promise<Matched> {
  // `check` says what is no answer.
  const { verdict, checks } = await check(answer as string | AnswerToCheck, expectations, context);
  const isNot = this.isNot === true;
  const text = failureText([{ name: null, checks, isNot }]);
  return {
    pass: verdict === "undecided" ? isNot : verdict === "pass",
    message: () => [textWords("expected-to-pass", { isNot, verdict }), ...text.reasons].join("\n"),
    actual: text.actual,
    expected: text.expected,
  };
}
