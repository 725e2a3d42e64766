import { quote } from "../../base/printable.ts";
import type { Verdict } from "../../domain/check.ts";
import type { JsonFault, NoJson } from "../../domain/reasons/json.ts";
import { type ExactValue, parseExactJson } from "../parts/exact-json.ts";
import { type FencedBlock, findFencedBlocks } from "./fenced-blocks.ts";
import { jsonInProse } from "./json-in-prose.ts";
import { scanJson } from "../../base/json/json-scanner.ts";
import { fail, undecided } from "../parts/verdict.ts";

/** The JSON of a text, or why there is none. `isUndecided`: there may be some, beyond what is read. */
export type FoundJson =
  | ({ readonly found: true } & ExactValue)
  | { readonly found: false; readonly reason: NoJson; readonly isUndecided: boolean };

const JSON_LABELS = ["json", "json5", "jsonc"];
const NS_PER_CHARACTER = 200;
const BLANK = /^\s*$/;

/**
 * Finds the JSON value of a model's answer:
 * 1. the whole text, if it is JSON (any value; with `strict` nothing else counts);
 * 2. the last fenced block that is labelled json — if that one is broken there is no JSON — else the last
 *    block that holds a map or list and nothing else;
 * 3. outside of fences, the last map or list; if it is broken there is no JSON.
 */
export function findJson(text: string, strict = false): FoundJson {
  if (last?.text !== text || last.strict !== strict) last = { text, strict, found: search(text, strict) };
  return last.found;
}

/** What a check says of a text without JSON. */
export function withoutJson({ reason, isUndecided }: FoundJson & { readonly found: false }): Verdict {
  return isUndecided ? undecided(reason) : fail(reason);
}

/** At most how many nanoseconds it takes to find the JSON of a text. */
export function worstFindingNs(text: string): number {
  return NS_PER_CHARACTER * text.length;
}

/** Several checks look for the JSON of the same answer, one after the other. */
let last: { readonly text: string; readonly strict: boolean; readonly found: FoundJson } | null = null;

function search(text: string, strict: boolean): FoundJson {
  const whole = wholeJson(text, 0, text.length);
  if (whole.found || strict || whole.isUndecided) return whole;
  const blocks = findFencedBlocks(text);
  return inFences(text, blocks) ?? inProse(text, blocks);
}

function wholeJson(text: string, start: number, end: number): FoundJson {
  const part = text.slice(start, end);
  if (BLANK.test(part)) return noJson({ code: "json.empty-text" });
  const scan = scanJson(part, 0);
  if (!scan.ok) return noJson(broken(text, start + scan.at, scan.fault), scan.isTooDeep);
  if (!BLANK.test(part.slice(scan.end))) {
    return noJson(broken(text, start + scan.end, "json-ended-before"));
  }
  // What is blank behind it may be no white space of JSON.
  return { found: true, ...parseExactJson(part.slice(0, scan.end)) };
}

function inFences(text: string, blocks: readonly FencedBlock[]): FoundJson | null {
  const labelled = blocks.findLast((block) => JSON_LABELS.includes(block.label));
  if (labelled !== undefined) {
    return wholeJson(text, labelled.contentStart, labelled.contentStart + labelled.content.length);
  }
  const container = blocks.findLast(({ content }) => {
    const start = content.trimStart()[0];
    if (start !== "{" && start !== "[") return false;
    const json = wholeJson(content, 0, content.length);
    return json.found || json.isUndecided;
  });
  return container === undefined ? null : wholeJson(container.content, 0, container.content.length);
}

function inProse(text: string, blocks: readonly FencedBlock[]): FoundJson {
  const json = jsonInProse(text, blocks);
  if (json === null) return noJson({ code: "json.none", text: quote(text) });
  if (json.ok) return { found: true, ...parseExactJson(text.slice(json.start, json.end)) };
  return noJson(broken(text, json.at, json.fault), json.isTooDeep);
}

function noJson(reason: NoJson, isUndecided = false): FoundJson {
  return { found: false, reason, isUndecided };
}

function broken(text: string, at: number, fault: JsonFault): NoJson {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const rest = text.slice(at, at + 20);
  return { code: "json.broken", line, column, fault, rest: rest === "" ? null : quote(rest) };
}
