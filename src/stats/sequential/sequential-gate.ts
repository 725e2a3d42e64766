import { formatPercent } from "../../base/figures.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import type { NotWorseThan, PassRateGate } from "../../domain/suite.ts";
import { scaleWords } from "../gate/scale-words.ts";
import { notWorseSubject } from "../gate/not-worse-rule.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import { caseRates, type CaseRates } from "../rate/case-counts.ts";
import { gatedArms } from "../gate/gated-arms.ts";
import { pairSetup } from "../summary/pair-setup.ts";
import { PairTracker, type TrackedPair } from "../summary/pair-tracker.ts";
import type { SuiteFacts } from "../summary/suite-facts.ts";
import { type Gains, notWorseGains, passRateGains, SequentialTest } from "./betting.ts";
import {
  type BetValue,
  BettingRule,
  CurtailedRateRule,
  FirstBelowRule,
  FirstFailureRule,
  type SequentialRule,
  WHOLE_SUITE_RULE,
} from "./sequential-rules.ts";

/** How many cases count (not quarantined, not skipped), in all and for each tag that the gate names. */
export interface CaseQuota {
  readonly all: number;
  readonly byTag: ReadonlyMap<string, number>;
  /** Do some cases stand or fall together? Then bets case by case would not be fair, and only the whole suite decides. */
  readonly hasClusters?: boolean;
}

/**
 * Watches a suite's cases finish, in seeded order, and says when its gate is decided. Rules with `confidence` and
 * `not_worse_than` bet (always valid: any order of looking, any reason to stop); a plain pass rate is decided once the cases
 * to come cannot turn it; the default gate at its first failure; costs, latencies and scores only by the whole suite.
 * Its records go into `SuiteFacts.sequentialRules`, whether or not the run stopped early.
 */
export class SequentialGate {
  private readonly facts: SuiteFacts;
  private readonly planned: CaseQuota;
  private readonly tests: number;
  private readonly pairs: PairTracker;
  private readonly rules: readonly SequentialRule[];
  private seen = 0;

  /** `tests`: how many rules bet in the whole run; all of them share one chance of a false red. */
  constructor(facts: SuiteFacts, planned: CaseQuota, tests: number = bettingRules(facts)) {
    this.facts = facts;
    this.tests = Math.max(1, tests);
    this.planned = planned;
    this.pairs = new PairTracker(pairSetup(facts));
    this.rules = this.makeRules();
  }

  /** True once every rule is decided (for the default gate: any). A gate without a verdict never is. */
  get isDecided(): boolean {
    if (this.rules.every((rule) => rule instanceof FirstFailureRule)) return this.rules.some((rule) => rule.isDecided);
    return this.rules.every((rule) => rule.isDecided);
  }

  /** A case all of whose trials are finished, once. Quarantined cases are ignored. */
  update(assembled: AssembledCase): "continue" | "decided" {
    if (!assembled.quarantined) {
      this.seen++;
      for (const rule of this.rules) rule.update(assembled);
    }
    return this.isDecided ? "decided" : "continue";
  }

  records(): RuleRecord[] {
    const isStoppedEarly = this.isDecided && this.seen < this.planned.all;
    return this.rules.flatMap((rule) => rule.record(isStoppedEarly) ?? []);
  }

  private makeRules(): SequentialRule[] {
    const { gate, arms } = this.facts;
    if (gate.kind === "none") return [];
    const everyArm = arms.map(({ id }, arm) => ({ id, arm }));
    if (gate.kind === "default") return everyArm.map(({ id, arm }) => new FirstFailureRule(arm, id));
    const gatedIds = gatedArms(
      gate,
      arms.map((arm) => arm.id),
    );
    const gated = everyArm.filter(({ id }) => gatedIds.includes(id));
    const rules = gated.flatMap((arm) => this.armRules(gate, arm, this.tests));
    return rules.length === 0 ? gated.map(({ id, arm }) => new FirstFailureRule(arm, id)) : rules;
  }

  private armRules(gate: PassRateGate, { id, arm }: GatedArm, tests: number): SequentialRule[] {
    const { passRate, casePassRate, notWorseThan } = gate;
    const wholeSuite = [gate.meanScore, gate.maxCostUsd, gate.maxCostPerTrialUsd, gate.maxP95LatencyMs];
    const risk = { confidence: gate.confidence, tests };
    const onArm = { rule: "pass_rate", arm: id, tag: null };
    return [
      ...(passRate === null ? [] : [this.rateRule({ ...onArm, limit: passRate }, arm, risk)]),
      ...(casePassRate === null ? [] : [new FirstBelowRule(arm, casePassRate)]),
      ...Object.entries(gate.byTag).map(([tag, rule]) =>
        this.rateRule({ rule: "by_tag", arm: id, tag, limit: rule.passRate }, arm, risk),
      ),
      ...wholeSuite.flatMap((limit) => (limit === null ? [] : [WHOLE_SUITE_RULE])),
      ...(notWorseThan === null ? [] : this.notWorseRules(notWorseThan, id, tests)),
    ];
  }

