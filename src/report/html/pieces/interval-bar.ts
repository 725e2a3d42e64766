const WIDTH = 96;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;
const EDGE = 4;

interface BarInput {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** What the left and the right end stand for. */
  readonly from: number;
  readonly to: number;
  /** What the gate asks for: a tick. */
  readonly limit?: number | null;
  /** How the value stands to what is asked. */
  readonly tone?: "good" | "bad" | "unsure";
}

/**
 * A small drawing of a value with its interval on a line: a dot and a bar. For the eye only: the figures stand beside it.
 * With `from` below 0 the place of 0 is marked.
 */
export function intervalBar({ value, low, high, from, to, limit = null, tone }: BarInput): string {
  const at = (share: number): number => {
    const inside = Math.min(1, Math.max(0, (share - from) / (to - from)));
    return Math.round((EDGE + inside * (WIDTH - 2 * EDGE)) * 10) / 10;
  };
  const line = (name: string, start: number, end: number): string =>
    `<line class="${name}" x1="${start}" x2="${end}" y1="${MIDDLE}" y2="${MIDDLE}"/>`;
  const tick = (name: string, share: number): string =>
    `<line class="${name}" x1="${at(share)}" x2="${at(share)}" y1="1" y2="${HEIGHT - 1}"/>`;
  const zero = from < 0 ? tick("zero", 0) : "";
  const gate = limit === null ? "" : tick("limit", limit);
  const interval = low === null || high === null ? "" : line("range", at(low), at(high));
  return `<svg class="interval${tone === undefined ? "" : ` ${tone}`}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${line("track", EDGE, WIDTH - EDGE)}${zero}${interval}${gate}<circle class="dot" cx="${at(value)}" cy="${MIDDLE}" r="4"/></svg>`;
}
