import { binomialCdf } from "../numeric/beta.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";
import { clopperPearsonHigh, clopperPearsonLow } from "./clopper-pearson.ts";
import type { Interval } from "./interval.ts";
import { type SampleUnits, sampleUnits, unseen } from "./sample-units.ts";
import { type Moments, unitMeanVariance, withUnit } from "./standard-error.ts";
import { cleanUnits } from "./unit-sizes.ts";
import { wilsonInterval } from "./wilson.ts";
import type { Rate } from "../../domain/formats/records.ts";

/** The pass rates of the cases of one arm (`count` cases, each 0..1) and how many trials stand behind them. */
export interface CaseSample extends Moments {
  readonly trials: number;
  /** Of the units that are independent of each other; absent or null: the cases are. */
  readonly units?: SampleUnits | null;
}

/** The level of every interval in a report. */
export const REPORT_LEVEL = 0.95;

/** At which chance of an error a sample is valued where nobody says. */
const USUAL_TAIL = 0.05;

/**
 * How many independent pass/fail trials the sample is worth for a bound on one side that errs with a chance of `tail`.
 *
 * One trial a case and no clusters: the cases. Else trials of one case, and cases of one cluster, resemble each other, so
 * that they are worth fewer,
 *
 *   n* = p(1 − p) / SE² · n/(n + m′) · (z/t)², at least what the units are worth (`unseen`) and at most the trials,
 *
 * where SE² is the squared standard error of the mean over C units (clusters, and cases of none),
 * SE² = C/(C − 1) · Σ(y − mp)²/n² (Liang & Zeger 1986; Miller 2024, arXiv 2411.00640, with the small-sample correction), and
 * (z/t)² pays for estimating it with as many degrees of freedom as there are effective units, less one (Korn & Graubard 1998;
 * with Wilson's interval, Franco et al., J. Surv. Stat. Methodol. 7 (2019) 334–364). The formula breaks where it matters
 * most: with (nearly) every trial passing, SE² is (nearly) 0 and says nothing of how alike the trials of a unit are, so that
 * one failure more could make the interval *narrower*. Therefore SE² and p are taken with one unit of m′ cases added that
 * went wholly the other way (0 for a lower bound, 1 for an upper one). At n of n this gives the units alone, whatever the
 * repeats; where all units agree within themselves never more than Kish's number of them.
 */
export function effectiveSize(sample: CaseSample, side: "low" | "high", tail: number = USUAL_TAIL): number {
  const { count, trials } = sample;
  const units = sample.units ?? unitsOf(sample);
  if ((trials <= count && units.units === count) || units.units < 2) return units.units;
  const { sizes } = units;
  const { worth: least, size } = unseen(units, tail);
  const more = withUnit(units, side === "low" ? 0 : size, size);
  const mean = more.sum / more.cases;
  const variance = unitMeanVariance(more);
  if (variance <= 1e-15) return least;
  const correction = (normalQuantile(0.975) / studentQuantile(0.975, sizes.effective - 1)) ** 2;
  const worth = ((mean * (1 - mean)) / variance) * (count / more.cases) * correction;
  return Math.min(trials, isAgreed(units) ? sizes.effective : trials, Math.max(least, worth));
}

/** Does each unit pass or fail as a whole? */
function isAgreed({ sumOfProducts, sumOfSquares, cases }: SampleUnits): boolean {
  return sumOfProducts - sumOfSquares < 1e-9 * cases;
}

function unitsOf({ count, sum, sumOfSquares }: CaseSample): SampleUnits {
  return { ...sampleUnits([{ sum: sum / count, cases: 1, times: count }]), sum, sumOfSquares };
}

/** How many independent cases the units are worth when every trial passes. */
export function cleanSheet({ count, units }: CaseSample, tail: number = USUAL_TAIL): number {
  return units === undefined || units === null ? count : cleanUnits(units.sizes, tail);
}

/** How many cases or clusters are independent of each other. */
export function independentUnits({ count, units }: CaseSample): number {
  return units?.units ?? count;
}

function rateOf(sample: CaseSample): number {
  return Math.min(1, Math.max(0, sample.sum / sample.count));
}

/**
 * The pass rate of a sample as the report shows it: Wilson's interval, over cases or over effective trials. No bound is
 * better than that of as many units which all agree (a clean sheet): repeats say nothing of cases not seen, nor variants of
 * an item of other items. Of a clean sheet only one side is open, and its bound is the exact one-sided one, 1 − α^(1/n) from
 * the end: the same that a gate and the sentences use.
 */
export function rateOfCases(sample: CaseSample): Rate {
  const { count, trials } = sample;
  if (count === 0) return { value: null, low: null, high: null, level: REPORT_LEVEL, method: "wilson", n: 0 };
  const value = rateOf(sample);
  const clean = (1 - REPORT_LEVEL) ** (1 / cleanSheet(sample, 1 - REPORT_LEVEL));
  const end = { level: REPORT_LEVEL, method: "exact-one-sided", n: count };
  if (value >= 1) return { value: 1, low: clean, high: 1, ...end };
  if (value <= 0) return { value: 0, low: 0, high: 1 - clean, ...end };
  const tail = (1 - REPORT_LEVEL) / 2;
  const bounds = (rate: number, n: number): Interval => wilsonInterval(rate, n, REPORT_LEVEL);
  const units = cleanSheet(sample, tail);
  const low = Math.min(bounds(value, effectiveSize(sample, "low", tail)).low, bounds(1, units).low);
  const high = Math.max(bounds(value, effectiveSize(sample, "high", tail)).high, bounds(0, units).high);
  const method = trials > count || independentUnits(sample) < count ? "wilson-clustered" : "wilson";
  return { value, low, high, level: REPORT_LEVEL, method, n: count };
}

/** The one-sided exact (Clopper–Pearson, effective trials) lower bound at `confidence`: what a gate may claim. */
export function provenLow(sample: CaseSample, confidence: number): number {
  const tail = 1 - confidence;
  const bound = clopperPearsonLow(rateOf(sample), effectiveSize(sample, "low", tail), tail);
  return Math.min(bound, clopperPearsonLow(1, cleanSheet(sample, tail), tail));
}

/** The one-sided exact upper bound at `confidence`. */
export function provenHigh(sample: CaseSample, confidence: number): number {
  const tail = 1 - confidence;
  const bound = clopperPearsonHigh(rateOf(sample), effectiveSize(sample, "high", tail), tail);
  return Math.max(bound, clopperPearsonHigh(0, cleanSheet(sample, tail), tail));
}

/**
 * The chance of so few passes or fewer if the true rate were `limit`: the p-value of "the rate is below the limit", to be
 * held against levels up to `tail`.
 */
export function pBelow(sample: CaseSample, limit: number, tail: number = USUAL_TAIL): number {
  const n = effectiveSize(sample, "high", tail);
  return Math.max(binomialCdf(rateOf(sample) * n, n, limit), binomialCdf(0, cleanSheet(sample, tail), limit));
}
