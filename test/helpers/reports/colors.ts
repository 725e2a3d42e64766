// oxlint-disable-next-line no-control-regex -- the escape character is what a colour begins with
const COLORS = /\u001b\[(1|2|22|31|32|33|39)m/g;

/** A text without the colours that our own style gives; any other escape sequence stays. */
export function withoutColors(text: string): string {
  return text.replaceAll(COLORS, "");
}
