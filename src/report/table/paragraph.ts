import { displayWidth, padToWidth, wrapToWidth } from "../../base/display-width.ts";
import type { Style, Tone } from "../../base/style.ts";

const HANG = "  ";

/** A one-line text broken at `width`, each line behind `indent`, lines after the first two cells further in. */
export function paragraph(text: string, width: number, indent: string): string[] {
  const lines = wrapToWidth(text, Math.max(20, width - indent.length - HANG.length));
  const [first = ""] = wrapToWidth(text, Math.max(20, width - indent.length));
  if (first === text) return [indent + text];
  return lines.map((line, index) => indent + (index === 0 ? "" : HANG) + line);
}

/** Parts with a dot between them, broken between parts where that is possible. */
export function segments(parts: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line} · ${part}`;
    if (line !== "" && displayWidth(longer) > width - indent.length) {
      lines.push(line);
      line = part;
    } else line = longer;
  }
  return [...lines, line].flatMap((text) => paragraph(text, width, indent));
}

/** A label and a text beside it, broken at `width`, its later lines under its first. */
export function labelled(label: string, text: string, layout: LabelLayout): string[] {
  const { width, indent, labelWidth, style, tone = "plain", gutter = "" } = layout;
  const gap = labelWidth === 0 ? 0 : 2;
  const room = Math.max(20, width - indent - labelWidth - gap - gutter.length);
  return wrapToWidth(text, room).map((line, index) => {
    const left = padToWidth(index === 0 ? label : "", labelWidth + gap);
    return `${" ".repeat(indent)}${style("quiet", left + gutter)}${style(tone, line)}`.trimEnd();
  });
}

export interface LabelLayout {
  readonly width: number;
  readonly indent: number;
  readonly labelWidth: number;
  readonly style: Style;
  readonly tone?: Tone;
  /** What stands before each line of the text. */
  readonly gutter?: string;
}
