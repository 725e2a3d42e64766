import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { GateRecord, JudgeSummary, Rate } from "../../domain/formats/records.ts";
import type { SuiteInsights } from "../../domain/insights.ts";
import type { JudgedGateEvidence } from "../evidence.ts";
import { labelsWanted } from "../gate/rule-doubt.ts";
import { correctJudged, correctOverall } from "../judges/corrected-overall.ts";
import { drawnInterval } from "../judges/draws.ts";
import type { KnownJudge } from "../judges/judge-book.ts";
import { type DecidedTrials, hangingOn } from "../judges/hanging-trials.ts";
import { correctionWords, labelsLacking, moreLabelsText, unblockWords } from "../judges/judge-words.ts";
import { REPORT_LEVEL } from "../rate/case-sample.ts";

/** What a report says of a suite's judges. */
export interface JudgeReport {
  readonly judges: JudgeSummary[];
  /** By arm; null where it cannot be put right. */
  readonly corrected: readonly (Rate | null)[];
  /** By arm: how many passed and failed trials hang on a judge that is not believed; null where every judge is. */
  readonly asJudged: readonly (number | null)[];
  readonly insights: Pick<SuiteInsights, "judges" | "labels_wanted">;
}

/** The judges with their figures, the corrected rates, and both in plain words. `isCompared`: are arms, or is a baseline? */
export function judgeReport(evidence: JudgedGateEvidence, gate: GateRecord, isCompared: boolean): JudgeReport {
  const judges = [...evidence.book.judges.values()].map((judge) => judgeSummary(judge, evidence));
  const corrected = evidence.arms.map((_, arm) => correctedRate(evidence, arm));
  const sentences = [
    ...[...evidence.book.judges.values()].map((judge) => standingSentence(judge, evidence)),
    ...corrected.flatMap((rate, arm) =>
      rate === null ? tangledSentence(evidence, arm) : correctedSentence(rate, evidence, arm),
    ),
  ];
  const isHanging = evidence.hanging.some(({ passed, failed }) => passed + failed > 0);
  if (isCompared && isHanging) sentences.push(insightWords("compared-as-judged"));
  const isDoubted = judges.length > evidence.book.believed.size;
  const asJudged = evidence.hanging.map(({ passed, failed }) => (isDoubted ? passed + failed : null));
  const wanted = labelsWanted(evidence, gate);
  const insights = { judges: sentences, ...(wanted.length === 0 ? {} : { labels_wanted: wanted }) };
  return { judges, corrected, asJudged, insights };
}

function judgeSummary(judge: KnownJudge, { judged }: JudgedGateEvidence): JudgeSummary {
  const tallies = judged.flatMap((arm) => arm.byJudge.get(judge.name) ?? []);
  const { sensitivity, specificity, kappa } = judge.errors;
  return {
    name: judge.name,
    hash: judge.hash,
    model: judge.model,
    judged: tallies.reduce((sum, tally) => sum + tally.judged, 0),
    undecided: tallies.reduce((sum, tally) => sum + tally.undecided, 0),
    labels: judge.labels,
    sensitivity,
    specificity,
    kappa,
    status: judge.standing.status,
  };
}

function measuredJudge({ book, judged }: JudgedGateEvidence, arm: number): KnownJudge | null {
  const whole = judged[arm]?.whole;
  const [name, ...others] = whole?.names ?? [];
  return name === undefined || others.length > 0 || whole?.isTangled === true ? null : book.measured(name);
}

function correctedRate(evidence: JudgedGateEvidence, arm: number): Rate | null {
  const judge = measuredJudge(evidence, arm);
  const whole = evidence.judged[arm]?.whole;
  const id = evidence.arms[arm]?.facts.id;
  if (judge === null || whole === undefined || id === undefined) return null;
  const { run, seed } = evidence;
  const subject = { arm: id, run, tag: null, seed };
  const corrected = correctOverall(whole, correctJudged(whole.judged.observed, judge, subject), subject);
  if (corrected === null) return null;
  const { value, method } = corrected;
  const { low, high } = drawnInterval(corrected.draws, REPORT_LEVEL);
  const bounds = { low: Math.min(low, value), high: Math.max(high, value) };
  return { value, ...bounds, level: REPORT_LEVEL, method, n: whole.judged.observed.count };
}

