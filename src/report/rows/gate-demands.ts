import { formatMs, formatNumber, formatPercent, formatPoints, formatUsd, plural } from "../../base/figures.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";

/** What a gate asks of all its arms, and how they stand to it. Raw text: escape it before showing. */
export interface GateDemand {
  /** "at least 90.0% pass". */
  readonly words: string;
  /** The worst of its arms'. */
  readonly verdict: GateVerdict;
  /** "2 of 3 arms": those that have this verdict, where others have another; null where all stand alike. */
  readonly share: string | null;
}

const WORST_FIRST: readonly GateVerdict[] = ["fail", "incomplete", "inconclusive", "pass"];

/** What the gate of a suite asks for, each demand once, what did not pass first; empty where it has no gate. */
export function gateDemands(suite: Pick<SuiteHead, "gate" | "arms" | "comparisons">): GateDemand[] {
  const groups = new Map<string, RuleRecord[]>();
  for (const rule of suite.gate.rules) {
    const words = demandWords(rule, suite);
    groups.set(words, [...(groups.get(words) ?? []), rule]);
  }
  const sorted = [...groups].toSorted(([, [a]], [, [b]]) => rankOf(a) - rankOf(b));
  const demands = sorted.map(([words, rules]): GateDemand => {
    const verdict = WORST_FIRST.find((one) => rules.some((rule) => rule.verdict === one)) ?? "pass";
    const alike = rules.filter((rule) => rule.verdict === verdict).length;
    return { words, verdict, share: alike === rules.length ? null : `${alike} of ${plural(rules.length, "arm")}` };
  });
  return demands.toSorted((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
}

/** As headlines have them: comparisons first, tags last. */
function rankOf(rule: RuleRecord | undefined): number {
  if (rule === undefined || rule.tag !== null) return 2;
  return rule.rule === "not_worse_than" ? 0 : 1;
}

function demandWords(rule: RuleRecord, suite: Pick<SuiteHead, "arms" | "comparisons">): string {
  if (rule.rule === "not_worse_than") return notWorseWords(rule, suite);
  if (rule.rule === "all_pass") return "every trial passes";
  if (rule.rule === "baseline") return "a baseline to compare with";
  if (rule.rule === "arms") return `the arm ${rule.arm ?? "unknown"}`;
  // A rule of another version: its name is all that is known of it.
  return (rule.limit === null ? undefined : LIMIT_WORDS[rule.rule]?.(rule.limit, rule)) ?? rule.rule;
}

const LIMIT_WORDS: Readonly<Record<string, (limit: number, rule: RuleRecord) => string>> = {
  pass_rate: (limit) => `at least ${formatPercent(limit)} pass`,
  case_pass_rate: (limit) => `every case passes at least ${formatPercent(limit)}`,
  by_tag: (limit, { tag }) => `${tag ?? "a tag"}: at least ${formatPercent(limit)} pass`,
  by_judge: (limit, { judge }) => `${judge ?? "a judge"}: at least ${formatPercent(limit)} pass`,
  mean_score: (limit) => `mean score at least ${formatNumber(limit)}`,
  max_cost_usd: (limit) => `costs at most ${formatUsd(limit)}`,
  max_cost_per_trial_usd: (limit) => `a trial costs at most ${formatUsd(limit)}`,
  max_p95_latency_ms: (limit) => `95 in 100 answer within ${formatMs(limit)}`,
};

/** "at most 5 points worse than the baseline". */
function notWorseWords({ limit, arm, on }: RuleRecord, { arms, comparisons }: Pick<SuiteHead, "arms" | "comparisons">) {
  const other = comparisons.find(({ candidate, against }) => candidate === arm && against === "arm");
  const hasBaseline = other === undefined || comparisons.some(({ against }) => against === "baseline");
  const than = hasBaseline ? "the baseline" : (shortArmNames(arms).get(other.baseline) ?? other.baseline);
  if (limit === null || limit === 0) return `no worse than ${than}`;
  if (on === "score") return `mean score at most ${formatNumber(-limit)} under ${than}`;
  const points = formatPoints(-limit).replace("+", "").replace(/\.0$/, "");
  return `at most ${points} ${points === "1" ? "point" : "points"} worse than ${than}`;
}
