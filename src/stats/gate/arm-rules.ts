import { formatMs, formatPercent, formatUsd, plural } from "../../base/figures.ts";
import type { ArmEvidence } from "../evidence.ts";
import { nearestRank } from "../numeric/number-list.ts";
import { allPassLuck } from "./all-pass-price.ts";
import { ruled, NO_FIGURES, type RuleSubject, type Ruling } from "./ruling.ts";

const ROUNDING = 1e-9;

function subjectOf(arm: ArmEvidence, rule: string, limit: number): RuleSubject {
  return { rule, arm: arm.facts.id, tag: null, limit };
}

const NOTHING_TESTED = "no trial has a verdict: nothing was tested";

/** The default gate: every trial passes. A missing answer leaves it incomplete, one failure fails it. */
export function ruleAllPass(arm: ArmEvidence): Ruling {
  const subject = subjectOf(arm, "all_pass", 1);
  const { passed, failed, open } = arm;
  const decided = passed + failed;
  if (decided === 0) return ruled(subject, NO_FIGURES, "incomplete", NOTHING_TESTED);
  const figures = { value: arm.rate.observed.sum / arm.rate.observed.count, low: null, high: null };
  if (failed > 0)
    return ruled(
      subject,
      figures,
      "fail",
      `${failed} of ${plural(decided, "trial")} failed: ${named(arm.failingCases, arm.failingCount)}${allPassLuck(passed, decided)}`,
    );
  if (open > 0) return ruled(subject, figures, "incomplete", `${plural(open, "trial")} without a verdict`);
  return ruled(subject, figures, "pass", `all ${plural(decided, "trial")} passed`);
}

/** The first of some cases, and how many more there are. */
function named(first: readonly string[], total: number): string {
  return `${first.join(", ")}${total > first.length ? ` and ${plural(total - first.length, "more case")}` : ""}`;
}

/** `case_pass_rate`: every case's own pass rate reaches the limit. */
export function ruleCasePassRate(arm: ArmEvidence, limit: number): Ruling {
  const subject = subjectOf(arm, "case_pass_rate", limit);
  const floor = arm.caseFloor;
  if (floor === null || floor.lowest === null) return ruled(subject, NO_FIGURES, "incomplete", NOTHING_TESTED);
  const figures = { value: floor.lowest, low: null, high: null };
  const wanted = formatPercent(limit);
  if (floor.below > 0) {
    const reason = `${plural(floor.below, "case")} below ${wanted}: ${named(floor.belowCases, floor.below)}`;
    return ruled(subject, figures, "fail", reason);
  }
  if (floor.unsure > 0) {
    return ruled(
      subject,
      figures,
      "incomplete",
      `${plural(floor.unsure, "case")} may miss ${wanted}: answers are missing`,
    );
  }
  return ruled(subject, figures, "pass", `every case reaches ${wanted}, the lowest has ${formatPercent(floor.lowest)}`);
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
  const limit = subject.limit ?? 0;
  const cap = formatUsd(limit);
  const figures = { value, low: null, high: null };
  if (arm.cost.answeredCount === 0)
    return ruled(subject, NO_FIGURES, "incomplete", "no answer came: nothing was tested");
  if (isOver(lowest, limit)) return ruled(subject, figures, "fail", `${formatUsd(lowest)} is more than ${cap}`);
  if (arm.cost.unpricedCount > 0) {
    return ruled(subject, figures, "incomplete", `the price of ${plural(arm.cost.unpricedCount, "answer")} is unknown`);
  }
  if (isOver(highest, limit)) {
    return ruled(
      subject,
      figures,
      "incomplete",
      `with the missing answers it may cost ${formatUsd(highest)}, more than ${cap}`,
    );
  }
  return ruled(subject, figures, "pass", `${formatUsd(value)} is within ${cap}`);
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
  if (value === null) return ruled(subject, NO_FIGURES, "incomplete", "no latency is known: nothing was tested");
  const low = nearestRank(ascending, 0.95, 0, missing);
  const high = nearestRank(ascending, 0.95, missing);
  const figures = { value, low, high };
  const text = `95% of answers took at most ${formatMs(value)}, the limit is ${formatMs(limit)}`;
  if (high !== null && high <= limit) return ruled(subject, figures, "pass", text);
  if (low !== null && low > limit) return ruled(subject, figures, "fail", text);
  return ruled(subject, figures, "incomplete", `${text}; it depends on ${plural(missing, "missing answer")}`);
}
