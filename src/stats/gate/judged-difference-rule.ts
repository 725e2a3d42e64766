import { also, rulingWords, withFigures } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import type { BoundedJudgements, JudgedArmEvidence, JudgedGateEvidence, PairEvidence } from "../evidence.ts";
import {
  type ArmErrors,
  correctDifference,
  type CorrectedDifference,
  differenceSeen,
  harsherToUnprove,
  lenientToUnprove,
  type SideJudgements,
} from "../judges/corrected-difference.ts";
import { quantile } from "../judges/draws.ts";
import { isEnough, type KnownJudge } from "../judges/judge-book.ts";
import { DifferenceTally, type SideOutcome } from "../paired/differences.ts";
import { pairedTest } from "../paired/paired-evidence.ts";
import { chanceAtLeast } from "./judged-rate-rule.ts";
import { type NotWorseRule, notWorseSubject, nothingPairs, tooFewPairs } from "./not-worse-rule.ts";
import { NO_FIGURES, ruled, ruleRecord, type RuleSubject, type Ruling } from "./ruling.ts";
import { testText } from "./what-more-costs.ts";

/** A `not_worse_than` that hangs on one measured judge. */
interface JudgedDifference {
  readonly rule: NotWorseRule;
  readonly judge: KnownJudge;
  readonly errors: ArmErrors;
  readonly judgements: BoundedJudgements;
  readonly seed: number;
}

/** The two sides of a pair, and the judged trials of those that are arms of this run. */
export interface JudgedSides {
  readonly pair: PairEvidence;
  readonly sides: readonly JudgedArmEvidence[];
}

/** `not_worse_than` where one measured judge decides on both sides; null where that cannot be put right. */
export function judgedDifferenceRule(
  judges: JudgedGateEvidence,
  rule: NotWorseRule,
  { pair, sides }: JudgedSides,
): Ruling | null {
  const names = new Set(sides.flatMap((side) => [...side.names]));
  const [name, ...others] = names;
  if (name === undefined || others.length > 0 || judges.book.believed.has(name)) return null;
  const judge = judges.book.measured(name);
  const judgements = judges.judgementsOf(pair);
  if (judge === null || judgements === null || sides.some(({ isTangled }) => isTangled)) return null;
  const subject = notWorseSubject(rule.candidate, rule);
  const errors = errorsOfPair(judges, judge, { candidate: rule.candidate, baseline: pair });
  if (typeof errors === "string") return ruled(subject, NO_FIGURES, "incomplete", errors);
  const count = judgements.observed.reduce((sum, { times }) => sum + times, 0);
  const few = count === 0 ? nothingPairs(rule) : tooFewPairs(count, rule);
  if (few !== null) return ruled(subject, NO_FIGURES, "incomplete", few);
  return ruleJudgedDifference({ rule, judge, errors, judgements, seed: judges.seed });
}

/**
 * Whose labels say how the judge errs on both arms; or why nothing does. Equal where the suite says so, else each arm's own: of
 * this very run where there are such, or of earlier ones.
 */
function errorsOfPair(
  { book, run }: JudgedGateEvidence,
  judge: KnownJudge,
  { candidate, baseline }: { readonly candidate: string; readonly baseline: PairEvidence },
): ArmErrors | Sentence {
  if (book.errorsAreEqual) return { kind: "equal", groups: judge.groups };
  const of = (arm: string) => judge.groups.filter((group) => group.arm === arm);
  const own = (arm: string) => of(arm).find((group) => group.run === run && group.isSameJudge);
  const [before, after] = [own(baseline.baseline), own(candidate)];
  if (baseline.baselineIndex !== null && before !== undefined && after !== undefined) {
    return { kind: "by-strata", baseline: before, candidate: after };
  }
  const missing = [baseline.baseline, candidate].filter((arm) => !isEnough(of(arm), judge.require));
  if (missing.length === 0) return { kind: "by-arm", baseline: of(baseline.baseline), candidate: of(candidate) };
  return rulingWords("errors-unknown", { judge: judge.name, arms: missing });
}

/**
 * As every `not_worse_than`, but of the true difference: the judged one ÷ (sensitivity + specificity − 1), the error rates
 * drawn. With equal errors a drop is proven by the exact test of what was judged, for which the judge's errors are noise.
 */
