import { displayWidth } from "../../base/display-width.ts";
import type { Style, Tone } from "../../base/style.ts";

const HEAD = /^(.*?)(error|warning)(:.*)$/;
const HELP = /^( += )(help|case)(:.*)$/;
const CARETS = /^( *\| *)(\^+)$/;
const FRAME = /^ *\d* \|/;

/**
 * A line of a message for people, safe already: on a terminal broken between words, commands in backticks whole, and with the
 * colours of what it is. `columns`: null where it is no terminal.
 */
export function messageLine(line: string, tone: Tone, style: Style, columns: number | null): string {
  if (FRAME.test(line)) return frameLine(line, style);
  const lines = columns === null ? [line] : wrapProse(line, columns);
  return lines.map((part, index) => (index === 0 ? coloured(part, tone, style) : style(tone, part))).join("\n");
}

/** A source line is as wide as it is: what stands below it points into it. */
function frameLine(line: string, style: Style): string {
  const [, margin, carets] = CARETS.exec(line) ?? [];
  return margin === undefined || carets === undefined
    ? style("quiet", line)
    : style("quiet", margin) + style("bad", carets);
}

function coloured(line: string, tone: Tone, style: Style): string {
  const [, help, word, rest] = HELP.exec(line) ?? [];
  if (help !== undefined && word !== undefined && rest !== undefined) return `${help}${style("strong", word)}${rest}`;
  const [, place, severity, message] = HEAD.exec(line) ?? [];
  if (place === undefined || severity === undefined || message === undefined || !isPlace(place))
    return style(tone, line);
  return `${style("strong", place)}${style(severity === "error" ? "bad" : "unsure", severity)}${message}`;
}

/** "suite.yaml:3:4: ", "prompt-run: " or nothing stands before the word. */
function isPlace(text: string): boolean {
  return text === "" || text.endsWith(": ");
}

/** Broken between words; what stands in backticks is a command to copy and stays whole. */
function wrapProse(line: string, columns: number): string[] {
  if (displayWidth(line) <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const words = line.slice(indent.length).match(/(?:[^\s`]|`[^`]*`?)+/g) ?? [];
  const lines: string[] = [];
  let current = indent;
  for (const word of words) {
    const isFirst = current.trim() === "";
    const longer = isFirst ? current + word : `${current} ${word}`;
    if (!isFirst && displayWidth(longer) > columns) {
      lines.push(current);
      current = `${indent}  ${word}`;
    } else current = longer;
  }
  return [...lines, current];
}
