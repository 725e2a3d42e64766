import { clip, inert, inertJson } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";

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

/** JSON for inside a script element: the same value, but no `<` that could end it and no command to a CI runner. */
export function scriptJson(json: string): string {
  return inertJson(json).replaceAll("<", "\\u003c");
}

/** A table with a caption for screen readers. Cells are HTML already; the first of a row is its heading, the others figures. */
export function htmlTable(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join("");
  const lines = rows.map(([first = "", ...cells]) => {
    const rest = cells.map((cell) => `<td>${cell}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${rest}</tr>`;
  });
  // Focusable, so that a keyboard can scroll it sideways.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${titles}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}
