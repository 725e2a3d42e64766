/** A text on one line, its white space single, cut to some characters. */
export function oneLine(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${Array.from(line).slice(0, max).join("")}…`;
}
