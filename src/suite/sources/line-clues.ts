import type { LineClue } from "../../domain/diagnostics/english/suites/yaml.ts";

/** What the lines around an error of the YAML parser say of its cause. Offsets are in characters. */

/** `{ q: Note: this }`: a text with a colon and a space in it, to be quoted; null for anything else. */
export function colonClue(text: string, start: number): LineClue | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = lineAt(text, lineStart);
  for (const { index, 1: value = "" } of line.matchAll(/: +([^\s"'&*!|>[{%@`][^,{}[\]"'#]*?: [^,{}[\]]*)/g)) {
    const end = index + value.length + 2;
    if (lineStart + index <= start && start <= lineStart + end + 1) {
      return { kind: "colon", text: value.trim() };
    }
  }
  return null;
}

/** A key that stands a little to the right or left of its neighbours; null where no neighbour is near. */
export function besideClue(text: string, start: number): LineClue | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const column = keyColumn(lineAt(text, lineStart));
  if (column === null) return null;
  const above = text.slice(0, lineStart).split("\n").slice(0, -1);
  for (let index = above.length - 1; index >= 0; index--) {
    const line = above[index] ?? "";
    const neighbour = keyColumn(line);
    if (neighbour === null || neighbour === column) continue;
    if (Math.abs(column - neighbour) > 3) return null;
    const key = /^[\s-]*("[^"]*"|'[^']*'|[^:#]+?)\s*:/.exec(line)?.[1] ?? null;
    return { kind: "beside", key, line: index + 1, column: neighbour + 1 };
  }
  return null;
}

/** A key with a value of its own, and below it a line that stands a little further right; null for anything else. */
export function belowClue(text: string, start: number): LineClue | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const above = keyColumn(lineAt(text, lineStart));
  const rest = text.slice(lineStart).split("\n").slice(1);
  const next = rest.findIndex((line) => keyColumn(line) !== null);
  const below = keyColumn(rest[next] ?? "");
  if (above === null || below === null || below <= above || below > above + 3) return null;
  const line = text.slice(0, lineStart).split("\n").length + 1 + next;
  return { kind: "below", line, column: below + 1, keyColumn: above + 1 };
}

/** An item of a list that stands a little to the right or left of the item above it; null for any other line. */
export function dashClue(text: string, start: number): LineClue | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const column = dashColumn(lineAt(text, lineStart));
  if (column === null) return null;
  const above = text.slice(0, lineStart).split("\n").slice(0, -1);
  const index = above.findLastIndex((line) => dashColumn(line) !== null);
  const neighbour = dashColumn(above[index] ?? "");
  if (neighbour === null || neighbour === column || Math.abs(column - neighbour) > 3) return null;
  return { kind: "dash", line: index + 1, column: neighbour + 1 };
}

/** What stands behind the end of a quoted text, on its line: the text went on, and had a mark of its own kind in it. */
export function quoteClue(text: string, start: number): LineClue | null {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trimEnd();
  const mark = before.at(-1);
  if (mark !== '"' && mark !== "'") return null;
  return before.slice(0, -1).includes(mark) ? { kind: "quote", mark } : null;
}

/** A text on the line of its `|` or `>`, which begins on the next one. */
export function blockClue(text: string, start: number): LineClue | null {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const mark = /(?:[:-]\s+)([|>][+-]?)\s*$/.exec(before)?.[1];
  return mark === undefined ? null : { kind: "block", mark };
}

/** Where the dash of an item stands (from 0); null for a line that begins no item. */
function dashColumn(line: string): number | null {
  const lead = /^( *)- /.exec(line)?.[1];
  return lead === undefined ? null : lead.length;
}

/** Where the key of a line begins (from 0), behind the dashes of lists; null for a line that has none. */
function keyColumn(line: string): number | null {
  const lead = /^ *(?:- +)*/.exec(line)?.[0] ?? "";
  const rest = line.slice(lead.length);
  return rest === "" || rest.startsWith("#") ? null : lead.length;
}

function lineAt(text: string, lineStart: number): string {
  const end = text.indexOf("\n", lineStart);
  return text.slice(lineStart, end === -1 ? text.length : end);
}
