import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Comparison, RuleRecord } from "../../domain/formats/records.ts";
import type { NotWorseThan } from "../../domain/suite.ts";

/** A sentence beside an arm's figures. */
export interface ArmSentence {
  readonly arm: string;
  readonly sentence: Sentence;
}

/**
 * Where the gate and the comparison beside it say different things of the same cases, the sentence that says why both are
 * right; nothing where they agree.
 */
export function reconcile(
  rule: NotWorseThan,
  records: readonly RuleRecord[],
  comparisons: readonly Comparison[],
): ArmSentence[] {
  if (rule.on !== "pass_rate") return [];
  return records.flatMap((record) => {
    if (record.rule !== "not_worse_than" || record.arm === null) return [];
    const pair = comparisons.find(
      ({ against, baseline, candidate }) =>
        candidate === record.arm && (rule.arm === null ? against === "baseline" : baseline === rule.arm),
    );
    const sentence = pair === undefined ? null : sentenceOf(record, pair);
    return sentence === null ? [] : [{ arm: record.arm, sentence }];
  });
}

function sentenceOf(
  { verdict: gate }: RuleRecord,
  { verdict: seen, p_value: p, p_adjusted: adjusted }: Comparison,
): Sentence | null {
  if (gate === "fail" && seen !== "worse") return insightWords("red-and-open", { p, adjusted });
  if (gate === "pass" && seen === "worse") return insightWords("green-and-worse");
  if (gate === "pass" && seen === "inconclusive") return insightWords("green-and-open", { p, adjusted });
  if (gate === "inconclusive" && seen === "worse") return insightWords("open-and-worse");
  if (gate === "inconclusive" && seen === "not_worse") return insightWords("open-and-not-worse");
  return null;
}
