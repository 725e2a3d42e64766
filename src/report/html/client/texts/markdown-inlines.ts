/** A piece of a line of Markdown. Texts are raw. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong" | "em" | "del"; readonly parts: readonly Inline[] }
  /** Shown with its address, never followed: where a model's link leads is part of what it said. */
  | { readonly kind: "link"; readonly parts: readonly Inline[]; readonly url: string };

/** Longer texts are left as they are: marks are looked for from every place again. */
const MAX_CHARS = 5_000;
const MAX_DEPTH = 5;

/** What opens a piece, and what is looked for at its end. */
const OPENERS = [
  { mark: "**", kind: "strong" },
  { mark: "__", kind: "strong" },
  { mark: "~~", kind: "del" },
  { mark: "*", kind: "em" },
  { mark: "_", kind: "em" },
] as const;
const LINK = /^!?\[([^\]\n]{0,1000})\]\(([^()\s]{0,2000})(?:[ \t]+"[^"\n]{0,500}")?\)/;
const ESCAPED = /^\\([!-/:-@[-`{-~])/;

/** The pieces of a line or paragraph. */
export function markdownInlines(text: string, depth = 0): Inline[] {
  if (text.length > MAX_CHARS || depth > MAX_DEPTH) return [{ kind: "text", text }];
  const pieces: Inline[] = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = pieceAt(text, at, depth);
    if (found === null) {
      plain += text[at] ?? "";
      at += 1;
      continue;
    }
    if (found.piece.kind === "text") plain += found.piece.text;
    else {
      if (plain !== "") pieces.push({ kind: "text", text: plain });
      plain = "";
      pieces.push(found.piece);
    }
    at = found.next;
  }
  if (plain !== "") pieces.push({ kind: "text", text: plain });
  return pieces;
}

interface Found {
  readonly piece: Inline;
  readonly next: number;
}

function pieceAt(text: string, at: number, depth: number): Found | null {
  const char = text[at] ?? "";
  if (char === "`") return codeAt(text, at);
  if (char === "\\") {
    const escaped = ESCAPED.exec(text.slice(at, at + 2))?.[1];
    return escaped === undefined ? null : { piece: { kind: "text", text: escaped }, next: at + 2 };
  }
  if (char === "[" || (char === "!" && text[at + 1] === "[")) return linkAt(text, at, depth);
  return "*_~".includes(char) ? emphasisAt(text, at, depth) : null;
}

function codeAt(text: string, at: number): Found | null {
  const fence = /^`+/.exec(text.slice(at))?.[0] ?? "`";
  const end = text.indexOf(fence, at + fence.length);
  const rest: Found = { piece: { kind: "text", text: fence }, next: at + fence.length };
  if (end < 0 || text[end + fence.length] === "`") return rest;
  const inner = text.slice(at + fence.length, end);
  return { piece: { kind: "code", text: inner.replace(/^ (.*[^ ].*) $/s, "$1") }, next: end + fence.length };
}

function linkAt(text: string, at: number, depth: number): Found | null {
  const link = LINK.exec(text.slice(at, at + 4_000));
  if (link === null) return null;
  const parts = markdownInlines(link[1] ?? "", depth + 1);
  return { piece: { kind: "link", parts, url: link[2] ?? "" }, next: at + link[0].length };
}

function emphasisAt(text: string, at: number, depth: number): Found | null {
  for (const { mark, kind } of OPENERS) {
    if (!text.startsWith(mark, at)) continue;
    const from = at + mark.length;
    const isWord = mark.startsWith("_") && /\w/.test(text[at - 1] ?? "");
    if (isWord || /^\s|^$/.test(text[from] ?? "")) continue;
    const end = closingAt(text, from, mark);
    if (end < 0) continue;
    return { piece: { kind, parts: markdownInlines(text.slice(from, end), depth + 1) }, next: end + mark.length };
  }
  return null;
}

/** Where a mark closes: not after a blank, not as a part of a longer one, and with `_` not inside a word. */
function closingAt(text: string, from: number, mark: string): number {
  const sign = mark[0] ?? "";
  for (let end = text.indexOf(mark, from + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    const after = text[end + mark.length] ?? "";
    const isLonger = mark.length === 1 && (after === sign || text[end - 1] === sign);
    const isInside = sign === "_" && /\w/.test(after);
    if (!/\s/.test(text[end - 1] ?? " ") && !isLonger && !isInside) return end;
  }
  return -1;
}
