import { plural } from "../../../base/figures.ts";
import { type DiffPart, wordDiff } from "../../words/word-diff.ts";
import { escapeHtml } from "./escape.ts";

const TAGS = { removed: "del", added: "ins" } as const;
/** So many unchanged characters are shown before and after a change, or fewer where a page has less room. */
const CONTEXT_CHARS = 400;
const MAX_CHARS = 20_000;

/** Two texts as one with the words marked that differ, or one after the other when they have too little in common. */
export function textDiff(label: string, before: string, after: string, contextChars: number = CONTEXT_CHARS): string {
  const parts = wordDiff(before, after);
  if (parts === null) return plainText(`${label}, before`, before) + plainText(`${label}, after`, after);
  const marks = parts.map((part, index) => {
    const context = { head: index > 0 ? contextChars : 0, tail: index < parts.length - 1 ? contextChars : 0 };
    return marked(part, { ...context, most: contextChars });
  });
  return box(label, marks.join(""));
}

/** A text as it is, cut when it is very long. */
export function plainText(label: string, text: string): string {
  return box(label, text === "" ? '<span class="quiet">(empty)</span>' : escapeHtml(text, MAX_CHARS));
}

// Focusable, so that a keyboard can scroll it.
function box(label: string, content: string): string {
  const name = escapeHtml(label, 200);
  return `<div class="text"><pre tabindex="0" role="group" aria-label="${name}" dir="auto">${content}</pre></div>`;
}

/** How many characters of what is the same are kept at its start and at its end, and how many may be left over. */
interface Context {
  readonly head: number;
  readonly tail: number;
  readonly most: number;
}

function marked({ kind, text }: DiffPart, context: Context): string {
  if (kind === "same") return shortened(text, context);
  return `<${TAGS[kind]}>${escapeHtml(text, MAX_CHARS)}</${TAGS[kind]}>`;
}

function shortened(text: string, { head, tail, most }: Context): string {
  const characters = Array.from(text);
  const left = characters.length - head - tail;
  if (left <= most) return escapeHtml(text, Infinity);
  // Whole words, unless one is long.
  const start = characters.slice(0, head).join("");
  const end = tail === 0 ? "" : characters.slice(-tail).join("");
  const first = isWord(characters[head]) ? start.replace(/(?<=\s)\S{1,20}$/u, "") : start;
  const last = isWord(characters[characters.length - tail - 1]) ? end.replace(/^\S{1,20}(?=\s)/u, "") : end;
  const skipped = characters.length - Array.from(first + last).length;
  const told = `<span class="quiet">… ${plural(skipped, "character")} the same …</span>`;
  return escapeHtml(first, Infinity) + told + escapeHtml(last, Infinity);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && character.trim() !== "";
}
