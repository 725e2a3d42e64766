import { createCutMask } from "./mask-cuts.ts";
import { knownForms } from "./mask-forms.ts";

const KEY_LIKE = /sk-ant-[A-Za-z0-9_-]{16,}/g;
/** What stands where a secret stood. */
export const MASKED = "[masked]";

/** Replaces secrets in a text. */
export type Mask = (text: string) => string;

/** Does a text hold something that looks like a real Anthropic key? */
export function findKey(text: string): string | null {
  return text.match(KEY_LIKE)?.[0] ?? null;
}

/**
 * A mask by value: every known secret (8 characters or more), as it is, made printable, URL-encoded, with entities as in HTML, in JSON and in JSON
 * within JSON, in Base64 (alone or within a longer text, as Basic credentials are), and anything that looks like an
 * Anthropic key becomes `[masked]`; so does what is left of one where the text was cut (`…`). For text that people read;
 * records are masked value by value (`maskValues`).
 */
export function createMask(secrets: Iterable<string>): Mask {
  const known = knownForms(secrets);
  const maskCuts = createCutMask(known, MASKED);
  return (text) => maskCuts(maskForms(text, known));
}

/** Masks a text that comes in pieces: all that it gives is the mask of the whole. */
export interface MaskStream {
  /** What may be shown by now. */
  add(piece: string): string;
  /** The rest. */
  end(): string;
}

/** A mask for a stream, which nobody has cut. It holds back what may be the beginning of a secret, until more of the text decides. */
export function createMaskStream(secrets: Iterable<string>): MaskStream {
  const known = knownForms(secrets);
  let held = "";
  return {
    add(piece) {
      const text = held + piece;
      const cut = safeCut(text, known);
      held = text.slice(cut);
      return maskForms(text.slice(0, cut), known);
    },
    end() {
      const rest = held;
      held = "";
      return maskForms(rest, known);
    },
  };
}

function maskForms(text: string, known: readonly string[]): string {
  return known.reduce((masked, form) => masked.replaceAll(form, MASKED), text).replace(KEY_LIKE, MASKED);
}

const KEY_START = "sk-ant-";
const OPEN_KEY = /sk-ant-[A-Za-z0-9_-]*$/;

/** Up to where a text can be masked whatever follows: no secret reaches beyond, and none may have begun before. */
function safeCut(text: string, known: readonly string[]): number {
  const openKey = OPEN_KEY.exec(text)?.index ?? text.length;
  let cut = [...known, KEY_START].reduce((first, form) => Math.min(first, openStart(text, form)), openKey);
  const spans = [...known.flatMap((form) => spansOf(text, form)), ...keySpans(text)];
  for (let moved = true; moved;) {
    const before = cut;
    for (const [start, end] of spans) if (start < cut && cut < end) cut = start;
    moved = cut < before;
  }
  return cut;
}

/** Where an unfinished `form` begins at the end of the text; its length where none does. */
function openStart(text: string, form: string): number {
  for (let start = Math.max(0, text.length - form.length + 1); start < text.length; start++) {
    if (form.startsWith(text.slice(start))) return start;
  }
  return text.length;
}

type Span = readonly [start: number, end: number];

function spansOf(text: string, form: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) spans.push([at, at + form.length]);
  return spans;
}

function keySpans(text: string): Span[] {
  return [...text.matchAll(KEY_LIKE)].map((match) => [match.index, match.index + match[0].length]);
}
