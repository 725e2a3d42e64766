/** A part of a text; `isQuoted`: a judge rests its verdict on it. */
export interface QuotedPart {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Longer quotes and texts are not looked through. */
const MAX_QUOTE = 2_000;
const MAX_TEXT = 200_000;
const GAP = /\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*/;
const QUOTES = /^["“”„«»'‘’`\s]+|["“”„«»'‘’`\s]+$/g;
const SPECIAL = /[.*+?^${}()|[\]\\/]/g;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A text in parts, those apart that judges quote. White space is folded as where quotes are checked, what is left out in the
 * middle of one (`…`) may be anything, and of several places the first is meant. A quote that is not there marks nothing.
 */
export function quotedParts(text: string, evidence: readonly string[]): QuotedPart[] {
  const ranges = text.length > MAX_TEXT ? [] : merged(evidence.flatMap((quote) => rangesOf(text, quote)));
  const parts: QuotedPart[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) parts.push({ text: text.slice(at, start), isQuoted: false });
    parts.push({ text: text.slice(start, end), isQuoted: true });
    at = end;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), isQuoted: false });
  return parts;
}

function rangesOf(text: string, quote: string): Range[] {
  if (quote.length > MAX_QUOTE) return [];
  const pieces = quote.replace(QUOTES, "").split(GAP);
  const found = pieces.flatMap((piece) => {
    const words = piece.split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) return [];
    const match = new RegExp(words.map((word) => word.replace(SPECIAL, "\\$&")).join("\\s+"), "u").exec(text);
    return [match === null ? null : { start: match.index, end: match.index + match[0].length }];
  });
  // Half of a quote would mark what the judge did not mean.
  return found.includes(null) ? [] : found.filter((range) => range !== null);
}

/** In order, those that touch as one. */
function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || range.start > last.end) all.push(range);
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return all;
}
