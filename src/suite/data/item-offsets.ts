// oxlint-disable-next-line no-control-regex -- strings hold no raw control characters (RFC 8259 §7)
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;

/** The offsets at which the items of a list begin, in a text that is JSON and a list. */
export function itemOffsets(text: string): number[] {
  const offsets: number[] = [];
  let depth = 0;
  let isNew = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (isNew && depth === 1 && !/[\s\]]/.test(char)) {
      offsets.push(at);
      isNew = false;
    }
    if (char === '"') at += matchLength(STRING, text, at) - 1;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 1 && (char === "," || (char === "[" && offsets.length === 0))) isNew = true;
  }
  return offsets;
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
