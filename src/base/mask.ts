import { printable, printableLine } from "./printable.ts";

const KEY_LIKE = /sk-ant-[A-Za-z0-9_-]{16,}/g;
const MINIMUM_LENGTH = 8;
const MASKED = "[masked]";

/** Replaces secrets in a text. */
export type Mask = (text: string) => string;

/** Does a text hold something that looks like a real Anthropic key? */
export function findKey(text: string): string | null {
  return text.match(KEY_LIKE)?.[0] ?? null;
}

/**
 * A mask by value: every known secret (8 characters or more), as it is, made printable, URL-encoded, in JSON and in JSON
 * within JSON, in Base64 (alone or within a longer text, as Basic credentials are), and anything that looks like an
 * Anthropic key becomes `[masked]`.
 */
export function createMask(secrets: Iterable<string>): Mask {
  const known = knownForms(secrets);
  return (text) => maskForms(text, known);
}

/** Masks a text that comes in pieces: all that it gives is the mask of the whole. */
export interface MaskStream {
  /** What may be shown by now. */
  add(piece: string): string;
  /** The rest. */
  end(): string;
}

/** A mask for a stream. It holds back what may be the beginning of a secret, until more of the text decides. */
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

/** All that a secret may look like, the longest first. */
function knownForms(secrets: Iterable<string>): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < MINIMUM_LENGTH) continue;
    for (const form of [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret)]) {
      forms.add(form).add(printable(form)).add(printableLine(form));
    }
    for (const form of base64Forms(secret)) forms.add(form).add(form.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

function maskForms(text: string, known: readonly string[]): string {
  return known.reduce((masked, form) => masked.replaceAll(form, MASKED), text).replace(KEY_LIKE, MASKED);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * The Base64 of a secret by itself, and the part of a longer text's Base64 that the secret alone decides, for each of the
 * three ways in which it may lie in the groups of three bytes.
 */
function base64Forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const within = [0, 1, 2].map((offset) => {
    const encoded = base64(Uint8Array.from([...new Uint8Array(offset), ...bytes]));
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((offset * 8) / 6), whole);
  });
  return [base64(bytes), ...within];
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
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
