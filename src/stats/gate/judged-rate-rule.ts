import { formatPercent } from "../../base/figures.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { reasonWithFigures } from "../../domain/values/rule-reason.ts";
import type { ArmJudgedEvidence, JudgedArmEvidence, JudgedGateEvidence, RateEvidence } from "../evidence.ts";
import { type Bound, correctJudged, correctOverall } from "../judges/corrected-overall.ts";
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
  return ruleCorrected({
    subject,
    confidence,
    judge,
    judged: evidence.judged,
    corrected: (bound) => correctOverall(evidence, judge, of, bound),
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
    return ruled(subject, NO_FIGURES, "incomplete", `${name} judged no answer: nothing was tested`);
  }
  const judge = book.measured(name);
  if (judge === null) {
    const { value, low, high } = rateOfCases(rate.observed);
    const why = book.whyNot([name]) ?? "it is not measured";
    const said = `${judgedText(rate)} by ${name}, which counts for nothing`;
    const way = unblockOf(book, name);
    const reason = way === null ? `${said}: ${why}` : reasonWithFigures(`${said}: ${way}`, `${said}: ${why}`);
    return ruled(subject, { value, low, high }, "incomplete", reason);
  }
  const of = { arm: subject.arm ?? "", tag: null, run, seed };
  return ruleCorrected({
    subject,
    confidence,
    judge,
    judged: rate,
    corrected: (bound) => correctJudged(rate[bound], judge, of),
    judgedShare: shareOf(rate),
  });
}

function unblockOf({ judges }: JudgeBook, name: string): string | null {
  const judge = judges.get(name);
  return judge === undefined ? null : unblockWords(judge);
}

function shareOf({ observed }: RateEvidence): number {
  return observed.count === 0 ? 0.5 : observed.sum / observed.count;
}

function judgedText({ observed }: RateEvidence): string {
  return `${formatPercent(rateOfCases(observed).value)} passed as judged`;
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
    return ruled(subject, NO_FIGURES, "incomplete", "no trial has a verdict: nothing was tested");
  }
  const level = confidence ?? 0.95;
  const [low, high] = [lowOf(observed.draws, level), highOf(observed.draws, level)];
  const figures = { value: observed.value, low: Math.min(low, observed.value), high: Math.max(high, observed.value) };
  const shown = shownText(rule, observed, figures, level);
  if (confidence === null) return rulePoint(rule, { figures, shown, worst: worst.value, best: best.value });
  return ruleProven(rule, { figures, shown, confidence, worst: worst.draws, best: best.draws });
}

interface Shown {
  readonly figures: RuleFigures;
  readonly shown: string;
}

function rulePoint(
  { subject, judge }: JudgedRateRule,
  { figures, shown, worst, best }: Shown & { worst: number; best: number },
): Ruling {
  const limit = formatPercent(subject.limit);
  if (reaches(worst, subject.limit))
    return ruled(subject, figures, "pass", `${shown}; at least ${limit} are asked for`);
  const told = (words: string): string =>
    reasonWithFigures(`${inShort(judge, figures)}; ${words}`, `${shown}; ${words}`);
  if (!reaches(best, subject.limit)) return ruled(subject, figures, "fail", told(`less than ${limit}`));
  const open = `with the missing verdicts it may be ${formatPercent(worst)} or ${formatPercent(best)}; ${limit} are asked for`;
  return ruled(subject, figures, "incomplete", told(open));
}

function ruleProven(
  rule: JudgedRateRule,
  { figures, shown, confidence, worst, best }: Shown & { confidence: number; worst: Draws; best: Draws },
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
      const wanted = `${formatPercent(subject.limit)} at ${formatPercent(confidence)} confidence`;
      if (isPassed) return ruleRecord(subject, figures, "pass", `${shown}; shown to reach ${wanted}`);
      const record = (verdict: GateVerdict, words: string, more = ""): RuleRecord => {
        const short = `${inShort(rule.judge, figures)}; ${words}`;
        return ruleRecord(subject, figures, verdict, reasonWithFigures(short, `${shown}; ${words}${more}`));
      };
      if (settled.isProvenFail) return record("fail", `shown to miss ${wanted}`, ` (${testText(p, settled)})`);
      if (isOpen && dependsOnMissing)
        return record("incomplete", `whether it reaches ${wanted} depends on missing verdicts`);
      const advice = moreLabelsText(rule.judge, subject.arm ?? "", rule.judgedShare);
      const next = advice === null ? "more cases would narrow it" : advice;
      return record("inconclusive", `${wanted} is not settled; ${next}`);
    },
  };
}

/** "66.7% passed once the errors of polite are put right": as the first sentence of a report has it. */
function inShort({ name }: KnownJudge, { value }: RuleFigures): string {
  return `${formatPercent(value)} passed once the errors of ${name} are put right`;
}

function shownText(
  { judged, judge }: JudgedRateRule,
  corrected: CorrectedRate,
  { low, high }: RuleFigures,
  level: number,
): string {
  const bounds = `at least ${formatPercent(low)} and at most ${formatPercent(high)}, each with ${formatPercent(level)} confidence`;
  return `${judgedText(judged)}; ${formatPercent(corrected.value)} once the errors of ${judge.name} are put right (${bounds}; ${correctionWords(corrected.method)})`;
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
