/** So many units (clusters, and cases of none) of so many cases each. */
export interface UnitSize {
  readonly cases: number;
  readonly times: number;
}

/** What the sizes of units alone say, before anybody looks at an answer. */
export interface UnitSizes {
  readonly units: number;
  readonly cases: number;
  /** (Σm)²/Σm² (L. Kish, Survey Sampling (1965) § 8.2): as many units of equal size have as large an error. */
  readonly effective: number;
  /** Largest first, each size once. */
  readonly bySize: readonly UnitSize[];
}

export function unitSizes(units: Iterable<UnitSize>): UnitSizes {
  const times = new Map<number, number>();
  for (const unit of units) times.set(unit.cases, (times.get(unit.cases) ?? 0) + unit.times);
  const bySize = [...times].map(([cases, count]) => ({ cases, times: count })).toSorted((a, b) => b.cases - a.cases);
  const sum = (of: (unit: UnitSize) => number): number => bySize.reduce((all, one) => all + one.times * of(one), 0);
  const cases = sum((unit) => unit.cases);
  const count = sum(() => 1);
  return { units: count, cases, effective: effectiveOf(bySize, count, cases), bySize };
}

function effectiveOf(bySize: readonly UnitSize[], count: number, cases: number): number {
  // Where all units have one size, their count needs no correction, and no rounding.
  if (bySize.length <= 1) return count;
  return cases ** 2 / bySize.reduce((sum, unit) => sum + unit.times * unit.cases ** 2, 0);
}

/**
 * How many independent cases units prove as much as when every answer passes, for a bound that errs with a chance of `tail`.
 * Of equal size: as many as there are units.
 *
 * Else the large ones count for more than one and leave more open: that everything passed has a chance of Πμ if unit c
 * passes with the chance μ, which may be another one for each. The least mean Σmμ/n that has a chance of `tail` has
 * μ = min(1, λ/m) (Lagrange: the large units carry what was not seen), and n* cases prove the same, tail^(1/n*) = Σmμ/n.
 * Never more than Kish's number.
 */
export function cleanUnits({ units, cases, effective, bySize }: UnitSizes, tail: number): number {
  if (bySize.length <= 1) return units;
  let [count, logs, lost] = [0, Math.log(tail), 0];
  for (const [index, unit] of bySize.entries()) {
    count += unit.times;
    logs += unit.times * Math.log(unit.cases);
    lost += unit.times * unit.cases;
    if (Math.exp(logs / count) >= (bySize[index + 1]?.cases ?? 0)) break;
  }
  const open = (lost - count * Math.exp(logs / count)) / cases;
  return Math.max(1, Math.min(effective, Math.log(tail) / Math.log1p(-open)));
}

const BISECTIONS = 50;

/**
 * The size of the unit that bounds add for what was not seen. Of equal size: the same. Else so large that of units which all
 * pass, the mean with random weights (`boundedMeanLow`) proves what `cleanUnits` says:
 *
 *   Π (1 + m(1 − t)/(st)) = 1/tail, t = tail^(1/n*), between the mean size and the largest.
 */
export function addedSize(sizes: UnitSizes, tail: number): number {
  const { units, cases, bySize } = sizes;
  if (bySize.length <= 1) return units === 0 ? 0 : cases / units;
  const bound = tail ** (1 / cleanUnits(sizes, tail));
  const odds = (1 - bound) / bound;
  const chance = (size: number): number =>
    bySize.reduce((sum, unit) => sum + unit.times * Math.log1p((odds * unit.cases) / size), 0);
  let [low, high] = [cases / units, bySize[0]?.cases ?? 0];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (chance(middle) > -Math.log(tail)) low = middle;
    else high = middle;
  }
  return high;
}
