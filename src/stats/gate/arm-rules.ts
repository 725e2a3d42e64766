import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { ArmEvidence } from "../evidence.ts";
import { nearestRank } from "../numeric/number-list.ts";
import { allPassLuck } from "./all-pass-price.ts";
import { ruled, NO_FIGURES, type RuleSubject, type Ruling } from "./ruling.ts";

const ROUNDING = 1e-9;

function subjectOf(arm: ArmEvidence, rule: string, limit: number): RuleSubject {
  return { rule, arm: arm.facts.id, tag: null, limit };
}

/** The default gate: every trial passes. A missing answer leaves it incomplete, one failure fails it. */
export function ruleAllPass(arm: ArmEvidence): Ruling {
  const subject = subjectOf(arm, "all_pass", 1);
  const { passed, failed, open } = arm;
  const decided = passed + failed;
  if (decided === 0) return ruled(subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
  const figures = { value: arm.rate.observed.sum / arm.rate.observed.count, low: null, high: null };
  if (failed > 0) {
    const cases = { cases: arm.failingCases, count: arm.failingCount };
    const words = rulingWords("some-failed", { failed, decided, ...cases });
    return ruled(subject, figures, "fail", also(words, allPassLuck(passed, decided)));
  }
  if (open > 0) return ruled(subject, figures, "incomplete", rulingWords("trials-open", { count: open }));
  return ruled(subject, figures, "pass", rulingWords("all-passed", { count: decided }));
}

/** `case_pass_rate`: every case's own pass rate reaches the limit. */
export function ruleCasePassRate(arm: ArmEvidence, limit: number): Ruling {
  const subject = subjectOf(arm, "case_pass_rate", limit);
  const floor = arm.caseFloor;
  if (floor === null || floor.lowest === null) {
    return ruled(subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
  }
  const figures = { value: floor.lowest, low: null, high: null };
  if (floor.below > 0) {
    const reason = rulingWords("cases-below", { limit, cases: floor.belowCases, count: floor.below });
    return ruled(subject, figures, "fail", reason);
  }
  if (floor.unsure > 0) {
    return ruled(subject, figures, "incomplete", rulingWords("cases-may-miss", { limit, count: floor.unsure }));
  }
  return ruled(subject, figures, "pass", rulingWords("cases-reach", { limit, lowest: floor.lowest }));
}

/** `max_cost_usd`: the price of the arm's answers. A missing answer is assumed to cost what the dearest one did, at most. */
export function ruleCost(arm: ArmEvidence, limit: number): Ruling {
  const highest = arm.cost.knownUsd + arm.unanswered * arm.cost.highestUsd;
  const bounds = { lowest: arm.cost.knownUsd, highest, value: arm.cost.totalUsd };
  return ruleMoney(arm, subjectOf(arm, "max_cost_usd", limit), bounds);
}

/** `max_cost_per_trial_usd`: the mean price of an answered trial; missing answers bounded as for `max_cost_usd`. */
export function ruleCostPerTrial(arm: ArmEvidence, limit: number): Ruling {
  const trials = arm.cost.answeredCount + arm.unanswered;
  const bounds = {
    lowest: arm.cost.knownUsd / Math.max(1, trials),
    highest: (arm.cost.knownUsd + arm.unanswered * arm.cost.highestUsd) / Math.max(1, trials),
    value: arm.cost.perAnswerUsd,
  };
  return ruleMoney(arm, subjectOf(arm, "max_cost_per_trial_usd", limit), bounds);
}

interface MoneyBounds {
  readonly lowest: number;
  readonly highest: number;
  readonly value: number | null;
}

function ruleMoney(arm: ArmEvidence, subject: RuleSubject, { lowest, highest, value }: MoneyBounds): Ruling {
  const capUsd = subject.limit ?? 0;
  const figures = { value, low: null, high: null };
  const { answeredCount, unpricedCount } = arm.cost;
  if (answeredCount === 0) return ruled(subject, NO_FIGURES, "incomplete", rulingWords("no-answer"));
  if (isOver(lowest, capUsd)) {
    return ruled(subject, figures, "fail", rulingWords("over-cap", { usd: lowest, capUsd }));
  }
  if (unpricedCount > 0) {
    return ruled(subject, figures, "incomplete", rulingWords("unpriced-answers", { count: unpricedCount }));
  }
  if (isOver(highest, capUsd)) {
    return ruled(subject, figures, "incomplete", rulingWords("may-be-over-cap", { usd: highest, capUsd }));
  }
  return ruled(subject, figures, "pass", rulingWords("within-cap", { usd: value, capUsd }));
}

function isOver(value: number, limit: number): boolean {
  return value > limit * (1 + ROUNDING);
}

/** `max_p95_latency_ms`: nearest-rank over answered trials; a missing answer could have been faster or slower than any. */
export function ruleLatency(arm: ArmEvidence, limit: number): Ruling {
  const subject = subjectOf(arm, "max_p95_latency_ms", limit);
  const ascending = arm.latencies.sorted();
  const missing = arm.unanswered + arm.cost.answeredCount - ascending.length;
  const value = nearestRank(ascending, 0.95);
  if (value === null) return ruled(subject, NO_FIGURES, "incomplete", rulingWords("no-latency"));
  const low = nearestRank(ascending, 0.95, 0, missing);
  const high = nearestRank(ascending, 0.95, missing);
  const figures = { value, low, high };
  const text = rulingWords("latency", { p95Ms: value, limitMs: limit });
  if (high !== null && high <= limit) return ruled(subject, figures, "pass", text);
  if (low !== null && low > limit) return ruled(subject, figures, "fail", text);
  return ruled(subject, figures, "incomplete", also(text, rulingWords("latency-open", { count: missing })));
}
