import { escapeHtml } from "../html/pieces/escape.ts";
import { intervalLine, line, type PlotFrame, plotSvg, rules } from "../html/plots/plot-frame.ts";
import { createScale } from "../html/plots/scale.ts";

const FRAME: PlotFrame = { width: 360, height: 170, left: 58, right: 14, top: 12, bottom: 24 };
const END = FRAME.width - FRAME.right;

/** One run's figure; null where it is not known. */
export interface SeriesPoint {
  /** What the point is, raw: shown when it is pointed at. */
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Simulated figures are drawn hollow. */
  readonly isHollow: boolean;
}

export interface Series {
  readonly title: string;
  /** Oldest first. */
  readonly points: readonly SeriesPoint[];
  /** Shares end at 1; other figures begin at 0. */
  readonly isShare: boolean;
  readonly format: (value: number) => string;
}

/** A figure over runs, from the oldest to the newest, with intervals where there are any. Empty when nothing is known. */
export function seriesPlot({ title, points, isShare, format }: Series): string {
  const known = points.flatMap((point, index) =>
    point.value === null ? [] : [{ ...point, index, value: point.value }],
  );
  if (known.length === 0) return "";
  const values = known.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const y = createScale({
    values: isShare ? values : [0, ...values],
    from: FRAME.height - FRAME.bottom,
    to: FRAME.top,
    isMoney: !isShare,
  });
  const step = (END - FRAME.left) / Math.max(1, points.length);
  const x = (index: number): number => Math.round((FRAME.left + step * (index + 0.5)) * 10) / 10;
  const marks = known.map(({ index, value, low, high, label, isHollow }) => {
    const bar = low === null || high === null ? "" : intervalLine(x(index), y.at(low), y.at(high));
    return `<g${isHollow ? ' class="beaten"' : ""}><title>${escapeHtml(`${label}: ${format(value)}`)}</title>${bar}<circle cx="${x(index)}" cy="${y.at(value)}" r="4"/></g>`;
  });
  const plot = plotSvg(FRAME, `${title} over runs; the table has the same figures`, [
    ...rules(FRAME, y, format),
    line(known.map(({ index, value }) => [x(index), y.at(value)])),
    ...marks,
    `<text x="${FRAME.left}" y="${FRAME.height - 6}">oldest</text><text x="${END}" y="${FRAME.height - 6}" text-anchor="end">newest</text>`,
  ]);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${plot}</figure>`;
}
