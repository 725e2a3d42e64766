import { plural } from "../../../base/figures.ts";
import { type DiffPart, wordDiff } from "../../words/word-diff.ts";
import { escapeHtml } from "./escape.ts";

const TAGS = { removed: "del", added: "ins" } as const;
/** Of what is the same on both sides no more is shown than this before and after a change. */
const CONTEXT_CHARS = 400;
const MAX_CHARS = 20_000;

/** Two texts as one with the words marked that differ, or one after the other when they have too little in common. */
export function textDiff(label: string, before: string, after: string): string {
  const parts = wordDiff(before, after);
  if (parts === null) return plainText(`${label}, before`, before) + plainText(`${label}, after`, after);
  return box(label, parts.map((part, index) => marked(part, index > 0, index < parts.length - 1)).join(""));
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

function marked({ kind, text }: DiffPart, isAfterChange: boolean, isBeforeChange: boolean): string {
  if (kind === "same") return shortened(text, isAfterChange, isBeforeChange);
  return `<${TAGS[kind]}>${escapeHtml(text, MAX_CHARS)}</${TAGS[kind]}>`;
}

function shortened(text: string, isAfterChange: boolean, isBeforeChange: boolean): string {
  const characters = Array.from(text);
  const head = isAfterChange ? CONTEXT_CHARS : 0;
  const tail = isBeforeChange ? CONTEXT_CHARS : 0;
  const left = characters.length - head - tail;
  if (left <= CONTEXT_CHARS) return escapeHtml(text, Infinity);
  const [first, last] = [characters.slice(0, head), characters.slice(characters.length - tail)].map((some) =>
    escapeHtml(some.join(""), Infinity),
  );
  return `${first}<span class="quiet">… ${plural(left, "character")} the same …</span>${last}`;
}
