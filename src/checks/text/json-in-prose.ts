import type { JsonFault } from "../../domain/reasons/json.ts";
import { BracketSpans } from "./bracket-spans.ts";
import type { FencedBlock } from "./fenced-blocks.ts";
import { type JsonScan, scanJson } from "../../base/json/json-scanner.ts";

/** The map or list that a text gives in prose, or where it breaks; null when nothing there was meant as JSON. */
export type ProseJson =
  | { readonly ok: true; readonly start: number; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly fault: JsonFault; readonly isTooDeep: boolean };

/** A citation or a box to tick: such a list counts only where there is nothing else. */
const MARK = /^\[(?:\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*|\s+)\]$/;
const LONGEST_MARK = 60;
/** After `{`: a key as JavaScript, Python or a typesetter would write it. */
const OTHER_KEY = /\s*(?:[\p{L}_$][\p{L}\p{N}_$-]*|\d+|'[^'\n]*'|[“‘][^”’\n]*[”’])\s*[:=]/uy;

/**
 * The last map or list outside of fences. Broken JSON is skipped whole, so that a part of it is never taken for the answer,
 * and so is what breaks off around it: `{result: {"a": 1}}`, `{"a": 1}}`. `{name}` and the like are prose. Where the last
 * one is broken there is no JSON, as with fences.
 */
export function jsonInProse(text: string, blocks: readonly FencedBlock[]): ProseJson | null {
  const spans = new BracketSpans(text);
  const next = openingFinder(text, blocks);
  let found: ProseJson | null = null;
  let mark: ProseJson | null = null;
  for (let at = next(0); at >= 0;) {
    const scan = scanJson(text, at);
    const read = readAt(text, at, scan, spans);
    if (read.json?.ok === false && read.json.isTooDeep) return read.json;
    if (read.json?.ok === true && isMark(text.slice(at, Math.min(read.json.end, at + LONGEST_MARK)))) mark = read.json;
    else found = read.json ?? found;
    at = next(read.next);
  }
  return found?.ok === true || mark === null ? found : (found ?? mark);
}

function isMark(source: string): boolean {
  return MARK.test(source);
}

interface Reading {
  /** Null: prose. */
  readonly json: ProseJson | null;
  /** Where to look on: behind it, or behind the whole of what was meant to be JSON. */
  readonly next: number;
}

function readAt(text: string, start: number, scan: JsonScan, spans: BracketSpans): Reading {
  if (scan.ok) {
    const stray = strayClosing(text, scan.end);
    if (stray === null || stray < spans.furthestEnd)
      return { json: { ok: true, start, end: scan.end }, next: scan.end };
    return { json: { ok: false, at: stray, fault: "stray-bracket", isTooDeep: false }, next: stray + 1 };
  }
  const { at, fault, isTooDeep } = scan;
  if (scan.isTooDeep || isMeant(text, start, scan, spans)) {
    return { json: { ok: false, at, fault, isTooDeep }, next: spans.at(start)?.end ?? text.length };
  }
  return { json: null, next: Math.max(at, start + 1) };
}

/** Was this meant to be JSON, though it is none? */
function isMeant(text: string, start: number, scan: JsonScan & { readonly ok: false }, spans: BracketSpans): boolean {
  if (scan.meant) return true;
  const span = spans.at(start);
  if (text[start] === "[") return span?.holdsMember ?? false;
  if (span?.holdsOther === true) return true;
  OTHER_KEY.lastIndex = start + 1;
  return span === null && OTHER_KEY.test(text);
}

/** Where, behind white space, a bracket closes; null if something else follows. */
function strayClosing(text: string, end: number): number | null {
  let at = end;
  while (at < text.length && (text[at] ?? "").trim() === "") at++;
  return text[at] === "}" || text[at] === "]" ? at : null;
}

/** Finds the next `{` or `[` from an index on, fenced blocks left out; -1 if there is none. Indexes must ascend. */
function openingFinder(text: string, blocks: readonly FencedBlock[]): (from: number) => number {
  let block = 0;
  return (from) => {
    for (let at = from; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (char !== 0x7b && char !== 0x5b) continue;
      while ((blocks[block]?.end ?? Number.POSITIVE_INFINITY) <= at) block++;
      const fenced = blocks[block];
      if (fenced === undefined || at < fenced.start) return at;
      at = fenced.end - 1;
    }
    return -1;
  };
}
