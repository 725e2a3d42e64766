import type { Interval } from "../rate/interval.ts";
import { wilsonInterval } from "../rate/wilson.ts";

/** A paired 2 × 2 table of counts. */
export interface PairedTable {
  readonly bothPass: number;
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly neitherPasses: number;
}

/**
 * Newcombe's square-and-add interval for a difference of paired proportions (method 10), candidate minus baseline:
 * Wilson's intervals of both, joined with the continuity-corrected correlation φ.
 * R. G. Newcombe, Stat. Med. 17 (1998) 2635–2650. Needs at least one pair.
 */
export function newcombePairedInterval(table: PairedTable, level: number): Interval {
  const n = table.bothPass + table.onlyBaseline + table.onlyCandidate + table.neitherPasses;
  const candidate = (table.bothPass + table.onlyCandidate) / n;
  const baseline = (table.bothPass + table.onlyBaseline) / n;
  const sides = [
    { rate: candidate, ...wilsonInterval(candidate, n, level) },
    { rate: baseline, ...wilsonInterval(baseline, n, level) },
  ] as const;
  return squareAndAdd(sides[0], sides[1], correlation(table, n));
}

/**
 * Newcombe's interval for a difference of two independent proportions (method 10 of Stat. Med. 17 (1998) 873–890),
 * first minus second: for different case sets, where nothing pairs.
 */
export function newcombeIndependentInterval(
  first: { readonly passes: number; readonly n: number },
  second: { readonly passes: number; readonly n: number },
  level: number,
): Interval {
  const [a, b] = [first.passes / first.n, second.passes / second.n];
  const sides = [
    { rate: a, ...wilsonInterval(a, first.n, level) },
    { rate: b, ...wilsonInterval(b, second.n, level) },
  ] as const;
  return squareAndAdd(sides[0], sides[1], 0);
}

type Side = Interval & { readonly rate: number };

function squareAndAdd(first: Side, second: Side, phi: number): Interval {
  const difference = first.rate - second.rate;
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  return {
    low: difference - reach(first.rate - first.low, second.high - second.rate),
    high: difference + reach(first.high - first.rate, second.rate - second.low),
  };
}

function correlation(
  { bothPass: a, onlyBaseline: b, onlyCandidate: c, neitherPasses: d }: PairedTable,
  n: number,
): number {
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins === 0) return 0;
  const cross = a * d - b * c;
  const corrected = cross > n / 2 ? cross - n / 2 : Math.min(cross, 0);
  return corrected / Math.sqrt(margins);
}
