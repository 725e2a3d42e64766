import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RuleFigures, RuleSubject } from "../gate/ruling.ts";
import { boundedMeanHigh, boundedMeanLow, pMeanBelow } from "../rate/bounded-mean.ts";
import { caseRates, type CaseRates } from "../rate/case-counts.ts";
import { pBelow, provenHigh, provenLow } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import { RateTally } from "../summary/rate-tally.ts";
import { ScoreTally } from "../summary/score-tally.ts";
import { passRateGains, SequentialTest } from "./betting.ts";
import { LookRule, type LookTest, type WorstOrBest } from "./look-rule.ts";
import {
  type BetValue,
  BettingRule,
  CurtailedRateRule,
  type SequentialRule,
  WHOLE_SUITE_RULE,
} from "./sequential-rules.ts";

/** How the rules of a suite are tested while it runs. */
export interface Testing {
  /** After how many counted cases one looks; null: bets, after every case. */
  readonly looks: readonly number[] | null;
  readonly tests: number;
  readonly hasClusters: boolean;
}

/** A pass rate, or a mean score, that the cases of an arm (with a tag) have to reach. */
export interface MeanSubject {
  readonly subject: RuleSubject & { readonly limit: number };
  /** The arm's index. */
  readonly arm: number;
  readonly cases: number;
  readonly confidence: number | null;
}

/** A pass rate: without `confidence` once the cases to come cannot turn it. */
export function rateRule(of: MeanSubject, testing: Testing): SequentialRule {
  const read = (assembled: AssembledCase): CaseRates | null => ratesOf(of, assembled);
  if (of.confidence === null) return new CurtailedRateRule(read, of.subject.limit, of.cases);
  const shown = (value: number): Sentence => rulingWords("measured", { on: "pass_rate", value });
  if (testing.looks !== null)
    return new LookRule(rateTest(of, 1 - of.confidence, shown), { ...testing, looks: testing.looks });
  return bettingRule(of, 1 - of.confidence, testing, { read, shown });
}

/** A mean score: without `confidence` only the whole suite decides. */
export function scoreRule(of: MeanSubject, testing: Testing): SequentialRule {
  if (of.confidence === null) return WHOLE_SUITE_RULE;
  const shown = (value: number): Sentence => rulingWords("measured", { on: "score", value });
  if (testing.looks !== null)
    return new LookRule(scoreTest(of, 1 - of.confidence, shown), { ...testing, looks: testing.looks });
  const read = (assembled: AssembledCase): BetValue | null => ratesOf(of, assembled)?.score ?? null;
  return bettingRule(of, 1 - of.confidence, testing, { read, shown });
}

function ratesOf({ subject: { tag }, arm }: MeanSubject, { tags, arms }: AssembledCase): CaseRates | null {
  return tag === null || tags.includes(tag) ? caseRates(arms[arm] ?? null) : null;
}

/** Bets case by case would not be fair where cases stand or fall together. */
function bettingRule(
  { subject }: MeanSubject,
  alpha: number,
  { hasClusters, tests }: Testing,
  how: { read(assembled: AssembledCase): BetValue | null; shown(value: number): Sentence },
): SequentialRule {
  if (hasClusters) return WHOLE_SUITE_RULE;
  const test = new SequentialTest(passRateGains(subject.limit), { alpha, tests });
  return new BettingRule({ subject, test, ...how, objection: () => null });
}

function rateTest(of: MeanSubject, alpha: number, shown: (rate: number) => Sentence): LookTest {
  const tally = new RateTally();
  const { subject, cases } = of;
  return {
    ...lookTest({ subject, cases, alpha, shown }),
    read: (assembled) => {
      const rates = ratesOf(of, assembled);
      if (rates !== null) tally.add(rates, assembled.cluster);
      return rates !== null;
    },
    isPassed: (side, tail) => tally[side].count > 0 && reaches(provenLow(tally[side], 1 - tail), subject.limit),
    pOfFail: (side) => (tally[side].count === 0 ? 1 : pBelow(tally[side], subject.limit, alpha)),
    figures: (tail) => {
      const { observed } = tally;
      if (observed.count === 0) return null;
      const [low, high] = [provenLow(observed, 1 - tail), provenHigh(observed, 1 - tail)];
      return { value: observed.sum / observed.count, low, high };
    },
  };
}

const SCORES = { least: 0, most: 1 } as const;

function scoreTest(of: MeanSubject, alpha: number, shown: (score: number) => Sentence): LookTest {
  const tally = new ScoreTally();
  const { subject, cases } = of;
  const figures = (tail: number): RuleFigures | null => {
    const { units } = tally.observed;
    const [low, high] = [boundedMeanLow(units, SCORES, tail), boundedMeanHigh(units, SCORES, tail)];
    return tally.mean === null ? null : { value: tally.mean, low, high };
  };
  return {
    ...lookTest({ subject, cases, alpha, shown }),
    read: (assembled) => {
      const score = ratesOf(of, assembled)?.score;
      if (score !== undefined) tally.add(score, assembled.cluster);
      return score !== undefined;
    },
    isPassed: (side: WorstOrBest, tail) => reaches(boundedMeanLow(tally[side].units, SCORES, tail) ?? 0, subject.limit),
    pOfFail: (side) => pMeanBelow(tally[side].units, SCORES, subject.limit, alpha),
    figures,
  };
}

type Described = Pick<LookTest, "subject" | "cases" | "alpha" | "shown">;

function lookTest(described: Described): Described & Pick<LookTest, "failed" | "objection"> {
  return { ...described, failed: "a miss", objection: () => null };
}
