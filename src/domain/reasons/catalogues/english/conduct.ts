import { plural } from "./words.ts";
import type { ConductReason, Limited, TokenLimit } from "../../conduct.ts";
import type { Sentences } from "../../reason.ts";

/** What checks of an answer's costs, times and ending say. */
export const CONDUCT: Sentences<ConductReason> = {
  limit: ({ of, max, got }) => {
    const { noun, show } = LIMITED[of];
    return `expected a ${noun} of at most ${show(max)}, got ${show(got)}`;
  },
  "limit.unknown": ({ of }) => `the ${LIMITED[of].noun} is not known`,
  tokens: ({ limits }) =>
    limits.map(({ of, max, got }) => `expected at most ${max} ${TOKENS[of]}, got ${got}`).join("; "),
  "tokens.unknown": () => "the tokens of this answer are not known",
  calls: ({ min, max, model, got, made }) => {
    const limits = [...(min > 0 ? [`at least ${min}`] : []), ...(max === null ? [] : [`at most ${max}`])];
    const wanted = limits.length === 0 ? "any" : limits.join(" and ");
    const noun = max === 1 && min <= 1 ? "call" : "calls";
    const counted = got === made ? String(got) : `${got} of ${plural(made, "call")}`;
    return `expected ${wanted} ${noun}${model === null ? "" : ` of ${model}`}, got ${counted}`;
  },
  "calls.unmetered": () => "no meter counted the calls behind this answer",
  refusal: ({ isWanted, ending, category }) => {
    const got = ending === "refusal" ? `a refusal${inBrackets(category)}` : `the ending ${ending}`;
    return `expected ${isWanted ? "a refusal" : "no refusal"}, got ${got}`;
  },
  "stop-reason": ({ wanted, got }) => `expected ${wanted.join(" or ")}, got ${got}`,
  "turn.refused": ({ category }) => `the model refused${inBrackets(category)}`,
  "turn.not-refused": () => "the model did not refuse",
  "turn.cut-off": ({ stopReason }) => `the answer was cut off (${stopReason})`,
  "turn.thought-out": ({ stopReason, thinkingTokens, outputTokens }) =>
    `the answer was cut off (${stopReason}): ${thinkingTokens} of ${plural(outputTokens, "token")} went to thinking: raise \`max_tokens\`, or lower thinking`,
  "turn.not-cut-off": () => "the answer was not cut off",
  "turn.compacted": () => "the context was compacted, and no answer followed (compaction)",
  "turn.unknown-ending": ({ stopReason }) =>
    `this version does not know the stop reason ${stopReason}; a \`stop_reason\` check can name it`,
  "turn.not-reached": ({ turn }) => (turn === null ? "no turn was reached" : `turn ${turn} was not reached`),
  "turn.no-answer": () => "there is no answer",
};

const LIMITED: Readonly<Record<Limited, { readonly noun: string; readonly show: (amount: number) => string }>> = {
  cost: { noun: "cost", show: (usd) => `$${usd}` },
  latency: { noun: "latency", show: milliseconds },
  ttft: { noun: "time to first token", show: milliseconds },
};

const TOKENS: Readonly<Record<TokenLimit["of"], string>> = {
  all: "tokens",
  input: "input tokens",
  output: "output tokens",
};

function milliseconds(amount: number): string {
  return `${Number(amount.toFixed(3))} ms`;
}

function inBrackets(category: string | null): string {
  return category === null ? "" : ` (${category})`;
}
