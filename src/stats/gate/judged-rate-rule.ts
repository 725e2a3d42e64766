import { also, rulingWords, withFigures } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import type { ArmJudgedEvidence, JudgedArmEvidence, JudgedGateEvidence, RateEvidence } from "../evidence.ts";
import { type Bound, correctBounds, correctOverall } from "../judges/corrected-overall.ts";
import type { CorrectedRate } from "../judges/corrected-rate.ts";
import { type Draws, quantile } from "../judges/draws.ts";
import type { JudgeBook, KnownJudge } from "../judges/judge-book.ts";
import { correctionWords, moreLabelsText, unblockWords } from "../judges/judge-words.ts";
import { rateOfCases } from "../rate/case-sample.ts";
import { reaches } from "../rate/reaches.ts";
import { ruled, NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord, type Ruling } from "./ruling.ts";
import { testText } from "./what-more-costs.ts";

/** A rule on a rate that hangs on a judge. */
export interface JudgedRateRule {
  readonly subject: RuleSubject & { readonly limit: number };
  readonly confidence: number | null;
  readonly judge: KnownJudge;
  /** What the judge said. */
  readonly judged: RateEvidence;
  /** Put right; null where nothing is known. */
  readonly corrected: (bound: Bound) => CorrectedRate | null;
  /** What share the judge passed, for the labels that would help. */
  readonly judgedShare: number;
}

/** `pass_rate` or `by_tag` where one measured judge decides beside the rules; null where that cannot be put right. */
export function judgedRateRule(
  { book, run, seed }: JudgedGateEvidence,
  evidence: JudgedArmEvidence,
  subject: JudgedRateRule["subject"],
  confidence: number | null,
): Ruling | null {
  const [name, ...others] = evidence.names;
  const judge = name === undefined || others.length > 0 || evidence.isTangled ? null : book.measured(name);
  if (judge === null || (name !== undefined && book.believed.has(name))) return null;
  const of = { arm: subject.arm ?? "", tag: subject.tag, run, seed };
  const corrected = correctBounds(evidence.judged, judge, of);
  return ruleCorrected({
    subject,
    confidence,
    judge,
    judged: evidence.judged,
    corrected: (bound) => correctOverall(evidence, corrected[bound], of, bound),
    judgedShare: shareOf(evidence.judged),
  });
}

/** `by_judge`: of the answers that a judge was asked about, the share that is right. */
export function ruleByJudge(
  { book, run, seed }: JudgedGateEvidence,
  { byJudge }: ArmJudgedEvidence,
  {
    subject,
    name,
    confidence,
  }: { readonly subject: JudgedRateRule["subject"]; readonly name: string; readonly confidence: number | null },
): Ruling {
  const rate = byJudge.get(name)?.rate;
  if (rate === undefined || rate.worst.count === 0) {
    return ruled(subject, NO_FIGURES, "incomplete", rulingWords("judged-nothing", { judge: name }));
  }
  const judge = book.measured(name);
  if (judge === null) {
    const { value, low, high } = rateOfCases(rate.observed);
    const why = book.whyNot([name]) ?? rulingWords("not-measured");
    const what = rulingWords("counts-for-nothing", { judge: name, value });
    const said = rulingWords("of", { what, words: why });
    const way = unblockOf(book, name, rate.observed.count);
    const reason = way === null ? said : withFigures(rulingWords("of", { what, words: way }), said);
    return ruled(subject, { value, low, high }, "incomplete", reason);
  }
  const of = { arm: subject.arm ?? "", tag: null, run, seed };
  const corrected = correctBounds(rate, judge, of);
  return ruleCorrected({
    subject,
    confidence,
    judge,
    judged: rate,
    corrected: (bound) => corrected[bound],
    judgedShare: shareOf(rate),
  });
}

function unblockOf({ judges }: JudgeBook, name: string, answers: number): Sentence | null {
  const judge = judges.get(name);
  return judge === undefined ? null : unblockWords(judge, answers);
}

function shareOf({ observed }: RateEvidence): number {
  return observed.count === 0 ? 0.5 : observed.sum / observed.count;
}

function judgedText({ observed }: RateEvidence): Sentence {
  return rulingWords("passed-as-judged", { value: rateOfCases(observed).value });
}

/**
 * Without `confidence` the corrected rate counts; with it the bounds of its posterior, each at c. Open trials are bounded as
 * everywhere: the rule passes if it would were they all failures, fails if it would were they all passes.
 */
