import { findModel } from "./tables/find-model.ts";

/**
 * Characters a token holds on average, by script, in the tokenizer of Claude 4.6 and before: rules of thumb for
 * plans, never for bounds. The later tokenizer counts about 30% more (docs page models/migration-guide, 2026-10).
 */
const CHARS_PER_TOKEN = { latin: 3.8, other: 2.2, ideographic: 0.9 };
const LATER_TOKENIZER = 1.3;

const IDEOGRAPHIC =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/gu;
const OTHER =
  /[^\p{ASCII}\u0080-\u024f\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/gu;

/** About how many tokens a text has on a model; unknown models are taken for current ones, which count more. */
export function estimateTokens(id: string, text: string): number {
  const ideographic = count(text, IDEOGRAPHIC);
  const other = count(text, OTHER);
  const latin = Math.max(0, text.length - ideographic - other);
  const tokens =
    latin / CHARS_PER_TOKEN.latin + other / CHARS_PER_TOKEN.other + ideographic / CHARS_PER_TOKEN.ideographic;
  const factor = findModel(id)?.tokenizer === "claude-2024" ? 1 : LATER_TOKENIZER;
  return Math.ceil(tokens * factor);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
