import { escapeHtml } from "../html/pieces/escape.ts";
import { intervalLine, line, type PlotFrame, plotSvg, rules } from "../html/plots/plot-frame.ts";
import { createScale, type Scale } from "../html/plots/scale.ts";

const FRAME: PlotFrame = { width: 420, height: 190, left: 58, right: 14, top: 20, bottom: 24 };
const END = FRAME.width - FRAME.right;
const FLOOR = FRAME.height - FRAME.bottom;

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
  const y = createScale({
    values: [...values, ...(limit === null ? [] : [limit]), ...(isShare ? [] : [0])],
    from: FLOOR,
    to: FRAME.top,
    isMoney: !isShare,
  });
  const step = (END - FRAME.left) / Math.max(1, points.length);
  const x = (index: number): number => Math.round((FRAME.left + step * (index + 0.5)) * 10) / 10;
  const plot = plotSvg(FRAME, `${title} over runs; the table has the same figures`, [
    ...rules(FRAME, y, format),
    ...changeMarks(points, (index) => x(index) - step / 2),
    ...(limit === null ? [] : [gateLine(y.at(limit))]),
    line(known.map(({ index, value }) => [x(index), y.at(value)])),
    ...known.map((point) => pointMark(point, x(point.index), { y, format })),
    `<text x="${FRAME.left}" y="${FRAME.height - 6}">oldest</text><text x="${END}" y="${FRAME.height - 6}" text-anchor="end">newest</text>`,
  ]);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${plot.replace('role="img"', 'role="group"')}</figure>`;
}

interface Axis {
  readonly y: Scale;
  readonly format: (value: number) => string;
}

function pointMark({ value, low, high, label, href, isHollow, tone }: Known, x: number, { y, format }: Axis): string {
  const bar = low === null || high === null ? "" : intervalLine(x, y.at(low), y.at(high));
  const name = escapeHtml(`${label}: ${format(value)}`);
  const looks = [tone, ...(isHollow ? ["beaten"] : [])].join(" ");
  return `<a href="${escapeHtml(href)}" aria-label="${name}" class="${looks}"><title>${name}</title>${bar}<circle cx="${x}" cy="${y.at(value)}" r="5"/></a>`;
}

function gateLine(y: number): string {
  return `<line class="limit" x1="${FRAME.left}" x2="${END}" y1="${y}" y2="${y}"/><text class="limit-name" x="${END}" y="${y - 4}" text-anchor="end">gate</text>`;
}

/** How wide a character of a mark's words is, in pixels: wide enough. */
const CHAR_PX = 6;

/** An upright line before each run with a change, named where there is room for the words; it says them when it is pointed at. */
function changeMarks(points: readonly SeriesPoint[], at: (index: number) => number): string[] {
  // From the newest back: what changed last is asked for first.
  let free: number = FRAME.width;
  const marks = points.map(({ change }, index) => ({ change, x: Math.round(at(index) * 10) / 10 })).toReversed();
  return marks.flatMap(({ change, x }) => {
    if (change === null) return [];
    const width = 3 + CHAR_PX * change.length;
    const side = x + width <= free ? "right" : free === FRAME.width ? "left" : null;
    if (side !== null) free = side === "right" ? x : x - width;
    return [changeMark(x, change, side)];
  });
}

/** `side`: where its name stands; null for none. */
function changeMark(x: number, change: string, side: "left" | "right" | null): string {
  const at = side === "left" ? `x="${x - 3}" text-anchor="end"` : `x="${x + 3}"`;
  const name = side === null ? "" : `<text ${at} y="${FRAME.top - 8}">${escapeHtml(change)}</text>`;
  return `<g class="change"><title>${escapeHtml(change)}</title><line x1="${x}" x2="${x}" y1="${FRAME.top - 6}" y2="${FLOOR}"/>${name}</g>`;
}
