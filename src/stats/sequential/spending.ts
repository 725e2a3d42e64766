import { normalCdf, normalQuantile } from "../numeric/normal.ts";

const POINTS = 161;
/** Standard deviations below 0 that the grid reaches: nothing is left beyond. */
const REACH = 8;
const ROUNDS = 40;
const PRECISION = 1e-9;
/** Less than this is not worth a look. */
const NEGLIGIBLE = 1e-12;

/**
 * How much of a one-sided error `alpha` may be spent by the time t (0..1) of a trial: α(t) = 2 − 2Φ(z_{α/2}/√t), which gives
 * boundaries like O'Brien and Fleming's: hardly anything early, nearly everything at the end. Lan & DeMets, Biometrika 70
 * (1983) 659–663.
 */
export function spentBy(time: number, alpha: number): number {
  return time >= 1 ? alpha : 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(time));
}

/** Of a Brownian motion that has crossed no boundary yet: where it may be, and with which density times step. */
interface Grid {
  readonly points: Float64Array;
  readonly masses: Float64Array;
}

const START: Grid = { points: Float64Array.of(0), masses: Float64Array.of(1) };

/**
 * The boundaries of the standardised statistic at looks at these times (ascending, the last at most 1), one-sided: crossing
 * any of them has the chance `spentBy(last)` if nothing is wrong. Between looks the statistic moves as a Brownian motion, whose
 * density is carried on by numerical integration (Armitage, McPherson & Rowe, J. R. Stat. Soc. A 132 (1969) 235–244).
 */
export function spendingBoundaries(times: readonly number[], alpha: number): number[] {
  let [grid, before, spent] = [START, 0, 0];
  return times.map((time) => {
    const spread = Math.sqrt(time - before);
    const budget = spentBy(time, alpha) - spent;
    if (budget < NEGLIGIBLE) {
      [grid, before] = [carried(grid, spread, REACH * Math.sqrt(time), time), time];
      return Number.POSITIVE_INFINITY;
    }
    const boundary = boundaryOf(grid, spread, budget);
    [grid, before, spent] = [carried(grid, spread, boundary, time), time, spentBy(time, alpha)];
    return boundary / Math.sqrt(time);
  });
}

/** Where the chance of being above is `budget`, by Newton's method from above kept inside a bracket. */
function boundaryOf(grid: Grid, spread: number, budget: number): number {
  let [low, high] = [-REACH, 2 * REACH];
  let at = REACH / 4;
  for (let round = 0; round < ROUNDS && high - low > PRECISION; round++) {
    const excess = chanceAbove(grid, spread, at) - budget;
    if (excess > 0) low = at;
    else high = at;
    const next = at + excess / densityAt(grid, spread, at);
    if (Math.abs(next - at) < PRECISION) return next;
    at = next > low && next < high ? next : (low + high) / 2;
  }
  return at;
}

function chanceAbove({ points, masses }: Grid, spread: number, boundary: number): number {
  let sum = 0;
  for (const [i, point] of points.entries()) sum += (masses[i] ?? 0) * normalCdf((point - boundary) / spread);
  return sum;
}

function densityAt({ points, masses }: Grid, spread: number, at: number): number {
  let sum = 0;
  for (const [i, point] of points.entries()) {
    const z = (at - point) / spread;
    sum += (masses[i] ?? 0) * Math.exp((-z * z) / 2);
  }
  return sum / (spread * Math.sqrt(2 * Math.PI));
}

/** The motion at the next look, below its boundary: on a grid with Simpson's weights. */
function carried(grid: Grid, spread: number, boundary: number, time: number): Grid {
  const from = -REACH * Math.sqrt(time);
  const step = (boundary - from) / (POINTS - 1);
  const points = Float64Array.from({ length: POINTS }, (_, i) => from + i * step);
  const masses = points.map((point, i) => {
    const weight = i === 0 || i === POINTS - 1 ? 1 : i % 2 === 1 ? 4 : 2;
    return ((weight * step) / 3) * densityAt(grid, spread, point);
  });
  return { points, masses };
}

const known = new Map<string, readonly number[]>();
const MOST_KNOWN = 1_000;

/** The level at which an exact test rejects at the last of these looks: that of its boundary, at no more than `alpha` in all. */
export function levelAtLook(times: readonly number[], alpha: number): number {
  const key = `${alpha} ${times.join(" ")}`;
  const boundaries = known.get(key) ?? spendingBoundaries(times, alpha);
  if (known.size < MOST_KNOWN) known.set(key, boundaries);
  return normalCdf(-(boundaries.at(-1) ?? Number.POSITIVE_INFINITY));
}
