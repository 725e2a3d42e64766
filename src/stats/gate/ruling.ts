import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { holm } from "../paired/multiplicity.ts";

/** What a rule is about: the columns of its record that do not depend on the outcome. */
export interface RuleSubject {
  readonly rule: string;
  readonly arm: string | null;
  readonly tag: string | null;
  readonly limit: number | null;
}

/** What a rule measured; bounds are null where there are none. */
export interface RuleFigures {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const NO_FIGURES: RuleFigures = { value: null, low: null, high: null };

/** A rule that is a test: its failing depends on the other tests of the suite. */
export interface TestedRule {
  readonly kind: "tested";
  readonly subject: RuleSubject;
  /** The chance of so bad a result, or a worse one, if nothing were wrong. */
  readonly p: number;
  readonly alpha: number;
  settle(isProvenFail: boolean): RuleRecord;
}

/** A rule either judged already or a test that waits for the others. */
export type Ruling = { readonly kind: "judged"; readonly record: RuleRecord } | TestedRule;

export function judged(subject: RuleSubject, figures: RuleFigures, verdict: GateVerdict, reason: string): Ruling {
  return { kind: "judged", record: ruleRecord(subject, figures, verdict, reason) };
}

/** A rule's record, keys in the order of the contract. */
export function ruleRecord(
  { rule, arm, tag, limit }: RuleSubject,
  { value, low, high }: RuleFigures,
  verdict: GateVerdict,
  reason: string,
): RuleRecord {
  return { rule, arm, tag, limit, value, low, high, verdict, reason };
}

/**
 * Settles the rules of one suite. Failing is adjusted by Holm over all tests, so that the chance of any false red in the
 * suite stays at alpha; passing needs no adjustment, since the suite passes only when every rule does (an
 * intersection–union test: R. L. Berger, Technometrics 24 (1982) 295–300).
 */
export function settleRulings(rulings: readonly Ruling[]): RuleRecord[] {
  const tests = rulings.filter((ruling) => ruling.kind === "tested");
  const adjusted = new Map(holm(tests.map(({ p }) => p)).map((p, i) => [tests[i], p]));
  return rulings.map((ruling) =>
    ruling.kind === "judged" ? ruling.record : ruling.settle((adjusted.get(ruling) ?? 1) <= ruling.alpha),
  );
}

const SEVERITY: readonly GateVerdict[] = ["fail", "incomplete", "inconclusive", "pass"];

/** The worst of some verdicts: fail, then incomplete, inconclusive, pass. No verdict at all is `incomplete`. */
export function worstVerdict(verdicts: readonly GateVerdict[]): GateVerdict {
  return SEVERITY.find((verdict) => verdicts.includes(verdict)) ?? "incomplete";
}
