import { clip } from "../../base/inert.ts";
import { printable, printableLine } from "../../base/printable.ts";

const ZERO_WIDTH_SPACE = "&#8203;";
/** What Markdown, HTML, emoji codes, automatic links and formulas are made of. A colon before a blank or a number is none. */
const SPECIAL = /[&<>|\\`*_~[\]#@$]|:(?=[^\s\d]|\d+:)/g;
const MENTION_OR_REFERENCE = /(&#64;|&#35;)/g;

/** Text from outside as one line of GitHub Markdown that means nothing but itself: no markup, link, mention or reference. */
export function markdownText(text: string, maxChars = 300): string {
  return printableLine(clip(text, maxChars))
    .replace(SPECIAL, (char) => `&#${char.charCodeAt(0)};`)
    .replace(MENTION_OR_REFERENCE, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/\bwww\./gi, (www) => www.replace(".", "&#46;"));
}

const CODE = /&#96;((?!&#96;|\s)(?:(?!&#96;).)*?(?<!\s))&#96;/gu;

/** A sentence of ours: what stands between backticks is code. Names in it may be from outside. */
export function markdownSentence(text: string, maxChars = 300): string {
  return markdownText(text, maxChars).replaceAll(CODE, "<code>$1</code>");
}

/** Text from outside in the type of code. */
export function markdownCode(text: string, maxChars = 120): string {
  return `<code>${markdownText(text, maxChars)}</code>`;
}

/** Text of several lines for inside `<pre>`, where Markdown does not reach. */
export function preformatted(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", `&#64;${ZERO_WIDTH_SPACE}`);
}

/** A table in GitHub's Markdown; cells are Markdown already. The first column is text, the others figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, x) => (x === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Text in a fence that nothing in it can close, coloured as `language`. */
export function fenced(text: string, language: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}${language}\n${printable(text).replaceAll("@", "@\u200b")}\n${fence}`;
}
