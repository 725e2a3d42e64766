/** A table with its heads. Cells are HTML already. */
export interface HtmlTable {
  /** For screen readers; no markup. */
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its heading, the others are figures. */
  readonly rows: readonly (readonly string[])[];
  /** The last cell of a row is words. */
  readonly endsInWords?: boolean;
  /** Where there is no room for columns, a row is a card in which each cell tells its title. */
  readonly isOfCards?: boolean;
}

/** A table in a box of its own, which scrolls sideways where it is too wide. */
export function htmlTable({ caption, head, rows, endsInWords = false, isOfCards = false }: HtmlTable): string {
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join("");
  const lines = rows.map(([first = "", ...cells]) => {
    const rest = cells.map((cell, index) => `<td${isOfCards ? titleOf(head[index + 1]) : ""}>${cell}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${rest}</tr>`;
  });
  const looks = [...(endsInWords ? ["ends-in-words"] : []), ...(isOfCards ? ["cards"] : [])].join(" ");
  // Focusable, so that a keyboard can scroll it.
  return `<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table${looks === "" ? "" : ` class="${looks}"`}><caption>${caption}</caption><thead><tr>${titles}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}

/** A column's title as a cell's attribute: its text without its elements, escaped as it is. */
function titleOf(title = ""): string {
  return ` data-title="${title.replaceAll(/<[^>]*>/g, "")}"`;
}
