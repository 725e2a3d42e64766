import { formatPercent, plural } from "../../base/figures.ts";
import { leastCases, USUAL_POWER } from "../paired/power.ts";
import { type CaseSample, effectiveSize, independentUnits } from "../rate/case-sample.ts";
import { chanceToMiss, chanceToReach } from "../rate/rate-power.ts";
import { reaches } from "../rate/reaches.ts";
import { remedyText } from "./what-more-costs.ts";

/** What an open rule on a pass rate rests on. */
export interface OpenRate {
  readonly limit: number;
  readonly alpha: number;
  readonly sample: CaseSample;
  readonly costPerCaseUsd: number | null;
}

const BISECTIONS = 24;

/**
 * Which miss this suite can see, and how many cases would settle it 4 times in 5 if the rate stays what it is. `tests`: how
 * many share the chance of a false red.
 */
export function rateAdvice(open: OpenRate, tests: number): string {
  const { limit, alpha, sample } = open;
  const { count } = sample;
  const worth = Math.max(1, Math.floor(Math.min(count, effectiveSize(sample, "low"))));
  const missAlpha = alpha / Math.max(1, tests);
  const seen = seenText(worth, limit, missAlpha, count);
  const rate = Math.min(1, sample.sum / count);
  if (reaches(rate, limit) && reaches(limit, rate)) {
    return `the rate is at the limit itself, which no number of cases can prove; ${seen}`;
  }
  const needed = leastCases(worth + 1, (cases) => {
    const chance =
      rate > limit
        ? chanceToReach({ cases, limit, alpha }, rate)
        : chanceToMiss({ cases, limit, alpha: missAlpha }, rate);
    return chance >= USUAL_POWER;
  });
  const cases = needed === null ? null : Math.ceil((needed * count) / worth);
  const units = independentUnits(sample);
  const clusters = cases === null || units === count ? null : Math.ceil((cases * units) / count);
  const having = { cases: count, trials: sample.trials / count, costPerCaseUsd: open.costPerCaseUsd };
  const settles = remedyText({ cases, clusters, trials: null }, having);
  return settles === null ? seen : `${seen}; at this rate ${settles} would settle it 4 times in 5`;
}

/** The smallest miss that the sample shows at the usual power. */
function seenText(cases: number, limit: number, alpha: number, count: number): string {
  const isSeen = (rate: number): boolean => chanceToMiss({ cases, limit, alpha }, rate) >= USUAL_POWER;
  if (!isSeen(0)) return `${plural(count, "case")} show no miss reliably`;
  let [low, high] = [0, limit];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (isSeen(middle)) low = middle;
    else high = middle;
  }
  return `a true rate of ${formatPercent(low)} or less is seen 4 times in 5`;
}
