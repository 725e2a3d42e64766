import { binomialCdf } from "../numeric/beta.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";
import { clopperPearsonHigh, clopperPearsonLow } from "./clopper-pearson.ts";
import type { Interval } from "./interval.ts";
import { type Moments, sampleVariance } from "./standard-error.ts";
import { wilsonInterval } from "./wilson.ts";
import type { Rate } from "../../domain/formats/records.ts";

/** The pass rates of the cases of one arm (`count` cases, each 0..1) and how many trials stand behind them. */
export interface CaseSample extends Moments {
  readonly trials: number;
}

/** The level of every interval in a report. */
export const REPORT_LEVEL = 0.95;

/**
 * How many independent pass/fail trials the sample is worth for a bound on one side.
 *
 * One trial a case: the cases. Several: trials of one case resemble each other, so they are worth fewer,
 *
 *   n* = p(1 − p) / (s²/n) · (z/t)², at least the cases and at most the trials,
 *
 * where s² is the variance of the n case means and (z/t)² pays for estimating it with n − 1 degrees of freedom
 * (Korn & Graubard 1998; with Wilson's interval, Franco et al., J. Surv. Stat. Methodol. 7 (2019) 334–364).
 * The formula breaks where it matters most: with (nearly) every trial passing, s² is (nearly) 0 and says nothing of
 * how alike the trials of a case are, so that one failure more could make the interval *narrower*. Therefore s² and p
 * are taken with one case added that went wholly the other way (0 for a lower bound, 1 for an upper one). At n of n
 * this gives n* = n: the cases alone, whatever the repeats.
 */
export function effectiveSize(sample: CaseSample, side: "low" | "high"): number {
  const { count, trials } = sample;
  if (trials <= count || count < 2) return count;
  const added = side === "low" ? 0 : 1;
  const more = { count: count + 1, sum: sample.sum + added, sumOfSquares: sample.sumOfSquares + added };
  const variance = sampleVariance(more);
  const mean = more.sum / more.count;
  if (variance <= 0) return count;
  const correction = (normalQuantile(0.975) / studentQuantile(0.975, count - 1)) ** 2;
  return Math.min(trials, Math.max(count, ((mean * (1 - mean)) / variance) * count * correction));
}

function rateOf(sample: CaseSample): number {
  return Math.min(1, Math.max(0, sample.sum / sample.count));
}

/**
 * The pass rate of a sample as the report shows it: Wilson's interval, over cases or over effective trials. No bound is
 * better than that of as many cases which all agree (a clean sheet): repeats say nothing of cases not seen.
 */
export function rateOfCases(sample: CaseSample): Rate {
  const { count, trials } = sample;
  const method = trials > count ? "wilson-clustered" : "wilson";
  if (count === 0) return { value: null, low: null, high: null, level: REPORT_LEVEL, method: "wilson", n: 0 };
  const value = rateOf(sample);
  const bounds = (rate: number, n: number): Interval => wilsonInterval(rate, n, REPORT_LEVEL);
  const low = Math.min(bounds(value, effectiveSize(sample, "low")).low, bounds(1, count).low);
  const high = Math.max(bounds(value, effectiveSize(sample, "high")).high, bounds(0, count).high);
  return { value, low, high, level: REPORT_LEVEL, method, n: count };
}

/** The one-sided exact (Clopper–Pearson, effective trials) lower bound at `confidence`: what a gate may claim. */
export function provenLow(sample: CaseSample, confidence: number): number {
  const bound = clopperPearsonLow(rateOf(sample), effectiveSize(sample, "low"), 1 - confidence);
  return Math.min(bound, clopperPearsonLow(1, sample.count, 1 - confidence));
}

/** The one-sided exact upper bound at `confidence`. */
export function provenHigh(sample: CaseSample, confidence: number): number {
  const bound = clopperPearsonHigh(rateOf(sample), effectiveSize(sample, "high"), 1 - confidence);
  return Math.max(bound, clopperPearsonHigh(0, sample.count, 1 - confidence));
}

/** The chance of so few passes or fewer if the true rate were `limit`: the p-value of "the rate is below the limit". */
export function pBelow(sample: CaseSample, limit: number): number {
  const n = effectiveSize(sample, "high");
  return Math.max(binomialCdf(rateOf(sample) * n, n, limit), binomialCdf(0, sample.count, limit));
}