function ruleCorrected(rule: JudgedRateRule): Ruling {
  const { subject, confidence } = rule;
  const [observed, worst, best] = (["observed", "worst", "best"] as const).map(rule.corrected);
  if (observed === undefined || worst === undefined || best === undefined) throw new Error("three bounds of three");
  if (observed === null || worst === null || best === null) {
    return ruled(subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
  }
  const level = confidence ?? 0.95;
  const [low, high] = [lowOf(observed.draws, level), highOf(observed.draws, level)];
  const figures = { value: observed.value, low: Math.min(low, observed.value), high: Math.max(high, observed.value) };
  const shown = shownText(rule, observed, figures, level);
  if (confidence === null) return rulePoint(rule, { figures, shown, worst: worst.value, best: best.value });
  return ruleProven(rule, { figures, shown, confidence, worst: worst.draws, best: best.draws });
}

interface ShownRate {
  readonly figures: RuleFigures;
  readonly shown: Sentence;
}

function rulePoint(
  { subject, judge }: JudgedRateRule,
  { figures, shown, worst, best }: ShownRate & { worst: number; best: number },
): Ruling {
  const { limit } = subject;
  if (reaches(worst, limit)) {
    return ruled(subject, figures, "pass", also(shown, rulingWords("at-least-asked", { limit })));
  }
  const told = (words: Sentence): Sentence => withFigures(also(inShort(judge, figures), words), also(shown, words));
  if (!reaches(best, limit)) return ruled(subject, figures, "fail", told(rulingWords("less-than", { limit })));
  return ruled(subject, figures, "incomplete", told(rulingWords("verdicts-open", { worst, best, limit })));
}

function ruleProven(
  rule: JudgedRateRule,
  { figures, shown, confidence, worst, best }: ShownRate & { confidence: number; worst: Draws; best: Draws },
): Ruling {
  const { subject } = rule;
  const alpha = 1 - confidence;
  const p = chanceAtLeast(best, subject.limit);
  const isPassed = reaches(lowOf(worst, confidence), subject.limit);
  const dependsOnMissing =
    reaches(lowOf(best, confidence), subject.limit) || chanceAtLeast(worst, subject.limit) <= alpha;
  const isOpen = rule.judged.worst.sum !== rule.judged.best.sum;
  return {
    kind: "tested",
    subject,
    p,
    alpha,
    settle: (settled) => {
      const wanted = { on: "pass_rate", limit: subject.limit, confidence } as const;
      if (isPassed) return ruleRecord(subject, figures, "pass", also(shown, rulingWords("shown-to-reach", wanted)));
      const record = (verdict: GateVerdict, words: Sentence, atLength: Sentence = words): RuleRecord => {
        const short = also(inShort(rule.judge, figures), words);
        return ruleRecord(subject, figures, verdict, withFigures(short, also(shown, atLength)));
      };
      if (settled.isProvenFail) {
        const words = rulingWords("shown-to-miss", wanted);
        return record("fail", words, rulingWords("by-test", { words, test: testText(p, settled) }));
      }
      if (isOpen && dependsOnMissing) {
        return record("incomplete", rulingWords("reaching-depends", { ...wanted, missing: "verdicts" }));
      }
      const advice = moreLabelsText(rule.judge, subject.arm ?? "", rule.judgedShare);
      const next = advice ?? rulingWords("more-cases-narrow");
      return record("inconclusive", also(rulingWords("not-settled", wanted), next));
    },
  };
}

/** "66.7% passed once the errors of polite are put right": as the first sentence of a report has it. */
function inShort({ name }: KnownJudge, { value }: RuleFigures): Sentence {
  return rulingWords("put-right", { judge: name, value });
}

function shownText(
  { judged, judge }: JudgedRateRule,
  corrected: CorrectedRate,
  { low, high }: RuleFigures,
  confidence: number,
): Sentence {
  const { value } = corrected;
  const method = correctionWords(corrected.method);
  const right = rulingWords("put-right-bounds", { judge: judge.name, value, low, high, confidence, method });
  return also(judgedText(judged), right);
}

function lowOf(draws: Draws, confidence: number): number {
  return quantile(draws.slice().sort(), 1 - confidence);
}

function highOf(draws: Draws, confidence: number): number {
  return quantile(draws.slice().sort(), confidence);
}

/** The chance, by the draws, that the rate is at least the limit: never 0, as draws show no less than one of them. */
export function chanceAtLeast(draws: Draws, limit: number): number {
  let count = 0;
  for (const value of draws) if (reaches(value, limit)) count++;
  return (count + 1) / (draws.length + 1);
}
