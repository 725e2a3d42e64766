import { andOf } from "../phrases/text.ts";
import type { GateSpec } from "../../../formats/suite-spec.ts";
import {
  formatMs,
  formatNumber,
  formatPercent,
  formatPoints,
  formatSmallUsd,
  plural,
} from "../../../../base/figures.ts";

/** What a gate asks for, and what a suite without one leaves open. */
export const GATES = {
  "no-gate": (): string => "No gate, so no verdict on the pass rate.",
  "gate-none": (): string => "gate: none, so no verdict on the pass rate",
  "all-pass": (): string => "every trial passes",
  "baseline-there": (): string => "a baseline to compare with",
  "arm-there": ({ arm }: { readonly arm: string | null }): string => `the arm ${arm ?? "unknown"}`,
  /** `of`: the tag or the judge that the rule is about; null: it does not say. */
  "rule-limit": ({ rule, limit, of }: RuleLimit): string => LIMITS[rule](limit, of),
  /** `by` null: by nothing. `on`: of a mean score, in its own unit; of a pass rate, a share. */
  "not-worse-than": ({ on, by, other }: NotWorse): string => {
    const than = other ?? "the baseline";
    if (by === null) return `no worse than ${than}`;
    if (on === "score") return `mean score at most ${formatNumber(by)} under ${than}`;
    const points = formatPoints(by).replace("+", "").replace(/\.0$/, "");
    return `at most ${points} ${points === "1" ? "point" : "points"} worse than ${than}`;
  },
  "arms-alike": ({ count, arms }: { readonly count: number; readonly arms: number }): string =>
    `${count} of ${plural(arms, "arm")}`,
  "as-judged": (): string =>
    "* as judged, and a judge errs: to the gate these verdicts are undecided, or the judge's errors are put right",
  "rate-is-mean": (): string => "pass rate: the mean over cases, each weighing the same whatever its number of trials",
  "settings-dropped": ({ arm, settings }: { readonly arm: string; readonly settings: readonly string[] }): string =>
    `not sent to ${arm}, which rejects ${plural(settings.length, "setting")}: ${settings.join(", ")}`,
  /** `score`: "59 of 64 trials". */
  "suites-passed": ({ suites, score }: { readonly suites: readonly string[]; readonly score: string }): string =>
    `${suites.length} more suites passed: ${score} (${suites.join(", ")})`,
  /** `suites`: each with how many. */
  "failed-beside": ({ suites }: { readonly suites: readonly string[] }): string =>
    `failed too, in suites whose gates allow it or that have none: ${suites.join(", ")}; -v lists them`,
  /** Of several arms; of one, its name. */
  "each-of": ({ names }: { readonly names: readonly string[] }): string =>
    names.length < 2 ? names.join("") : `${andOf(names)}, each`,
};

type Spec = Exclude<GateSpec, string>;
type LimitKey = { [Key in keyof Spec]-?: NonNullable<Spec[Key]> extends number ? Key : never }[keyof Spec];

/** A rule that has a limit. */
export type LimitedRule = Exclude<LimitKey, "confidence"> | "by_tag" | "by_judge";

/** Is this the name of a rule that has a limit, in this version? */
export function isLimitedRule(name: string): name is LimitedRule {
  return Object.hasOwn(LIMITS, name);
}

const LIMITS: Readonly<Record<LimitedRule, (limit: number, of: string | null) => string>> = {
  pass_rate: (limit) => `at least ${formatPercent(limit)} pass`,
  case_pass_rate: (limit) => `every case passes at least ${formatPercent(limit)}`,
  by_tag: (limit, tag) => `${tag ?? "a tag"}: at least ${formatPercent(limit)} pass`,
  by_judge: (limit, judge) => `${judge ?? "a judge"}: at least ${formatPercent(limit)} pass`,
  mean_score: (limit) => `mean score at least ${formatNumber(limit)}`,
  max_cost_usd: (limit) => `costs at most ${formatSmallUsd(limit)}`,
  max_cost_per_trial_usd: (limit) => `a trial costs at most ${formatSmallUsd(limit)}`,
  max_p95_latency_ms: (limit) => `95 in 100 answer within ${formatMs(limit)}`,
};

interface RuleLimit {
  readonly rule: LimitedRule;
  readonly limit: number;
  readonly of: string | null;
}

interface NotWorse {
  readonly on: "score" | "pass_rate";
  readonly by: number | null;
  /** Null: the baseline. */
  readonly other: string | null;
}
