import type { Json } from "../../domain/values/json.ts";
import { type FencedBlock, findFencedBlocks } from "./fenced-blocks.ts";
import { type JsonScan, scanJson } from "./json-scanner.ts";
import { quote } from "../parts/verdict.ts";

/** The JSON of a text, or why there is none. */
export type FoundJson =
  { readonly found: true; readonly value: Json } | { readonly found: false; readonly reason: string };

/** Where a candidate stands in the text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const JSON_LABELS = ["json", "json5", "jsonc"];
const NS_PER_CHARACTER = 200;
const BLANK = /^\s*$/;

/**
 * Finds the JSON value of a model's answer:
 * 1. the whole text, if it is JSON (any value; with `strict` nothing else counts);
 * 2. the last fenced block that is labelled json — if that one is broken there is no JSON — else the last
 *    block that holds a map or list and nothing else;
 * 3. outside of fences, the longest map or list, the last of equals. Broken JSON is skipped whole, so that a part
 *    of it is never taken for the answer; `{name}` and the like are prose.
 */
export function findJson(text: string, strict = false): FoundJson {
  if (last?.text !== text || last.strict !== strict) last = { text, strict, found: search(text, strict) };
  return last.found;
}

/** At most how many nanoseconds it takes to find the JSON of a text. */
export function worstFindingNs(text: string): number {
  return NS_PER_CHARACTER * text.length;
}

/** Several checks look for the JSON of the same answer, one after the other. */
let last: { readonly text: string; readonly strict: boolean; readonly found: FoundJson } | null = null;

function search(text: string, strict: boolean): FoundJson {
  const whole = wholeJson(text, 0, text.length);
  if (whole.found || strict) return whole;
  const blocks = findFencedBlocks(text);
  return inFences(text, blocks) ?? inProse(text, blocks);
}

function wholeJson(text: string, start: number, end: number): FoundJson {
  const part = text.slice(start, end);
  if (BLANK.test(part)) return { found: false, reason: "the text is empty" };
  const scan = scanJson(part, 0);
  if (!scan.ok) return { found: false, reason: broken(text, start + scan.at, scan.message) };
  if (!BLANK.test(part.slice(scan.end))) {
    return { found: false, reason: broken(text, start + scan.end, "the JSON ends before") };
  }
  return { found: true, value: parse(part) };
}

function inFences(text: string, blocks: readonly FencedBlock[]): FoundJson | null {
  const labelled = blocks.findLast((block) => JSON_LABELS.includes(block.label));
  if (labelled !== undefined) {
    return wholeJson(text, labelled.contentStart, labelled.contentStart + labelled.content.length);
  }
  const container = blocks.findLast(({ content }) => {
    const start = content.trimStart()[0];
    return (start === "{" || start === "[") && wholeJson(content, 0, content.length).found;
  });
  return container === undefined ? null : wholeJson(container.content, 0, container.content.length);
}

function inProse(text: string, blocks: readonly FencedBlock[]): FoundJson {
  let best: Span | null = null;
  let firstBroken: { at: number; message: string } | null = null;
  for (let at = nextOpening(text, 0, blocks); at >= 0;) {
    const scan = scanJson(text, at);
    if (scan.ok) {
      if (best === null || scan.end - at >= best.end - best.start) best = { start: at, end: scan.end };
    } else if (scan.meant) {
      firstBroken ??= scan;
    }
    at = nextOpening(text, resumeAt(text, at, scan), blocks);
  }
  if (best !== null) return { found: true, value: parse(text.slice(best.start, best.end)) };
  if (firstBroken !== null) return { found: false, reason: broken(text, firstBroken.at, firstBroken.message) };
  return { found: false, reason: `there is no JSON in ${quote(text)}` };
}

/** Where to look on after a candidate: behind it, or behind the whole of what was meant to be JSON. */
function resumeAt(text: string, start: number, scan: JsonScan): number {
  if (scan.ok) return scan.end;
  return scan.meant ? balancedEnd(text, start) : Math.max(scan.at, start + 1);
}

function nextOpening(text: string, from: number, blocks: readonly FencedBlock[]): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char !== 0x7b && char !== 0x5b) continue;
    const block = blocks.find(({ start, end }) => at >= start && at < end);
    if (block === undefined) return at;
    at = block.end;
  }
  return -1;
}

/** Behind the bracket that closes the one at `start`, brackets in quotes left out; the end of the text if none does. */
function balancedEnd(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (isQuoted && char === "\\") at++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === "\n") isQuoted = false;
    else if (isQuoted) continue;
    else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

function parse(text: string): Json {
  return JSON.parse(text) as Json; // the scanner has read it: it is JSON
}

function broken(text: string, at: number, message: string): string {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const rest = text.slice(at, at + 20);
  return `not JSON at line ${line}, column ${column}: ${message}${rest === "" ? "" : `, got ${quote(rest)}`}`;
}
