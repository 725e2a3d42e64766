import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import type { CompletionLine } from "../formats/records.ts";
import { COMPLETION_TEXTS } from "./journal-texts.ts";

/**
 * An answer as a file may keep it. One that a secret stood in says so: it is another text than the model's, and what is
 * graded on it (a `not: contains` of the secret, say) could come out green where the answer was red.
 */
export function maskedCompletion(line: CompletionLine, mask: Mask): CompletionLine {
  const masked = maskValues(line, mask, COMPLETION_TEXTS);
  const content = withoutSplitSecrets(line.content, masked.content, mask);
  const isSame = content === line.content || JSON.stringify(content) === JSON.stringify(line.content);
  return isSame ? masked : { ...masked, content, masked: true };
}

type Content = CompletionLine["content"];

/**
 * A secret may begin in one block of text and end in another, whatever stands between: readers see the text of all blocks as
 * one. Then the first of them takes the whole of it, masked, and the others are left empty.
 */
function withoutSplitSecrets(content: Content, masked: Content, mask: Mask): Content {
  const texts = content.flatMap((block) => textOf(block) ?? []);
  if (texts.length < 2) return masked;
  const whole = mask(texts.join(""));
  if (whole === masked.map((block) => textOf(block) ?? "").join("")) return masked;
  let rest = whole;
  return masked.map((block) => {
    if (textOf(block) === null) return block;
    const text = rest;
    rest = "";
    return { ...block, text };
  });
}

/** The text of a block of text; null: it is another. */
function textOf({ type, text }: Content[number]): string | null {
  return type === "text" && typeof text === "string" ? text : null;
}
