import { hashText, hashValue } from "../base/hash.ts";
import { type Shown, SHOWN_PARTS, type ShownPart } from "../domain/judging.ts";
import type { JsonObject } from "../domain/values/json.ts";

const DIGITS = 12;
/** What the tags of the parts are called; the answer's name is what the design promises. */
const NAMES: Readonly<Record<ShownPart | "rubric", string>> = {
  system: "system",
  turns: "conversation",
  input: "input",
  reference: "reference",
  tools: "tool-calls",
  output: "answer",
  first: "first-answer",
  second: "second-answer",
  rubric: "rubric",
};

/** Where each part stands. */
export interface Frame {
  readonly tagOf: (part: ShownPart | "rubric") => string;
}

/**
 * The tags of a question. Their digits follow from the judge and all that is shown, so that the same question is found
 * again, and stand nowhere in it: whoever writes an answer cannot know the hash of its own text.
 */
export function frameOf(judgeHash: string, shown: Shown, others: readonly string[]): Frame {
  const texts = [...Object.values(shown), ...others];
  let hash = hashValue([judgeHash, shown, others]);
  while (texts.some((text) => text.includes(hash.slice(0, DIGITS)))) hash = hashText(hash);
  const digits = hash.slice(0, DIGITS);
  return { tagOf: (part) => `${NAMES[part]}-${digits}` };
}

/** A part in its own block. */
export function framed(frame: Frame, part: ShownPart | "rubric", text: string): JsonObject {
  const tag = frame.tagOf(part);
  return { type: "text", text: `<${tag}>\n${text}\n</${tag}>` };
}

/** All parts in their order. */
export function framedParts(frame: Frame, shown: Shown): JsonObject[] {
  return SHOWN_PARTS.flatMap((part) => {
    const text = shown[part];
    return text === undefined ? [] : [framed(frame, part, text)];
  });
}
