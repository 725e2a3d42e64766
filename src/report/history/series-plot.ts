import { escapeHtml } from "../html/pieces/escape.ts";
import { intervalLine, line, type PlotFrame, plotSvg, rules } from "../html/plots/plot-frame.ts";
import { createScale, type PlotScale } from "../html/plots/scale.ts";

const BARE: PlotFrame = { width: 420, height: 190, left: 58, right: 14, top: 20, bottom: 24 };
const END = BARE.width - BARE.right;
const FLOOR = BARE.height - BARE.bottom;

/** One run's figure; null where it is not known. */
export interface SeriesPoint {
  /** What the point is, raw: shown when it is pointed at. */
  readonly label: string;
  /** Where it leads, raw. */
  readonly href: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Simulated figures are drawn hollow. */
  readonly isHollow: boolean;
  /** How the gate graded it: its colour. */
  readonly tone: "good" | "bad" | "unsure" | "plain";
  /** What was changed since the run before, raw: a mark; null for nothing. */
  readonly change: string | null;
}

export interface Series {
  readonly title: string;
  /** Oldest first. */
  readonly points: readonly SeriesPoint[];
  /** Shares end at 1; other figures begin at 0. */
  readonly isShare: boolean;
  /** What the gate asks for; null for nothing. */
  readonly limit: number | null;
  readonly format: (value: number) => string;
}

type Known = SeriesPoint & { readonly index: number; readonly value: number };

/**
 * A figure over runs, from the oldest to the newest: a point a run in the colour of its gate, each a link, with intervals
 * where there are any, the gate's line, and a mark where the prompt changed. Empty when nothing is known.
 */
export function seriesPlot({ title, points, isShare, limit, format }: Series): string {
  const known = points.flatMap((point, index): Known[] =>
    point.value === null ? [] : [{ ...point, index, value: point.value }],
  );
  if (known.length === 0) return "";
  const values = known.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const step = (END - BARE.left) / Math.max(1, points.length);
  const x = (index: number): number => Math.round((BARE.left + step * (index + 0.5)) * 10) / 10;
  const marks = placedMarks(points, (index) => x(index) - step / 2);
  const frame = { ...BARE, top: BARE.top + LINE_PX * Math.max(0, ...marks.map(({ row }) => row)) };
  const y = createScale({
    values: [...values, ...(limit === null ? [] : [limit]), ...(isShare ? [] : [0])],
    from: FLOOR,
    to: frame.top,
    isMoney: !isShare,
  });
  const plot = plotSvg(frame, `${title} over runs; the table has the same figures`, [
    ...rules(frame, y, format),
    ...marks.map(changeMark),
    ...(limit === null ? [] : [gateLine(y.at(limit))]),
    line(known.map(({ index, value }) => [x(index), y.at(value)])),
    ...known.map((point) => pointMark(point, x(point.index), { y, format })),
    `<text x="${frame.left}" y="${frame.height - 6}">oldest</text><text x="${END}" y="${frame.height - 6}" text-anchor="end">newest</text>`,
  ]);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${plot.replace('role="img"', 'role="group"')}</figure>`;
}

interface Axis {
  readonly y: PlotScale;
  readonly format: (value: number) => string;
}

function pointMark({ value, low, high, label, href, isHollow, tone }: Known, x: number, { y, format }: Axis): string {
  const bar = low === null || high === null ? "" : intervalLine(x, y.at(low), y.at(high));
  const name = escapeHtml(`${label}: ${format(value)}`);
  const looks = [tone, ...(isHollow ? ["beaten"] : [])].join(" ");
  return `<a href="${escapeHtml(href)}" aria-label="${name}" class="${looks}"><title>${name}</title>${bar}<circle cx="${x}" cy="${y.at(value)}" r="5"/></a>`;
}

function gateLine(y: number): string {
  return `<line class="limit" x1="${BARE.left}" x2="${END}" y1="${y}" y2="${y}"/><text class="limit-name" x="${END}" y="${y - 4}" text-anchor="end">gate</text>`;
}

/** How wide a character of a mark's words is, in pixels: wide enough. */
const CHAR_PX = 6;

/** Between lines of such words, in pixels, and how many there may be. */
const LINE_PX = 11;
const MAX_LINES = 3;

/** An upright line before a run with a change, and where its words stand, from `from` to `to`; equal: nowhere. */
interface PlacedMark {
  readonly change: string;
  readonly x: number;
  /** The line of words that it begins at: 0 is the uppermost. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A mark a change, from the newest back: what changed last is asked for first. Its words stand beside it in the first line
 * where they cover no other words and no mark; where there is no such place, it says them when it is pointed at.
 */
function placedMarks(points: readonly SeriesPoint[], at: (index: number) => number): PlacedMark[] {
  const placed: PlacedMark[] = [];
  for (const [index, { change }] of [...points.entries()].toReversed()) {
    if (change === null) continue;
    const x = Math.round(at(index) * 10) / 10;
    const width = 3 + CHAR_PX * change.length;
    const choices = Array.from({ length: MAX_LINES }, (_, row) => [
      { change, x, row, from: x, to: x + width },
      { change, x, row, from: x - width, to: x },
    ]).flat();
    const last = Math.max(0, ...placed.map(({ row }) => row));
    placed.push(choices.find((one) => hasRoom(one, placed)) ?? { change, x, row: last, from: x, to: x });
  }
  return placed;
}

/** Does a mark stand free? Each runs from its words down to the floor, through all lines of words below. */
function hasRoom(mark: PlacedMark, placed: readonly PlacedMark[]): boolean {
  if (mark.from < 0 || mark.to > BARE.width) return false;
  const crosses = (upper: PlacedMark, lower: PlacedMark): boolean =>
    upper.row <= lower.row && upper.x > lower.from && upper.x < lower.to;
  return placed.every((other) => {
    const overlaps = mark.row === other.row && mark.from < other.to && other.from < mark.to;
    return !overlaps && !crosses(mark, other) && !crosses(other, mark);
  });
}

function changeMark({ change, x, row, from, to }: PlacedMark): string {
  const y = BARE.top - 8 + LINE_PX * row;
  const place = from < x ? `x="${x - 3}" text-anchor="end"` : `x="${x + 3}"`;
  const name = from === to ? "" : `<text ${place} y="${y}">${escapeHtml(change)}</text>`;
  return `<g class="change"><title>${escapeHtml(change)}</title><line x1="${x}" x2="${x}" y1="${y + 2}" y2="${FLOOR}"/>${name}</g>`;
}
