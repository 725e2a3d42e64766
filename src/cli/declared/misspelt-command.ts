import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { existsSync } from "node:fs";
import { nearestWord } from "../../base/nearest-word.ts";

/** What only a command looks like: a path of a suite has a dot, a slash or a pattern. */
const PLAIN_WORD = /^[A-Za-z][A-Za-z-]*$/;

/** Why `word`, which stands where a suite should, is neither a suite nor a command; null when it may be a suite. */
export function misspeltCommand(word: string, commands: readonly string[]): Sentence | null {
  if (!PLAIN_WORD.test(word) || existsSync(word)) return null;
  const nearest = nearestWord(word, commands);
  return usage("no-such-word", { word, nearest, commands });
}
