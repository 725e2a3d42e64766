import { LineTooLongError } from "../../base/lists/byte-lines.ts";
import { refusalWords } from "./refusal-words.ts";
import type { Sentence } from "./wording/sentence.ts";

/** What the system (or a library) says of a failure, in its own words: no catalogue has them. */
export function systemWords(error: unknown): Sentence {
  if (error instanceof LineTooLongError) {
    const { line, maxBytes } = error;
    return refusalWords("line-too-long", { line, mostMebibytes: Math.round(maxBytes / 1024 ** 2) });
  }
  return refusalWords("system-says", { reason: error instanceof Error ? error.message : String(error) });
}
