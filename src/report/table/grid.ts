import CliTable from "cli-table3";
import { displayWidth, truncateToWidth } from "../../base/display-width.ts";
import type { Style } from "../../base/style.ts";
import type { Cell } from "../words/cell.ts";

/** A column; its cells are as many as those of every other column of the grid. */
export interface GridColumn {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cells: readonly Cell[];
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
 * Draws a grid with a rule under its heading. Columns of text give way, the widest first, until all fit `width`.
 */
export function drawGrid(columns: readonly GridColumn[], width: number, style: Style): string {
  const widths = fitWidths(columns, width);
  const table = new CliTable({
    chars: CHARS,
    head: widths.map((cells) => FILLER.repeat(cells)),
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
    table.push(widths.map((cells) => FILLER.repeat(cells)));
    add(columns.map((column) => column.cells[y] ?? NO_CELL));
  }
  let next = 0;
  return trimLines(table.toString().replace(FILLERS, () => drawn[next++] ?? ""));
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
      if (columns[x]?.align !== align || width <= MIN_WIDTH) return;
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
