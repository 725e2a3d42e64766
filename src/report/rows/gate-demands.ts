import { isLimitedRule } from "../../domain/diagnostics/english/reports/gates.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
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
    return {
      words,
      verdict,
      share: alike === rules.length ? null : reportWords("arms-alike", { count: alike, arms: rules.length }),
    };
  });
  return demands.toSorted((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
}

/** As headlines have them: comparisons first, tags last. */
function rankOf(rule: RuleRecord | undefined): number {
  if (rule === undefined || rule.tag !== null) return 2;
  return rule.rule === "not_worse_than" ? 0 : 1;
}

function demandWords(rule: RuleRecord, suite: Pick<SuiteHead, "arms" | "comparisons">): string {
  const { rule: name, limit, arm, tag, judge } = rule;
  if (name === "not_worse_than") return notWorseWords(rule, suite);
  if (name === "all_pass") return reportWords("all-pass");
  if (name === "baseline") return reportWords("baseline-there");
  if (name === "arms") return reportWords("arm-there", { arm });
  // A rule of another version: its name is all that is known of it.
  if (!isLimitedRule(name) || limit === null) return name;
  return reportWords("rule-limit", { rule: name, limit, of: name === "by_judge" ? (judge ?? null) : tag });
}

/** "at most 5 points worse than the baseline". */
function notWorseWords(
  { limit, arm, on }: RuleRecord,
  { arms, comparisons }: Pick<SuiteHead, "arms" | "comparisons">,
): Sentence {
  const other = comparisons.find(({ candidate, against }) => candidate === arm && against === "arm");
  const hasBaseline = other === undefined || comparisons.some(({ against }) => against === "baseline");
  return reportWords("not-worse-than", {
    on: on === "score" ? "score" : "pass_rate",
    by: limit === null || limit === 0 ? null : -limit,
    other: hasBaseline ? null : (shortArmNames(arms).get(other.baseline) ?? other.baseline),
  });
}
