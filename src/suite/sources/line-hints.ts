/** What the lines around an error of the YAML parser say of its cause. Offsets are in characters. */

/** `{ q: Note: this }`: a text with a colon and a space in it, to be quoted; null for anything else. */
export function colonHint(text: string, start: number): string | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = lineAt(text, lineStart);
  for (const { index, 1: value = "" } of line.matchAll(/: +([^\s"'&*!|>[{%@`][^,{}[\]"'#]*?: [^,{}[\]]*)/g)) {
    const end = index + value.length + 2;
    if (lineStart + index <= start && start <= lineStart + end + 1) {
      return `quote it, as ": " begins a new key: ${JSON.stringify(value.trim())}`;
    }
  }
  return null;
}

/** A key that stands a little to the right or left of its neighbours; null where no neighbour is near. */
export function indentHint(text: string, start: number): string | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const column = keyColumn(lineAt(text, lineStart));
  if (column === null) return null;
  const above = text.slice(0, lineStart).split("\n").slice(0, -1);
  for (let index = above.length - 1; index >= 0; index--) {
    const line = above[index] ?? "";
    const neighbour = keyColumn(line);
    if (neighbour === null || neighbour === column) continue;
    if (Math.abs(column - neighbour) > 3) return null;
    const key = /^[\s-]*("[^"]*"|'[^']*'|[^:#]+?)\s*:/.exec(line)?.[1];
    const beside = key === undefined ? `line ${index + 1}` : `\`${key}\` in line ${index + 1}`;
    return `${beside} begins in column ${neighbour + 1}: begin this line there too, if it belongs beside it`;
  }
  return null;
}

/** A key with a value of its own, and below it a line that stands a little further right; null for anything else. */
export function belowHint(text: string, start: number): string | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const above = keyColumn(lineAt(text, lineStart));
  const rest = text.slice(lineStart).split("\n").slice(1);
  const next = rest.findIndex((line) => keyColumn(line) !== null);
  const below = keyColumn(rest[next] ?? "");
  if (above === null || below === null || below <= above || below > above + 3) return null;
  const number = text.slice(0, lineStart).split("\n").length + 1 + next;
  return `line ${number} begins in column ${below + 1}: begin it in column ${above + 1}, if it belongs beside this key`;
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
