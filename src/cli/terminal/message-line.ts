import { displayWidth, sliceByWidth, truncateToWidth } from "../../base/display-width.ts";
import type { Style, Tone } from "../../base/style.ts";

const HEAD = /^(.*?)(error|warning)(:.*)$/;
const HELP = /^( += )(help|case)(:.*)$/;
const CARETS = /^( *\| *)(\^+)$/;
const FRAME = /^ *\d* \|/;

/**
 * The lines of a message for people, safe already: a source line that is wider than the terminal is cut to what stands around
 * the place below it.
 */
export function messageLines(lines: readonly string[], tone: Tone, style: Style, columns: number | null): string[] {
  const shown = lines.map((line, index) => {
    if (columns === null || !FRAME.test(line)) return line;
    const carets = CARETS.exec(line) === null ? (lines[index + 1] ?? "") : line;
    const source = CARETS.exec(line) === null ? line : (lines[index - 1] ?? "");
    return fitFrame({ source, carets }, line, columns);
  });
  return shown.map((line) => messageLine(line, tone, style, columns));
}

interface SourceFrame {
  readonly source: string;
  readonly carets: string;
}

/** How much of what stands before the place is shown, where all of it is too much. */
const BEFORE = 0.25;

/** One of the two lines of a frame, cut as the other one is. */
function fitFrame({ source, carets }: SourceFrame, line: string, columns: number): string {
  const margin = source.indexOf("| ") + 2;
  const room = columns - margin;
  const body = source.slice(margin);
  if (room < LEAST_FRAME || displayWidth(body) <= room) return line;
  const [, before = "", marks = ""] = /^ *\| ( *)(\^+)$/.exec(carets) ?? [];
  const fits = before.length + marks.length <= room - 1;
  const from = fits ? 0 : Math.max(0, before.length - Math.floor(room * BEFORE));
  const head = line.slice(0, margin);
  if (line === carets)
    return head + " ".repeat(before.length - from) + "^".repeat(Math.min(marks.length, room - (before.length - from)));
  const rest = from === 0 ? body : `…${sliceByWidth(body, from + 1, displayWidth(body))}`;
  return head + truncateToWidth(rest, room);
}

const LEAST_FRAME = 12;

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

interface Screen {
  readonly columns: number;
  readonly isTerminal: boolean;
}

/** Lines of prose on a terminal, each broken between words; elsewhere they stay as they are. */
export function brokenLines(text: string, { columns, isTerminal }: Screen): string {
  if (!isTerminal) return text;
  return text
    .split("\n")
    .flatMap((line) => wrapProse(line, columns))
    .join("\n");
}

/** Broken between words; what stands in backticks is a command to copy and stays whole. */
export function wrapProse(line: string, columns: number): string[] {
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
