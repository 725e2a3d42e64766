import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { leastCases, USUAL_POWER } from "../paired/power.ts";
import { type CaseSample, effectiveSize, independentUnits } from "../rate/case-sample.ts";
import { chanceToMiss, chanceToReach } from "../rate/rate-power.ts";
import { reaches } from "../rate/reaches.ts";
import { type Remedy, remedyText } from "./what-more-costs.ts";

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
export function rateAdvice(open: OpenRate, tests: number): Sentence {
  const { limit, alpha, sample } = open;
  const { count } = sample;
  const seen = seenText(worthOf(sample), limit, alpha / Math.max(1, tests), count);
  const needed = casesNeeded(open, tests);
  if (needed === AT_LIMIT) return also(rulingWords("at-limit", { on: "pass_rate" }), seen);
  const having = { cases: count, trials: sample.trials / count, costPerCaseUsd: open.costPerCaseUsd };
  const remedy = remedyText({ ...needed, trials: null }, having);
  return also(seen, remedy === null ? null : rulingWords("would-settle", { on: "pass_rate", remedy }));
}

/** "20 cases cannot tell whether 80.0% is reached; about 95 would": the same as the first sentence of a report has it. */
export function openRateInShort(open: OpenRate, tests: number): Sentence {
  const { count } = open.sample;
  const needed = casesNeeded(open, tests);
  const isAtLimit = needed === AT_LIMIT;
  const told = rulingWords("cases-cannot-tell", { on: "pass_rate", count, limit: open.limit, isAtLimit });
  if (isAtLimit || needed.cases === null) return told;
  return also(told, rulingWords("cases-would", { cases: needed.cases, clusters: needed.clusters }));
}

/** The rate is at the limit itself, which no number of cases can prove. */
const AT_LIMIT = "at the limit";

/** How many cases would settle it 4 times in 5; null: none that can be named. */
function casesNeeded(
  { limit, alpha, sample }: OpenRate,
  tests: number,
): Pick<Remedy, "cases" | "clusters"> | typeof AT_LIMIT {
  const { count } = sample;
  const worth = worthOf(sample);
  const rate = Math.min(1, sample.sum / count);
  if (reaches(rate, limit) && reaches(limit, rate)) return AT_LIMIT;
  const missAlpha = alpha / Math.max(1, tests);
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
  return { cases, clusters };
}

/** How many independent cases the sample is worth. */
function worthOf(sample: CaseSample): number {
  return Math.max(1, Math.floor(Math.min(sample.count, effectiveSize(sample, "low"))));
}

/** The smallest miss that the sample shows at the usual power. */
function seenText(cases: number, limit: number, alpha: number, count: number): Sentence {
  const isSeen = (rate: number): boolean => chanceToMiss({ cases, limit, alpha }, rate) >= USUAL_POWER;
  if (!isSeen(0)) return rulingWords("no-miss-seen", { count });
  let [low, high] = [0, limit];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (isSeen(middle)) low = middle;
    else high = middle;
  }
  return rulingWords("miss-seen", { rate: low });
}
