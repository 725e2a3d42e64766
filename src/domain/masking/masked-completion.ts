import type { Mask } from "../../base/mask.ts";
import { maskedJson, maskValues, type Texts } from "../../base/mask-values.ts";
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

/** A record that holds an answer as JSON, written once where nothing is to be masked. `texts`: of the record. */
export function jsonWithAnswer(
  record: object & { readonly completion: CompletionLine | null },
  mask: Mask,
  texts: Texts,
): string {
  const { json, isMasked } = maskedJson(record, mask, texts);
  const { completion } = record;
  // Only over several blocks may something be masked that stands in none of them.
  if (completion === null || (!isMasked && completion.content.length < 2)) return json;
  const masked = maskedCompletion(completion, mask);
  return masked === completion ? json : JSON.stringify({ ...maskValues(record, mask, texts), completion: masked });
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
