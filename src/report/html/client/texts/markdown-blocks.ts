/** A piece of a Markdown text. Texts are raw: pages make text nodes of them, never markup. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "rule" };

/** Deeper quotes and lists are shown as they are written: each level reads its lines again. */
const MAX_DEPTH = 6;

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+(.*)|)$/;
const QUOTE = /^ {0,3}> ?/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** The blocks of the Markdown that models write (a part of CommonMark, with GFM's tables). Takes time linear in the text. */
export function markdownBlocks(text: string): Block[] {
  return blocksOf(text.split(/\r\n|\n/), 0);
}

/** Does a text have blocks that are more than paragraphs, or marks within its lines? */
export function looksLikeMarkdown(text: string): boolean {
  const marks =
    /^ {0,3}(?:#{1,6} \S|```|\| *\S.*\||> \S)|^ {0,3}(?:[-*+]|\d+\.) \S[\s\S]*\n {0,3}(?:[-*+]|\d+\.) \S|\*\*\S[^*\n]*\*\*/m;
  return marks.test(text);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  if (depth > MAX_DEPTH) return [{ kind: "paragraph", text: lines.join("\n") }];
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", text: paragraph.join("\n") });
    paragraph = [];
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    const found = line.trim() === "" ? null : blockAt(lines, at, { depth, inParagraph: paragraph.length > 0 });
    if (found !== null) {
      close();
      blocks.push(found.block);
      at = found.next;
      continue;
    }
    if (line.trim() === "") close();
    else paragraph.push(line.trim());
    at += 1;
  }
  close();
  return blocks;
}

interface Nesting {
  readonly depth: number;
  readonly inParagraph: boolean;
}

interface Found {
  readonly block: Block;
  /** The line after it. */
  readonly next: number;
}

/** The block that begins at a line; null for a line of a paragraph. */
function blockAt(lines: readonly string[], at: number, { depth, inParagraph }: Nesting): Found | null {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return codeAt(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    return { block: { kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" }, next: at + 1 };
  }
  if (RULE.test(line)) return { block: { kind: "rule" }, next: at + 1 };
  if (QUOTE.test(line)) return quoteAt(lines, at, depth);
  const item = ITEM.exec(line);
  // Within a paragraph an empty item, or one that begins to count elsewhere, is a line of it.
  if (item !== null && !(inParagraph && (item[3] === undefined || /^(?!1[.)])\d/.test(item[2] ?? "")))) {
    return listAt(lines, at, depth);
  }
  if (line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "") && (lines[at + 1] ?? "").includes("-")) {
    return tableAt(lines, at);
  }
  return null;
}

function codeAt(lines: readonly string[], at: number, fence: string): Found {
  let end = at + 1;
  while (end < lines.length && !isFenceEnd(lines[end] ?? "", fence)) end += 1;
  return { block: { kind: "code", text: lines.slice(at + 1, end).join("\n") }, next: end + 1 };
}

function isFenceEnd(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === (fence[0] ?? "").repeat(text.length);
}

function quoteAt(lines: readonly string[], at: number, depth: number): Found {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] ?? "")) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return { block: { kind: "quote", blocks: blocksOf(inner, depth + 1) }, next: end };
}

/** Items of one kind in a row; lines that are indented, or go on without a blank line, belong to the item before. */
function listAt(lines: readonly string[], at: number, depth: number): Found {
  const items: Block[][] = [];
  const isOrdered = /\d/.test(ITEM.exec(lines[at] ?? "")?.[2] ?? "");
  const start = isOrdered ? Number.parseInt(lines[at]?.trim() ?? "1", 10) : null;
  let next = at;
  while (next < lines.length) {
    const item = ITEM.exec(lines[next] ?? "");
    if (item === null || /\d/.test(item[2] ?? "") !== isOrdered || RULE.test(lines[next] ?? "")) break;
    const indent = (item[1]?.length ?? 0) + (item[2]?.length ?? 1) + 1;
    const end = itemEnd(lines, next + 1, indent);
    const rest = lines.slice(next + 1, end).map((line) => withoutIndent(line, indent));
    items.push(blocksOf([item[3] ?? "", ...rest], depth + 1));
    next = end;
  }
  return { block: { kind: "list", start, items }, next };
}

function itemEnd(lines: readonly string[], from: number, indent: number): number {
  let end = from;
  let isAfterBlank = false;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    const isBlank = line.trim() === "";
    const isInside = /^\s/.test(line) && line.length - line.trimStart().length >= Math.min(2, indent);
    const isOther = ITEM.test(line) || HEADING.test(line) || RULE.test(line) || FENCE.test(line) || QUOTE.test(line);
    if (!isBlank && !isInside && (isAfterBlank || isOther)) break;
    isAfterBlank = isBlank;
    end += 1;
  }
  return end;
}

function withoutIndent(line: string, indent: number): string {
  const blanks = line.length - line.trimStart().length;
  return line.slice(Math.min(blanks, indent));
}

function tableAt(lines: readonly string[], at: number): Found {
  const head = cellsOf(lines[at] ?? "");
  const rows: string[][] = [];
  let next = at + 2;
  for (; next < lines.length && (lines[next] ?? "").includes("|"); next++) rows.push(cellsOf(lines[next] ?? ""));
  return { block: { kind: "table", head, rows: rows.map((row) => head.map((_, index) => row[index] ?? "")) }, next };
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim());
}
