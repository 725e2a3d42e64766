import { escapeHtml } from "../html/escape.ts";
import { createScale } from "../html/scale.ts";

const WIDTH = 360;
const HEIGHT = 170;
const LEFT = 58;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 24;

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
    from: HEIGHT - BOTTOM,
    to: TOP,
    isMoney: !isShare,
  });
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, points.length);
  const x = (index: number): number => Math.round((LEFT + step * (index + 0.5)) * 10) / 10;
  const rules = y.ticks.map(
    (tick) =>
      `<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.at(tick)}" y2="${y.at(tick)}"/><text x="${LEFT - 8}" y="${y.at(tick) + 4}" text-anchor="end">${escapeHtml(format(tick))}</text>`,
  );
  const line = `<polyline class="frontier" points="${known.map(({ index, value }) => `${x(index)},${y.at(value)}`).join(" ")}"/>`;
  const marks = known.map(({ index, value, low, high, label, isHollow }) => {
    const bar =
      low === null || high === null
        ? ""
        : `<line class="bar" x1="${x(index)}" x2="${x(index)}" y1="${y.at(low)}" y2="${y.at(high)}"/>`;
    return `<g${isHollow ? ' class="beaten"' : ""}><title>${escapeHtml(`${label}: ${format(value)}`)}</title>${bar}<circle cx="${x(index)}" cy="${y.at(value)}" r="4"/></g>`;
  });
  const name = escapeHtml(`${title} over runs; the table has the same figures`);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name}">${rules.join("")}${line}${marks.join("")}<text x="${LEFT}" y="${HEIGHT - 6}">oldest</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">newest</text></svg></figure>`;
}
