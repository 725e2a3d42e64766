import { plural } from "../../../../base/figures.ts";

/** What the page in the browser says of itself and of what is not on it. */
export const PAGE = {
  "diff-too-different": (): string => "Too different to mark by words.",
  "diff-too-long": (): string => "Too long to mark by words.",
  "copy-refused": (): string => "This browser does not let pages copy.",
  "mark-lost": (): string => "This could not be kept",
  "view-gone": (): string => "This could not be kept: is prompt-run view still running?",
  "answer-left-out": (): string => "The answer is left out of this page.",
  "skipped-for": ({ why }: { readonly why: string }): string => `Skipped: ${why}`,
  "no-answer-here": (): string => "No answer, for an unknown reason",
  "failed-in-turns": ({ count, where, turns }: FailedTurns): string =>
    `${plural(count, "check")} did not pass: see turn ${where} of ${turns}`,
  "call-failed": ({ error }: { readonly error: string }): string => `It failed: ${error}`,
  "prompts-as-written": (): string =>
    "Prompts are shown as written, before variables were filled in; messages as sent. Not stored: tools and attached files.",
  "messages-stored": (): string =>
    "Stored are the messages and variables of a request. Not stored: the system prompt, earlier messages of the prompt, tools and attached files.",
  "no-such-case": (): string => "No case is like this: Clear shows all that there are.",
  "trials-left-out": ({ count }: { readonly count: number }): string =>
    `; ${plural(count, "trial")} of the run left out of this page`,
  "cases-not-run": ({ count }: { readonly count: number }): string =>
    `${plural(count, "case")} ${count === 1 ? "was" : "were"} not run, or not on all arms`,
};

interface FailedTurns {
  readonly count: number;
  readonly where: string;
  readonly turns: number;
}
