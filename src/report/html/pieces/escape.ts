import { clip, inert, inertJson } from "../../../base/inert.ts";
import { printable } from "../../../base/printable.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text from outside for HTML content and quoted attributes. */
export function escapeHtml(text: string, maxChars = 2_000): string {
  return inert(printable(clip(text, maxChars))).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A sentence of ours for HTML content: what stands between backticks is code. Names in it may be from outside. */
export function sentenceHtml(text: string, maxChars = 2_000): string {
  const html = escapeHtml(text, maxChars).replaceAll(/`([^`\s](?:[^`]*[^`\s])?)`/gu, "<code>$1</code>");
  // Where the text is cut inside a code, its end is not there.
  return text.length > maxChars ? html.replace(/`([^`\s][^`<]*)$/u, "<code>$1</code>") : html;
}

/** The same, where names such as `claude-opus-5/v1` go to the next line as a whole before they are broken at a hyphen. */
export function headlineHtml(text: string): string {
  return sentenceHtml(text).replaceAll(/(<code>[^<]*<\/code>)|[^\s<>]*[^\s<>-]-[^\s<>]+/gu, (part, code?: string) =>
    code === undefined ? `<span class="unbroken">${part}</span>` : code,
  );
}

/** JSON for inside a script element: the same value, but no `<` that could end it and no command to a CI runner. */
export function scriptJson(json: string): string {
  return inertJson(json).replaceAll("<", "\\u003c");
}

/** Where a link to a suite's list of cases, or to one of its cases, leads. */
export function caseAddress(view: { readonly suite: string; readonly case?: string; readonly arm?: string }): string {
  return `#${escapeHtml(new URLSearchParams(view).toString(), Infinity)}`;
}
