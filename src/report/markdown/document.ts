import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatCount } from "../../base/figures.ts";
import { inert } from "../../base/inert.ts";

/** A piece of a document that is taken whole or left out whole. */
export interface Piece {
  /** What is said to be left out when it is: "failure". */
  readonly noun: string;
  /** Lower goes first when there is not room for all. */
  readonly rank: number;
  readonly text: string;
}

/** How long a document may be, and how length is measured. */
export interface LengthLimit {
  readonly limit: number;
  measure(text: string): number;
}

/** Length in UTF-16 code units, as GitHub counts comments. */
export const characters = (text: string): number => text.length;

const encoder = new TextEncoder();
/** Length in bytes of UTF-8, as GitHub counts job summaries. */
export const bytes = (text: string): number => encoder.encode(text).length;

const FOOTER_ROOM = 400;
const MAX_NOUNS = 8;

/**
 * The pieces in order, as many as fit the budget, the lower ranks before the higher; what was left out is counted in
 * the last line. No line of it is a command to a CI runner.
 */
export function assemble(pieces: readonly Piece[], budget: LengthLimit): string {
  const texts = pieces.map((piece) => inert(`${piece.text}\n\n`));
  const order = pieces.map((_, index) => index).sort((a, b) => rankAt(pieces, a) - rankAt(pieces, b) || a - b);
  const taken = new Set<number>();
  let room = budget.limit - FOOTER_ROOM;
  for (const index of order) {
    const length = budget.measure(texts[index] ?? "");
    if (length > room) continue;
    taken.add(index);
    room -= length;
  }
  const body = texts.filter((_, index) => taken.has(index)).join("");
  return body + leftOut(pieces.filter((_, index) => !taken.has(index)));
}

/**
 * A fold: its title (`<details><summary>…</summary>`) and as many of its parts as `maxChars` allow, in order; the others are counted.
 */
export function fold(title: string, parts: readonly string[], maxChars: number): string {
  let room = maxChars;
  const taken = parts.filter((part) => {
    room -= part.length;
    return room >= 0;
  });
  const left = parts.length - taken.length;
  const more = left === 0 ? [] : [reportWords("more-elsewhere", { left: `${formatCount(left)} more` })];
  return [title, ...taken, ...more, "</details>"].join("\n\n");
}

function rankAt(pieces: readonly Piece[], index: number): number {
  return pieces[index]?.rank ?? 0;
}

function leftOut(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return "";
  const counts = new Map<string, number>();
  for (const { noun } of pieces) counts.set(noun, (counts.get(noun) ?? 0) + 1);
  const list = [...counts].slice(0, MAX_NOUNS).map(([noun, count]) => `${formatCount(count)} × ${noun}`);
  return `_${reportWords("left-out", { what: list })}_\n`;
}
