import CliTable from "cli-table3";
import { displayWidth, truncateToWidth, wrapToWidth } from "../../base/display-width.ts";
import type { Style } from "../../base/style.ts";
import type { Cell } from "../words/cell.ts";
import { paragraph, segments } from "./paragraph.ts";

/** A column; its cells are as many as those of every other column of the grid. */
export interface GridColumn {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cells: readonly Cell[];
  /** Its texts are for copying: they are never broken. */
  readonly isWhole?: boolean;
}

const GAP = 2;
const MIN_WIDTH = 6;
// A rule under the heading and nothing else: every border costs columns that the figures need.
const CHARS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "──",
  right: "",
  "right-mid": "",
  middle: " ".repeat(GAP),
} as const;

/** What cli-table3 is given in place of a cell: it measures text by rules of its own, and letters are one cell by every rule. */
const FILLER = "x";
const FILLERS = /x+/g;

/**
 * Draws a grid with a rule under its heading. Columns of text give way, the widest first, until all fit `width`; what is wider than
 * its column then takes further lines. Where no width would be left for words, or a figure would be cut, rows stand one below the
 * other, each figure behind its title.
 */
export function drawGrid(columns: readonly GridColumn[], width: number, style: Style): string {
  const widths = fitWidths(columns, width);
  if (isCramped(columns, widths, width)) return drawList(columns, width, style);
  const fillers = widths.map((cells) => FILLER.repeat(cells));
  const table = new CliTable({
    chars: CHARS,
    head: fillers,
    colWidths: widths,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  const drawn: string[] = [];
  const add = (cells: readonly Cell[]): void => {
    for (const [x, cell] of cells.entries())
      drawn.push(drawCell(cell, widths[x] ?? MIN_WIDTH, columns[x]?.align ?? "left", style));
  };
  add(columns.map(({ title }) => ({ text: title, tone: "quiet" })));
  const height = columns[0]?.cells.length ?? 0;
  for (let y = 0; y < height; y++) {
    for (const line of rowLines(columns, y, widths)) {
      table.push(fillers);
      add(line);
    }
  }
  let next = 0;
  const text = table.toString().replace(/^─+$/m, (rule) => style("quiet", rule));
  return trimLines(text.replace(FILLERS, () => drawn[next++] ?? ""));
}

const LEAST_WORDS = 10;

function isCramped(columns: readonly GridColumn[], widths: readonly number[], width: number): boolean {
  if (columns.length < 2) return false;
  const total = widths.reduce((sum, cells) => sum + cells, GAP * (columns.length - 1));
  return (
    total > width ||
    columns.some((column, x) => {
      const natural = columnWidth(column);
      const isOfWords = column.align === "left" && column.isWhole !== true;
      return (widths[x] ?? natural) < (isOfWords ? Math.min(natural, LEAST_WORDS) : natural);
    })
  );
}

/** A row as a list: the first column is its name, the others follow with their titles. */
function drawList(columns: readonly GridColumn[], width: number, style: Style): string {
  const [first, ...others] = columns;
  if (first === undefined) return "";
  const rows = first.cells.map(({ text, tone = "plain" }, y) => {
    const parts = others.flatMap(({ title, cells }): string[] => {
      const value = (cells[y]?.text ?? "").trim();
      return value === "" ? [] : [title === "" ? value : `${title} ${value}`];
    });
    const name = text.trim() === "" ? [] : paragraph(text, width, "").map((line) => style(tone, line));
    return [...name, ...(parts.length === 0 ? [] : segments(parts, width, HANG))];
  });
  return rows.flat().join("\n");
}

const MAX_CELL_LINES = 6;
/** Further lines stand this much further in, so that no one takes them for a row. */
const HANG = "  ";

/** The lines that a row takes: texts that are too wide are broken, figures are not. */
function rowLines(columns: readonly GridColumn[], y: number, widths: readonly number[]): Cell[][] {
  const cells = columns.map(({ cells: column, align }, x) => {
    const { text, tone = "plain" } = column[y] ?? NO_CELL;
    const texts = align === "left" ? cellLines(text, widths[x] ?? MIN_WIDTH) : [text];
    return texts.map((line): Cell => ({ text: line, tone }));
  });
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? NO_CELL));
}

/** A text broken at the width of its cell, further lines indented as the first one is. */
function cellLines(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text];
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines = wrapToWidth(text.slice(indent.length), Math.max(4, width - indent.length - HANG.length));
  const kept = lines.slice(0, MAX_CELL_LINES - 1);
  return [...kept, ...(lines.length > kept.length ? [lines.slice(kept.length).join(" ")] : [])].map(
    (line, index) => indent + (index === 0 ? "" : HANG) + line,
  );
}

const NO_CELL: Cell = { text: "" };

/** The cells that a grid takes when nothing is cut. */
export function naturalWidth(columns: readonly GridColumn[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), GAP * Math.max(0, columns.length - 1));
}

/**
 * Splits columns over as few grids as fit `width`, in order, the first column (what the rows are) repeated in each.
 * That column may be cut to a third of the width.
 */
export function packColumns(first: GridColumn, rest: readonly GridColumn[], width: number): GridColumn[][] {
  const firstWidth = Math.min(columnWidth(first), Math.floor(width / 3));
  const grids: GridColumn[][] = [];
  let room = 0;
  for (const column of rest) {
    const needed = GAP + columnWidth(column);
    if (grids.length === 0 || needed > room) {
      grids.push([first]);
      room = width - firstWidth;
    }
    grids.at(-1)?.push(column);
    room -= needed;
  }
  return grids;
}

function drawCell({ text, tone = "plain" }: Cell, width: number, align: GridColumn["align"], style: Style): string {
  const cut = truncateToWidth(text, width);
  const blank = " ".repeat(width - displayWidth(cut));
  return align === "left" ? style(tone, cut) + blank : blank + style(tone, cut);
}

function columnWidth(column: GridColumn): number {
  return Math.max(1, displayWidth(column.title), ...column.cells.map((cell) => displayWidth(cell.text)));
}

function fitWidths(columns: readonly GridColumn[], width: number): number[] {
  const widths = columns.map(columnWidth);
  let excess = naturalWidth(columns) - width;
  while (excess > 0) {
    const widest = widestColumn(columns, widths);
    if (widest === null) break;
    widths[widest] = (widths[widest] ?? MIN_WIDTH) - 1;
    excess -= 1;
  }
  return widths;
}

/** Text columns shrink before columns of figures. */
function widestColumn(columns: readonly GridColumn[], widths: readonly number[]): number | null {
  for (const align of ["left", "right"]) {
    let widest: number | null = null;
    widths.forEach((width, x) => {
      if (columns[x]?.align !== align || columns[x].isWhole === true || width <= MIN_WIDTH) return;
      if (widest === null || width > (widths[widest] ?? 0)) widest = x;
    });
    if (widest !== null) return widest;
  }
  return null;
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
