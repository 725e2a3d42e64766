const WIDTH = 96;
const HEIGHT = 14;
const MIDDLE = HEIGHT / 2;
const EDGE = 4;

interface BarInput {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** What the left and the right end stand for. */
  readonly from: number;
  readonly to: number;
}

/**
 * A small drawing of a value with its interval on a line: a dot and a bar. For the eye only: the figures stand beside it.
 * With `from` below 0 the place of 0 is marked.
 */
export function intervalBar({ value, low, high, from, to }: BarInput): string {
  const at = (share: number): number => {
    const inside = Math.min(1, Math.max(0, (share - from) / (to - from)));
    return Math.round((EDGE + inside * (WIDTH - 2 * EDGE)) * 10) / 10;
  };
  const line = (name: string, start: number, end: number): string =>
    `<line class="${name}" x1="${start}" x2="${end}" y1="${MIDDLE}" y2="${MIDDLE}"/>`;
  const zero = from < 0 ? `<line class="zero" x1="${at(0)}" x2="${at(0)}" y1="1" y2="${HEIGHT - 1}"/>` : "";
  const interval = low === null || high === null ? "" : line("range", at(low), at(high));
  return `<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${line("track", EDGE, WIDTH - EDGE)}${zero}${interval}<circle class="dot" cx="${at(value)}" cy="${MIDDLE}" r="3.5"/></svg>`;
}