/** "grounded is measured; it passes 94.1% of right and fails 82.0% of wrong answers (κ 0.71, 60 labels, 80.2% of them right)." */
function standingSentence(judge: KnownJudge, { arms, judged, hanging }: JudgedGateEvidence): Sentence {
  const { errors, standing, labels, name } = judge;
  const { sensitivity, specificity, kappa, baseRate } = errors;
  const answers = judged.reduce((sum, { byJudge }) => sum + (byJudge.get(name)?.judged ?? 0), 0);
  const isNew = labels === 0 || labelsLacking(judge) > 0;
  const told = {
    judge: name,
    ...standing,
    held: heldAs(judge, hangingOn(hanging, name)),
    // How many narrow its figures is no question before it has any.
    next: isNew
      ? null
      : nextStep(judge, arms[0]?.facts.id ?? "", { sample: judged[0]?.whole.judged.observed, answers }),
  };
  if (sensitivity === null || specificity === null) {
    return insightWords("judge-unmeasured", { ...told, unblock: unblockWords(judge, answers) });
  }
  return insightWords("judge-measured", {
    ...told,
    errors: {
      sensitivity: sensitivity.value,
      specificity: specificity.value,
      kappa: kappa?.value ?? null,
      labels,
      baseRate: baseRate?.value ?? null,
    },
  });
}

/** How a judge that is not measured is held: believed all the same, or as undecided where anything hangs on it. */
function heldAs({ require, standing }: KnownJudge, hanging: DecidedTrials): "as it is" | DecidedTrials | null {
  if (require === null) return "as it is";
  return standing.status === "measured" || !hangsAny(hanging) ? null : hanging;
}

function hangsAny({ passed, failed }: DecidedTrials): boolean {
  return passed + failed > 0;
}

/** "ann/v1: 8 passed and 2 failed trials hang on a and b, …": where judges are measured and their errors cannot be put right. */
function tangledSentence({ arms, judged, hanging, book }: JudgedGateEvidence, arm: number): Sentence[] {
  const judges = [...(judged[arm]?.whole.names ?? [])].filter((name) => !book.believed.has(name));
  const trials = hanging[arm] ?? { passed: 0, failed: 0 };
  if (!hangsAny(trials) || judges.length === 0 || book.whyNot(judges) !== null) return [];
  return [insightWords("judges-tangled", { arm: arms[arm]?.facts.id ?? "", judges, ...trials })];
}

interface ToLabel {
  readonly sample: { readonly count: number; readonly sum: number } | undefined;
  /** All that the judge was asked about in this run. */
  readonly answers: number;
}

function nextStep(judge: KnownJudge, arm: string, { sample, answers }: ToLabel): Sentence | null {
  const share = sample === undefined || sample.count === 0 ? 0.5 : sample.sum / sample.count;
  return moreLabelsText(judge, arm, share, answers);
}

function correctedSentence(rate: Rate, { arms, judged }: JudgedGateEvidence, arm: number): Sentence[] {
  const sample = judged[arm]?.whole.judged.observed;
  if (sample === undefined || sample.count === 0 || rate.value === null) return [];
  const method = rate.method === "judge-strata" ? "judge-strata" : "judge-error-rates";
  return [
    insightWords("rate-corrected", {
      arm: arms[arm]?.facts.id ?? "",
      judged: sample.sum / sample.count,
      rate: rate.value,
      low: rate.low,
      high: rate.high,
      level: rate.level,
      method: correctionWords(method),
    }),
  ];
}
