import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { NotWorseThan } from "../../domain/suite.ts";
import { notWorseSubject } from "../gate/not-worse-rule.ts";
import { differenceSums } from "../paired/differences.ts";
import { differenceLow } from "../paired/effective-pairs.ts";
import { pairedInterval, pairedTest } from "../paired/paired-evidence.ts";
import { type BoundedDifferences, PairTally } from "../paired/pair-tally.ts";
import type { CaseRates } from "../rate/case-counts.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import type { PairRates, TrackedPair } from "../summary/pair-tracker.ts";
import { notWorseGains, SequentialTest } from "./betting.ts";
import { LookRule, type LookTest } from "./look-rule.ts";
import type { Testing } from "./mean-rules.ts";
import { type BetValue, BettingRule, type SequentialRule, WHOLE_SUITE_RULE } from "./sequential-rules.ts";

/** A candidate held against its baseline while the run goes on. */
export interface WatchedPair {
  readonly rule: NotWorseThan;
  readonly pair: TrackedPair;
  /** Cases of the suite that count. */
  readonly cases: number;
  ratesOf(assembled: AssembledCase): PairRates;
}

export function pairRule(watched: WatchedPair, testing: Testing): SequentialRule {
  const { rule, pair } = watched;
  const coverage = new PairCoverage(watched);
  if (testing.looks !== null) {
    return new LookRule(pairTest(watched, coverage), { looks: testing.looks, tests: testing.tests });
  }
  // Bets case by case would not be fair where cases stand or fall together.
  if (testing.hasClusters) return WHOLE_SUITE_RULE;
  return new BettingRule({
    subject: notWorseSubject(pair.candidate, rule),
    test: new SequentialTest(notWorseGains(rule.margin), { alpha: rule.alpha, tests: testing.tests }),
    read: (assembled) => {
      const rates = watched.ratesOf(assembled);
      const value = betValue(rule.on, rates);
      coverage.add(rates, value?.observed != null);
      return value;
    },
    shown: (value) => rulingWords("difference", { on: rule.on, value }),
    objection: () => coverage.objection(),
  });
}

function pairTest(watched: WatchedPair, coverage: PairCoverage): LookTest {
  const { rule, pair, cases } = watched;
  const { alpha, margin, on } = rule;
  const tally = new PairTally(on === "score");
  const pairs: BoundedDifferences = on === "score" ? (tally.scores ?? tally) : tally;
  return {
    subject: notWorseSubject(pair.candidate, rule),
    alpha,
    cases,
    read: (assembled) => {
      const rates = watched.ratesOf(assembled);
      const before = differenceSums(pairs.observed).count;
      tally.add(assembled.id, rates.baseline, rates.candidate, assembled.cluster);
      coverage.add(rates, differenceSums(pairs.observed).count > before);
      return rates.candidate !== null;
    },
    isPassed: (side, tail) => (differenceLow(pairs[side], tail) ?? -1) > -margin,
    pOfFail: (side) => (differenceSums(pairs[side]).count === 0 ? 1 : pairedTest(pairs[side]).worse),
    figures: (tail) => {
      const { count, mean } = differenceSums(pairs.observed);
      const bounds = pairedInterval(pairs.observed, 1 - 2 * tail);
      return count === 0 ? null : { value: mean, low: bounds?.low ?? null, high: bounds?.high ?? null };
    },
    shown: (value) => rulingWords("difference", { on, value }),
    // Red is proven against no change, green against the margin.
    failed: "worse",
    objection: () => coverage.objection(),
  };
}

/** How many of the cases so far have a pair. */
class PairCoverage {
  private readonly watched: WatchedPair;
  private cases = 0;
  private paired = 0;

  constructor(watched: WatchedPair) {
    this.watched = watched;
  }

  add({ candidate }: PairRates, isPaired: boolean): void {
    if (candidate !== null) this.cases++;
    if (isPaired) this.paired++;
  }

  objection(): Sentence | null {
    const { pair, rule } = this.watched;
    const { cases, paired } = this;
    if (paired / Math.max(1, cases) < rule.minPaired) {
      return rulingWords("few-pair-yet", { paired, cases, baseline: pair.baseline });
    }
    return tooFewLeft(pair, rule.minPaired);
  }
}

/** The difference of a case, of pass rates or of scores; null where a side does not have it. */
function betValue(on: NotWorseThan["on"], { baseline, candidate }: PairRates): BetValue | null {
  const side = (rates: CaseRates | null): BetValue | null => (on === "score" ? (rates?.score ?? null) : rates);
  const [before, after] = [side(baseline), side(candidate)];
  if (before === null || after === null) return null;
  const isObserved = before.observed !== null && after.observed !== null;
  return {
    observed: isObserved ? (after.observed ?? 0) - (before.observed ?? 0) : null,
    worst: after.worst - before.best,
    best: after.best - before.worst,
  };
}

/** What the plan already says of a baseline's cases: those that left it do not come by. */
function tooFewLeft({ baseline, baselineArm }: TrackedPair, minPaired: number): Sentence | null {
  const coverage = baselineArm?.coverage;
  if (coverage === undefined || coverage.pairable / Math.max(1, coverage.expected) >= minPaired) return null;
  const { pairable: paired, expected: cases, why = null } = coverage;
  return also(rulingWords("few-can-pair", { paired, cases, baseline }), why);
}
