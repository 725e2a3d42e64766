/** The shares that a bar's first and last cell stand for. */
export interface BarScale {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

/** What a bar shows: a rate with its interval, and the rate that the gate asks for. Shares 0..1. */
export interface BarFigures {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly limit: number | null;
}

const STEP = 0.1;
const LEAST_SPAN = 0.2;

/** A scale from a round share below all that is to be shown up to 100%. */
export function barScale(rows: readonly BarFigures[], cells: number): BarScale {
  const shown = rows.flatMap(({ value, low, limit }) => [value, low, limit].filter((share) => share !== null));
  const least = Math.min(1 - LEAST_SPAN, ...shown);
  return { from: Math.max(0, Math.floor(least / STEP + 1e-9) * STEP), to: 1, cells };
}

/** "╶──●─┼─╴": the interval, the rate in it and the gate's tick (`│`, `┼` inside the interval), as wide as the scale says. */
export function rateBar({ value, low, high, limit }: BarFigures, { from, to, cells }: BarScale): string {
  const at = (share: number): number => {
    const place = Math.round(((share - from) / (to - from)) * (cells - 1));
    return Math.min(cells - 1, Math.max(0, place));
  };
  const bar = Array.from({ length: cells }, () => " ");
  if (low !== null && high !== null) {
    bar.fill("─", at(low), at(high) + 1);
    if (at(low) < at(high)) {
      bar[at(low)] = "╶";
      bar[at(high)] = "╴";
    }
  }
  if (limit !== null) bar[at(limit)] = bar[at(limit)] === " " ? "│" : "┼";
  if (value !== null) bar[at(value)] = "●";
  return bar.join("").trimEnd();
}
