import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { holm } from "../paired/multiplicity.ts";

/** What a rule is about: the columns of its record that do not depend on the outcome. */
export interface RuleSubject {
  readonly rule: string;
  readonly arm: string | null;
  readonly tag: string | null;
  readonly limit: number | null;
  /** What is compared where it is not the pass rate. */
  readonly on?: "score";
  /** The judge of a `by_judge` rule. */
  readonly judge?: string;
}

/** What a rule measured; bounds are null where there are none. */
export interface RuleFigures {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const NO_FIGURES: RuleFigures = { value: null, low: null, high: null };

/** What the tests of a whole run make of one of them. */
export interface SettledTest {
  /** Adjusted for all tests. */
  readonly p: number;
  /** How many tests share the chance of a false red, this one counted. */
  readonly tests: number;
  /** Adjusted p at most alpha. */
  readonly isProvenFail: boolean;
}

/** A rule that is a test: its failing depends on the other tests of the run. */
export interface TestedRule {
  readonly kind: "tested";
  readonly subject: RuleSubject;
  /** The chance of so bad a result, or a worse one, if nothing were wrong. */
  readonly p: number;
  readonly alpha: number;
  settle(settled: SettledTest): RuleRecord;
}

/** A rule either decided already or a test that waits for the others. */
export type Ruling = { readonly kind: "ruled"; readonly record: RuleRecord } | TestedRule;

export function ruled(subject: RuleSubject, figures: RuleFigures, verdict: GateVerdict, reason: Sentence): Ruling {
  return { kind: "ruled", record: ruleRecord(subject, figures, verdict, reason) };
}

/** A rule's record, keys in the order of the contract. */
export function ruleRecord(
  { rule, arm, tag, limit, on, judge }: RuleSubject,
  { value, low, high }: RuleFigures,
  verdict: GateVerdict,
  reason: Sentence,
): RuleRecord {
  return {
    rule,
    arm,
    tag,
    limit,
    value,
    low,
    high,
    verdict,
    reason,
    ...(on === undefined ? {} : { on }),
    ...(judge === undefined ? {} : { judge }),
  };
}

/**
 * Settles the rules of all suites of a run. Failing is adjusted by Holm over all their tests, so that the chance of any false
 * red in the run stays at alpha; passing needs no adjustment, since a suite passes only when every rule does (an
 * intersection–union test: R. L. Berger, Technometrics 24 (1982) 295–300).
 */
export function settleRulings(suites: readonly (readonly Ruling[])[]): RuleRecord[][] {
  const tests = suites.flat().filter((ruling) => ruling.kind === "tested");
  const adjusted = new Map(holm(tests.map(({ p }) => p)).map((p, i) => [tests[i], p]));
  const settle = (ruling: Ruling): RuleRecord => {
    if (ruling.kind === "ruled") return ruling.record;
    const p = adjusted.get(ruling) ?? 1;
    return ruling.settle({ p, tests: tests.length, isProvenFail: p <= ruling.alpha });
  };
  return suites.map((rulings) => rulings.map(settle));
}

const SEVERITY: readonly GateVerdict[] = ["fail", "incomplete", "inconclusive", "pass"];

/** The worst of some verdicts: fail, then incomplete, inconclusive, pass. No verdict at all is `incomplete`. */
export function worstVerdict(verdicts: readonly GateVerdict[]): GateVerdict {
  return SEVERITY.find((verdict) => verdicts.includes(verdict)) ?? "incomplete";
}
