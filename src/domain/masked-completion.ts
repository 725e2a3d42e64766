import type { Mask } from "../base/mask.ts";
import { maskValues } from "../base/mask-values.ts";
import type { CompletionLine } from "./formats/records.ts";
import { COMPLETION_TEXTS } from "./run/journal-texts.ts";

/**
 * An answer as a file may keep it. One that a secret stood in says so: it is another text than the model's, and what is
 * graded on it (a `not: contains` of the secret, say) could come out green where the answer was red.
 */
export function maskedCompletion(line: CompletionLine, mask: Mask): CompletionLine {
  const masked = maskValues(line, mask, COMPLETION_TEXTS);
  const isSame = masked === line || JSON.stringify(masked.content) === JSON.stringify(line.content);
  return isSame ? masked : { ...masked, masked: true };
}
