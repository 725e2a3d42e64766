import type { Sentence } from "../../wording/sentence.ts";

/** Why a turn came to nothing, whoever was asked. */
export const TURNS = {
  deadline: ({ limitMs }: Limit): string => `no answer within ${limitMs / 1000} s`,
  "deadline-after": ({ limitMs, last }: Limit & { readonly last: Sentence }): string =>
    `no answer within ${limitMs / 1000} s; the last attempt failed: ${last}`,
  template: ({ problems }: { readonly problems: readonly Sentence[] }): string => problems.join("; "),
  "many-pauses": ({ most }: { readonly most: number }): string => `the model paused more than ${most} times`,
  "unanswered-call": ({ name, input }: { readonly name: string; readonly input: unknown }): string =>
    `nothing answers the call of ${name} with ${JSON.stringify(input)}`,
  "many-rounds": ({ most }: { readonly most: number }): string => `the model still calls tools after ${most} rounds`,
  /** `name`: of the tool whose call the block is; null: it is none. `why`: as the answer was kept. */
  "unreadable-block": ({ name, type, why }: UnreadableBlock): string =>
    `${name === null ? `a block of the type ${type}` : `the input of the call of ${name}`} is ${why}`,
  /** What stands in place of what an answer was too deep to keep. */
  "nested-deeper": ({ mostLevels }: { readonly mostLevels: number }): string =>
    `nested deeper than ${mostLevels.toLocaleString("en")} levels`,
  "not-waited-for": (): string => "it did not wait for the answer",
  "judge-unheard": (): string => "the judge is not heard here",

  unrecorded: (): string =>
    "no recording answers this request: it was changed, or never recorded, or its answer holds a secret and is kept masked; record it with a live run",
  "unrecorded-call": (): string => "no recording answers this request",
  "not-in-run": (): string =>
    "the run has no reply to this request: it was changed since, or never answered, or its answer holds a secret and is kept masked; the answer is missing",
  "not-judged-in-run": (): string => "the run has no judgement of this answer; `grade RUN --send` asks for it",
};

interface Limit {
  readonly limitMs: number;
}

interface UnreadableBlock {
  readonly name: string | null;
  readonly type: string | null;
  readonly why: string;
}
