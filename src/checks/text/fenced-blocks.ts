/** A block between fences, as Markdown writes it: ```` ```json ```` … ```` ``` ````. */
export interface FencedBlock {
  /** The first word after the opening fence, in lower case; "" if none. */
  readonly label: string;
  readonly content: string;
  /** The whole block, fences included, as indexes of the text. */
  readonly start: number;
  readonly end: number;
  /** Index of the content in the text. */
  readonly contentStart: number;
}

const OPENING = /^[ \t]*(`{3,}|~{3,})([^\n`]*)\n/gm;

/** The fenced blocks of a text in order; one that is never closed reaches to the end. */
export function findFencedBlocks(text: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  if (!text.includes("```") && !text.includes("~~~")) return blocks;
  OPENING.lastIndex = 0;
  for (let opening = OPENING.exec(text); opening !== null; opening = OPENING.exec(text)) {
    const contentStart = OPENING.lastIndex;
    const closing = closingFence(text, contentStart, opening[1] ?? "");
    const label = (opening[2] ?? "").trim().split(/\s/)[0]?.toLowerCase() ?? "";
    blocks.push({
      label,
      content: text.slice(contentStart, closing.start),
      start: opening.index,
      end: closing.end,
      contentStart,
    });
    OPENING.lastIndex = closing.end;
  }
  return blocks;
}

function closingFence(text: string, from: number, fence: string): { start: number; end: number } {
  for (let start = from; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).trim();
    if (line.length >= fence.length && line.startsWith(fence) && line === (fence[0] ?? "").repeat(line.length)) {
      return { start, end };
    }
    start = end + 1;
  }
  return { start: text.length, end: text.length };
}
