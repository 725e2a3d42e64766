import type { RuleRecord } from "../../domain/formats/records.ts";
import { type ArmRule, askedOf } from "../../domain/gate-rules.ts";
import type { NotWorseThan, PassRateGate } from "../../domain/suite.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import { caseRates } from "../rate/case-counts.ts";
import { gatedArms } from "../gate/gated-arms.ts";
import { pairSetup } from "../summary/pair-setup.ts";
import { PairTracker } from "../summary/pair-tracker.ts";
import type { SuiteFacts } from "../summary/suite-facts.ts";
import { lookSchedule } from "./look-rule.ts";
import { rateRule, scoreRule, type Testing } from "./mean-rules.ts";
import { pairRule } from "./pair-rules.ts";
import { FirstBelowRule, FirstFailureRule, type SequentialRule, WHOLE_SUITE_RULE } from "./sequential-rules.ts";

/** How many cases count (not quarantined, not skipped), in all and for each tag that the gate names. */
export interface CaseQuota {
  readonly all: number;
  readonly byTag: ReadonlyMap<string, number>;
  /** Do some cases stand or fall together? Then bets case by case would not be fair, and only the whole suite decides. */
  readonly hasClusters?: boolean;
}

/** How a sequential run tests. */
export interface SequentialMethod {
  /** At how many looks, fixed in advance; null: it bets, and looks after every case. */
  readonly looks: number | null;
  /** How many rules are tested in the whole run; all of them share one chance of a false red. */
  readonly tests: number;
}

/**
 * Watches a suite's cases finish, in seeded order, and says when its gate is decided. Rules with `confidence` and
 * `not_worse_than` are tested at looks fixed in advance (`LookRule`), or bet (`BettingRule`: always valid, any reason to stop);
 * a plain pass rate is decided once the cases to come cannot turn it; the default gate at its first failure; costs, latencies
 * and plain scores only by the whole suite. Its records go into `SuiteFacts.sequentialRules`, whether or not the run stopped early.
 */
export class SequentialGate {
  private readonly facts: SuiteFacts;
  private readonly planned: CaseQuota;
  private readonly testing: Testing;
  private readonly pairs: PairTracker;
  private readonly rules: readonly SequentialRule[];
  private counted = 0;

  constructor(facts: SuiteFacts, planned: CaseQuota, { looks, tests }: SequentialMethod) {
    this.facts = facts;
    this.planned = planned;
    this.testing = {
      looks: looks === null ? null : lookSchedule(planned.all, looks),
      tests: Math.max(1, tests),
      hasClusters: planned.hasClusters === true,
    };
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
      if (assembled.arms.some((counts) => caseRates(counts) !== null)) this.counted++;
      for (const rule of this.rules) rule.update(assembled, this.counted);
    }
    return this.isDecided ? "decided" : "continue";
  }

  records(): RuleRecord[] {
    const isStoppedEarly = this.isDecided && this.counted < this.planned.all;
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
    const rules = gated.flatMap((arm) => this.armRules(gate, arm));
    return rules.length === 0 ? gated.map(({ id, arm }) => new FirstFailureRule(arm, id)) : rules;
  }

  private armRules(gate: PassRateGate, { id, arm }: GatedArm): SequentialRule[] {
    const { notWorseThan, confidence } = gate;
    const { planned, testing } = this;
    const mean = (rule: string, limit: number, tag: string | null = null) => ({
      subject: { rule, arm: id, tag, limit },
      arm,
      cases: tag === null ? planned.all : (planned.byTag.get(tag) ?? 0),
      confidence,
    });
    const rules: Readonly<Record<ArmRule, (limit: number) => SequentialRule>> = {
      passRate: (limit) => rateRule(mean("pass_rate", limit), testing),
      casePassRate: (limit) => new FirstBelowRule(arm, limit),
      meanScore: (limit) => scoreRule(mean("mean_score", limit), testing),
      maxCostUsd: () => WHOLE_SUITE_RULE,
      maxCostPerTrialUsd: () => WHOLE_SUITE_RULE,
      maxP95LatencyMs: () => WHOLE_SUITE_RULE,
    };
    return [
      ...askedOf(gate, rules),
      ...Object.entries(gate.byTag).map(([tag, rule]) => rateRule(mean("by_tag", rule.passRate, tag), testing)),
      ...Object.keys(gate.byJudge).map(() => WHOLE_SUITE_RULE),
      ...(notWorseThan === null ? [] : this.notWorseRules(notWorseThan, id)),
    ];
  }

  /** Empty for the arm that is compared with; without a pair the whole suite has to say what is missing. */
  private notWorseRules(rule: NotWorseThan, candidate: string): SequentialRule[] {
    if (candidate === rule.arm) return [];
    const pair = this.pairs.pairFor(rule, candidate);
    if (pair === undefined) return [WHOLE_SUITE_RULE];
    const ratesOf = (assembled: AssembledCase) => this.pairs.ratesOf(pair, assembled);
    return [pairRule({ rule, pair, cases: this.planned.all, ratesOf }, this.testing)];
  }
}

interface GatedArm {
  readonly id: string;
  readonly arm: number;
}

/** How many rules of a suite are tested: failing is shared out over those of all suites (Bonferroni), as Holm cannot look ahead. */
export function testedRules({ gate, arms: all }: Pick<SuiteFacts, "gate" | "arms">): number {
  if (gate.kind !== "rules") return 0;
  const ids = all.map(({ id }) => id);
  const arms = gatedArms(gate, ids).filter((id) => ids.includes(id));
  const limits = [gate.passRate, gate.meanScore].filter((limit) => limit !== null).length;
  const means = gate.confidence === null ? 0 : limits + Object.keys(gate.byTag).length;
  const { notWorseThan } = gate;
  const pairs = notWorseThan === null ? 0 : arms.filter((id) => id !== notWorseThan.arm).length;
  return arms.length * means + pairs;
}