  private rateRule(subject: RateSubject, arm: number, risk: RateRisk): SequentialRule {
    const { tag, limit } = subject;
    const read = ({ tags, arms }: AssembledCase): CaseRates | null =>
      tag === null || tags.includes(tag) ? caseRates(arms[arm] ?? null) : null;
    const cases = tag === null ? this.planned.all : (this.planned.byTag.get(tag) ?? 0);
    if (risk.confidence === null) return new CurtailedRateRule(read, limit, cases);
    if (this.planned.hasClusters === true) return WHOLE_SUITE_RULE;
    const test = bets(passRateGains(limit), 1 - risk.confidence, risk.tests);
    return new BettingRule({
      subject,
      test,
      read,
      shown: (rate) => `${formatPercent(rate)} passed`,
      objection: () => null,
    });
  }

  /** Empty for the arm that is compared with; without a pair the whole suite has to say what is missing. */
  private notWorseRules(rule: NotWorseThan, candidate: string, tests: number): SequentialRule[] {
    if (candidate === rule.arm) return [];
    const pair = this.pairs.pairFor(rule, candidate);
    const isWhole = pair === undefined || this.planned.hasClusters === true;
    return [isWhole ? WHOLE_SUITE_RULE : this.pairRule(rule, pair, tests)];
  }

  private pairRule(rule: NotWorseThan, pair: TrackedPair, tests: number): SequentialRule {
    const seen = { cases: 0, paired: 0 };
    return new BettingRule({
      subject: notWorseSubject(pair.candidate, rule),
      test: bets(notWorseGains(rule.margin), rule.alpha, tests),
      read: (assembled) => {
        const { baseline, candidate } = this.pairs.ratesOf(pair, assembled);
        if (candidate !== null) seen.cases++;
        const value = betValue(rule.on, baseline, candidate);
        if (value?.observed != null) seen.paired++;
        return value;
      },
      shown: (difference) => scaleWords(rule.on).difference(difference),
      objection: () => {
        const share = seen.paired / Math.max(1, seen.cases);
        if (share < rule.minPaired) return `only ${seen.paired} of ${seen.cases} cases pair with ${pair.baseline}`;
        return tooFewLeft(pair, rule.minPaired);
      },
    });
  }
}

/** The difference of a case, of pass rates or of scores; null where a side does not have it. */
function betValue(on: NotWorseThan["on"], baseline: CaseRates | null, candidate: CaseRates | null): BetValue | null {
  const [before, after] = on === "score" ? [baseline?.score, candidate?.score] : [baseline, candidate];
  if (before == null || after == null) return null;
  const isObserved = before.observed !== null && after.observed !== null;
  return {
    observed: isObserved ? (after.observed ?? 0) - (before.observed ?? 0) : null,
    worst: after.worst - before.best,
    best: after.best - before.worst,
  };
}

/** What the plan already says of a baseline's cases: those that left it do not come by. */
function tooFewLeft({ baseline, baselineArm }: TrackedPair, minPaired: number): string | null {
  const coverage = baselineArm?.coverage;
  if (coverage === undefined || coverage.pairable / Math.max(1, coverage.expected) >= minPaired) return null;
  return `only ${coverage.pairable} of the ${coverage.expected} cases of ${baseline} can still pair`;
}

interface GatedArm {
  readonly id: string;
  readonly arm: number;
}

interface RateSubject {
  readonly rule: string;
  readonly arm: string;
  readonly tag: string | null;
  readonly limit: number;
}

interface RateRisk {
  readonly confidence: number | null;
  readonly tests: number;
}

function bets(gains: Gains, alpha: number, tests: number): SequentialTest {
  return new SequentialTest(gains, { alpha, tests });
}

/** How many rules of a suite bet: failing is shared out over those of all suites (Bonferroni), as Holm cannot look ahead. */
export function bettingRules({ gate, arms: all }: Pick<SuiteFacts, "gate" | "arms">): number {
  if (gate.kind !== "rules") return 0;
  const ids = all.map(({ id }) => id);
  const arms = gatedArms(gate, ids).filter((id) => ids.includes(id)).length;
  const rates = gate.confidence === null ? 0 : (gate.passRate === null ? 0 : 1) + Object.keys(gate.byTag).length;
  const pairs = gate.notWorseThan === null ? 0 : 1;
  return Math.max(0, arms * (rates + pairs) - (gate.notWorseThan?.arm == null ? 0 : 1));
}