function ruleJudgedDifference(judged: JudgedDifference): Ruling {
  const { rule, judge, errors, judgements, seed } = judged;
  const subject: RuleSubject = notWorseSubject(rule.candidate, rule);
  const { margin, alpha } = rule;
  const at = (bound: keyof BoundedJudgements): CorrectedDifference =>
    correctDifference(judgements[bound], errors, {
      seed: `${seed} ${judge.name} ${rule.candidate}`,
      worth: worthOf(rule),
    });
  const [observed, worst, best] = [at("observed"), at("worst"), at("best")];
  const bound = ({ corrected }: CorrectedDifference, probability: number): number =>
    quantile(corrected.slice().sort(), probability);
  const figures = { value: bound(observed, 0.5), low: bound(observed, alpha), high: bound(observed, 1 - alpha) };
  const p = errors.kind === "equal" ? pairedTest(asJudged(judgements.best)).worse : chanceAtLeast(best.corrected, 0);
  const isPassed = bound(worst, alpha) > -margin;
  const isOpen = judgements.worst !== judgements.best && !sameDraws(worst, best);
  const what = shown(judged, figures);
  const about = { judge: judge.name, baseline: rule.baseline, value: figures.value };
  const short = rulingWords("difference-put-right", about);
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const told = (words: Sentence): Sentence => rulingWords("of", { what, words });
      const record = (verdict: GateVerdict, words: Sentence): RuleRecord =>
        ruleRecord(subject, figures, verdict, told(words));
      const inShort = (verdict: GateVerdict, words: Sentence): RuleRecord =>
        ruleRecord(subject, figures, verdict, withFigures(also(short, words), told(words)));
      const worse = rulingWords("worse-by-test", { test: testText(p, settled) });
      if (isPassed) return record("pass", also(rulingWords("not-worse-points", { margin }), lenientText(worst, rule)));
      if (settled.isProvenFail) return record("fail", also(worse, harsherText(best, errors, alpha)));
      if (isOpen && (bound(best, alpha) > -margin || chanceAtLeast(worst.corrected, 0) <= alpha)) {
        return inShort("incomplete", rulingWords("worse-depends", { missing: "verdicts" }));
      }
      return inShort("inconclusive", rulingWords("points-not-ruled-out", { margin }));
    },
  };
}

/** How many independent cases a case is worth: clusters stand or fall together. */
function worthOf({ pairs }: NotWorseRule): number {
  const { units } = pairs.best;
  const [cases, clusters] = [
    units.reduce((n, unit) => n + unit.cases * unit.times, 0),
    units.reduce((n, { times }) => n + times, 0),
  ];
  return cases === 0 ? 1 : clusters / cases;
}

/** What was judged, as the exact test reads it. */
function asJudged(pairs: BoundedJudgements["best"]): DifferenceTally {
  const tally = new DifferenceTally();
  const outcome = ({ sure, passed, trials }: SideJudgements): SideOutcome => ({ passed: sure + passed, trials });
  for (const { baseline, candidate, times } of pairs) {
    for (let i = 0; i < times; i++) tally.addOutcomes(outcome(baseline), outcome(candidate), null);
  }
  return tally;
}

function sameDraws(a: CorrectedDifference, b: CorrectedDifference): boolean {
  return a.corrected.every((value, i) => value === b.corrected[i]);
}

function shown(
  { rule, judge, errors, judgements }: JudgedDifference,
  figures: { readonly value: number; readonly low: number; readonly high: number },
): Sentence {
  return rulingWords("difference-judged", {
    ...figures,
    judge: judge.name,
    baseline: rule.baseline,
    seen: differenceSeen(judgements.observed),
    confidence: 1 - rule.alpha,
    isEqual: errors.kind === "equal",
  });
}

/** "it would be open if the judge were harsher on B by 3.1 points": only where both arms' errors are taken to be the same. */
function harsherText(best: CorrectedDifference, errors: ArmErrors, alpha: number): Sentence | null {
  const by = errors.kind === "equal" ? harsherToUnprove(best, alpha) : 0;
  return by <= 0 ? null : rulingWords("open-if-harsher", { by });
}

function lenientText(worst: CorrectedDifference, { margin, alpha }: NotWorseRule): Sentence | null {
  const by = lenientToUnprove(worst, margin, alpha);
  return by <= 0 ? null : rulingWords("open-if-more-lenient", { by });
}
