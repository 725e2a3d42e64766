import { failureWords } from "../diagnostics/failure-words.ts";
import type { Sentence } from "../diagnostics/wording/sentence.ts";
import { isNestedDeeper, MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { textField } from "../values/json-fields.ts";
import type { JsonObject } from "../values/json.ts";

/** Where a content block says that a part of it was left out, and why. The API has no such field. */
const MARK = "prompt_run_unreadable";
/** What such a block keeps: who called what. */
const KEPT = ["type", "id", "name", "tool_use_id", "text"];

/**
 * A content block as it can be kept: one that is nested too deep to be walked through loses what is deep and says so, so that
 * the answer, which is paid, can be journaled, and fails its trial in the same way whenever it is read.
 */
export function readableBlock(block: JsonObject): JsonObject {
  if (!isNestedDeeper(block)) return block;
  const kept = Object.entries(block).filter(([key, value]) => KEPT.includes(key) && typeof value === "string");
  return {
    ...Object.fromEntries(kept),
    input: {},
    [MARK]: failureWords("nested-deeper", { mostLevels: MAX_JSON_LEVELS }),
  };
}

/** Why an answer cannot be worked with: what was left out of its first unreadable block; null if it is whole. */
export function unreadableIn(content: readonly JsonObject[]): Sentence | null {
  for (const block of content) {
    const why = textField(block, MARK);
    if (why === null) continue;
    return failureWords("unreadable-block", { name: textField(block, "name"), type: textField(block, "type"), why });
  }
  return null;
}
