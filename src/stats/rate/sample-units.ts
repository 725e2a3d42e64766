import type { MeanUnit } from "./mean-unit.ts";
import { NO_UNITS, type UnitMoments, withUnit } from "./standard-error.ts";
import { addedSize, cleanUnits, type UnitSizes, unitSizes } from "./unit-sizes.ts";

/** Units that are independent of each other, their sizes, and how far a large one stands out. */
export interface SampleUnits extends UnitMoments {
  readonly sizes: UnitSizes;
  /** 0: all large units are like the mean, 1: one of them differs from it by half the largest unit or more. */
  readonly oddity: number;
}

/** Shape: values in a range of about 1, as shares, scores and their differences are. */
export function sampleUnits(units: readonly MeanUnit[]): SampleUnits {
  const moments = units.reduce((all, { sum, cases, times }) => withUnit(all, sum, cases, times), NO_UNITS);
  const sizes = unitSizes(units);
  return { ...moments, sizes, oddity: sizes.bySize.length <= 1 ? 0 : oddityOf(units, moments, sizes) };
}

function oddityOf(units: readonly MeanUnit[], moments: UnitMoments, { bySize }: UnitSizes): number {
  const mean = moments.sum / moments.cases;
  const large = moments.cases / moments.units;
  let most = 0;
  for (const { sum, cases } of units) if (cases > large) most = Math.max(most, Math.abs(sum - mean * cases));
  return Math.min(1, (2 * most) / (bySize[0]?.cases ?? 1));
}

/** What a bound that errs with a chance of `tail` allows for what was not seen. */
export interface Unseen {
  /** As many independent cases the units are worth at least. */
  readonly worth: number;
  /** The size of the unit to be added. */
  readonly size: number;
}

/**
 * Of units that all agree what a clean sheet leaves open (`cleanUnits`). Once a large unit turned out otherwise than the mean,
 * the next one may too: then the units are worth no more than as many of the largest size. Of equal size it is the same.
 */
export function unseen({ sizes, oddity, cases }: SampleUnits, tail: number): Unseen {
  const clean = cleanUnits(sizes, tail);
  const size = addedSize(sizes, tail);
  if (oddity === 0) return { worth: clean, size };
  const largest = sizes.bySize[0]?.cases ?? 1;
  return { worth: clean + (cases / largest - clean) * oddity, size: size + (largest - size) * oddity };
}
