/** A browser lays a paragraph out in time that grows with the square of its length where fonts change within it. */
const PART_CHARS = 8_000;

/** A text in parts of bounded length that make it up again: cut after a newline or else a blank where there is one. */
export function textParts(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + PART_CHARS < text.length ? cutBefore(text, start, start + PART_CHARS) : text.length;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function cutBefore(text: string, start: number, limit: number): number {
  for (const mark of ["\n", " "]) {
    const at = text.lastIndexOf(mark, limit - 1);
    if (at > start) return at + 1;
  }
  // Never through the middle of a character.
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
