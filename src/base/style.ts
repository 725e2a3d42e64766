/** How a piece of text is meant; what that looks like is the style's affair. */
export type Tone = "good" | "bad" | "unsure" | "quiet" | "strong" | "plain";

/** Gives a text its tone, by ANSI colours or not at all. Text from outside must be printable already. */
export type Style = (tone: Tone, text: string) => string;

/** SGR codes (ECMA-48): on, off. */
const CODES: Readonly<Record<Exclude<Tone, "plain">, readonly [number, number]>> = {
  good: [32, 39],
  bad: [31, 39],
  unsure: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** A style with colours, or one that leaves every text as it is. */
export function createStyle(color: boolean): Style {
  if (!color) return (_tone, text) => text;
  return (tone, text) => {
    if (tone === "plain" || text === "") return text;
    const [on, off] = CODES[tone];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}
