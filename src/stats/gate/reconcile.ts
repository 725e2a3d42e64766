import { formatNumber } from "../../base/figures.ts";
import type { Comparison, RuleRecord } from "../../domain/formats/records.ts";
import type { NotWorseThan } from "../../domain/suite.ts";

/** A sentence beside an arm's figures. */
export interface ArmSentence {
  readonly arm: string;
  readonly sentence: string;
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
  { verdict: seen, p_value: p, p_adjusted }: Comparison,
): string | null {
  const of = "of the same cases";
  const looksBothWays = `the comparison whether it is worse or better (two-sided p ${formatNumber(p)}${adjustedText(p, p_adjusted)})`;
  if (gate === "fail" && seen !== "worse") {
    return `the gate is red and the comparison open ${of}: the gate asks one-sided whether it is worse, ${looksBothWays}; the gate decides`;
  }
  if (gate === "pass" && seen === "worse") {
    return `the comparison says worse and the gate passes ${of}: the drop is real, and proven to be within the gate's margin; the gate decides`;
  }
  if (gate === "pass" && seen === "inconclusive") {
    return `the gate passes and the comparison is open ${of}: the gate rules out a drop of its margin at its own alpha, ${looksBothWays}; the gate decides`;
  }
  if (gate === "inconclusive" && seen === "worse") {
    return `the comparison says worse and the gate is open ${of}: the gate's red is shared out over all tests of the run, or asked at looks; the gate decides`;
  }
  if (gate === "inconclusive" && seen === "not_worse") {
    return `the comparison says not worse and the gate is open ${of}: the gate asks for more, by its own margin, alpha or looks; the gate decides`;
  }
  return null;
}

function adjustedText(p: number | null, adjusted: number | null): string {
  const text = formatNumber(adjusted);
  return adjusted === null || text === formatNumber(p) ? "" : `, ${text} among all comparisons of the run`;
}
