/** What may come next; `done`: nothing but white space. */
type Want = "value" | "item" | "key" | "member" | "colon" | "more" | "done";

const SPACE = /[ \t\n\r]*/y;
// oxlint-disable-next-line no-control-regex -- strings hold no raw control characters (RFC 8259 §7)
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/y;

/** The offset at which a text stops being JSON (RFC 8259); its length if it ends too early, null if nothing is wrong. */
export function jsonErrorOffset(text: string): number | null {
  const open: string[] = [];
  let want: Want = "value";
  let at = skip(SPACE, text, 0);
  while (want !== "done" || open.length > 0) {
    const char = text[at] ?? "";
    const length = tokenLength(text, at, want);
    if (length === 0) return at;
    if (length === 1 && (char === "{" || char === "[")) {
      open.push(char);
      want = char === "{" ? "member" : "item";
    } else if (length === 1 && (char === "}" || char === "]")) {
      if (open.pop() !== (char === "}" ? "{" : "[")) return at;
      want = open.length === 0 ? "done" : "more";
    } else {
      want = next(want, char, open);
    }
    at = skip(SPACE, text, at + length);
  }
  return at === text.length ? null : at;
}

function next(want: Want, char: string, open: readonly string[]): Want {
  switch (want) {
    case "key":
    case "member":
      return "colon";
    case "colon":
      return "value";
    case "more":
      return open.at(-1) === "{" ? "key" : "value";
    case "value":
    case "item":
    case "done":
      return char !== "" && open.length === 0 ? "done" : "more";
  }
}

/** How long the token at an offset is; 0 when none stands there that is wanted. */
function tokenLength(text: string, at: number, want: Want): number {
  const char = text[at] ?? "";
  switch (want) {
    case "value":
      return char === "{" || char === "[" ? 1 : matchLength(STRING, text, at) || matchLength(SCALAR, text, at);
    case "item":
      return char === "]" ? 1 : tokenLength(text, at, "value");
    case "member":
      return char === "}" ? 1 : matchLength(STRING, text, at);
    case "key":
      return matchLength(STRING, text, at);
    case "colon":
      return char === ":" ? 1 : 0;
    case "more":
      return char === "," || char === "}" || char === "]" ? 1 : 0;
    case "done":
      return 0;
  }
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + matchLength(pattern, text, at);
}

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
