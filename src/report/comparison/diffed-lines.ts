import { clip } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import type { Style, Tone } from "../../base/style.ts";
import { labelled, type LabelLayout } from "../table/paragraph.ts";
import type { DiffPart } from "../words/word-diff.ts";

const MAX_LINES = 6;
const MAX_CHARS = 600;
/** Where a tone begins and ends while lines are broken: characters without width, which no text may bring along. */
const MARKS = { removed: "\u2061", added: "\u2062", end: "\u2063" } as const;
const ANY_MARK = /[\u2061-\u2063]/g;
const TONES: Readonly<Record<string, Tone>> = { [MARKS.removed]: "bad", [MARKS.added]: "good", [MARKS.end]: "plain" };

/** Two answers as one text: what is gone in red and what is new in green, in `[-…-]` and `{+…+}` where there are no colours. */
export function diffedLines(parts: readonly DiffPart[], layout: LabelLayout): string[] {
  const hasColor = layout.style("bad", "x") !== "x";
  const text = clip(parts.map((part) => marked(part, hasColor)).join(""), MAX_CHARS);
  const lines = text.split("\n").slice(0, MAX_LINES);
  let tone: Tone = "plain";
  return lines.flatMap((line, index) =>
    labelled(index === 0 ? "answer" : "", line, { ...layout, gutter: "│ " }).map((drawn) => {
      const [coloured, last] = withTones(drawn, tone, layout.style);
      tone = last;
      return coloured;
    }),
  );
}

function marked({ kind, text }: DiffPart, hasColor: boolean): string {
  const safe = printable(text.replaceAll("\r\n", "\n")).replaceAll("\t", "  ").replaceAll(ANY_MARK, "");
  if (kind === "same") return safe;
  if (hasColor) return `${MARKS[kind]}${safe}${MARKS.end}`;
  return kind === "removed" ? `[-${safe}-]` : `{+${safe}+}`;
}

/** A drawn line with its marks as colours; a tone that is open at its end goes on in the next. */
function withTones(line: string, open: Tone, style: Style): readonly [string, Tone] {
  let tone = open;
  const at = line.indexOf("│ ");
  const start = at < 0 ? 0 : at + 2;
  const coloured = line
    .slice(start)
    .split(/([\u2061-\u2063])/)
    .map((piece) => {
      const next = TONES[piece];
      if (next === undefined) return style(tone, piece);
      tone = next;
      return "";
    });
  return [line.slice(0, start) + coloured.join(""), tone];
}
