/** What stands between two texts, the first time. */
export function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from < 0 || to < 0) throw new Error(`nothing between ${start} and ${end}`);
  return text.slice(from + start.length, to);
}
