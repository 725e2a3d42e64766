import { formatPercent, plural } from "../../base/figures.ts";
import type { GateRecord, JudgeSummary, Rate } from "../../domain/formats/records.ts";
import type { SuiteInsights } from "../../domain/insights.ts";
import type { JudgedGateEvidence } from "../evidence.ts";
import { labelsWanted } from "../gate/rule-doubt.ts";
import { correctOverall } from "../judges/corrected-overall.ts";
import { drawnInterval } from "../judges/draws.ts";
import type { KnownJudge } from "../judges/judge-book.ts";
import { hangingOn } from "../judges/hanging-trials.ts";
import { correctionWords, decidedWords, labelsLacking, moreLabelsText, unblockWords } from "../judges/judge-words.ts";
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
  if (isCompared && isHanging) sentences.push(COMPARED_AS_JUDGED);
  const isDoubted = judges.length > evidence.book.believed.size;
  const asJudged = evidence.hanging.map(({ passed, failed }) => (isDoubted ? passed + failed : null));
  const wanted = labelsWanted(evidence, gate);
  const insights = { judges: sentences, ...(wanted.length === 0 ? {} : { labels_wanted: wanted }) };
  return { judges, corrected, asJudged, insights };
}

const COMPARED_AS_JUDGED =
  "The comparisons are of verdicts as judged: a judge that errs otherwise on one side makes a difference where there is none; `not_worse_than` takes its errors into account.";

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
  const corrected = correctOverall(whole, judge, { arm: id, run, tag: null, seed });
  if (corrected === null) return null;
  const { value, method } = corrected;
  const { low, high } = drawnInterval(corrected.draws, REPORT_LEVEL);
  const bounds = { low: Math.min(low, value), high: Math.max(high, value) };
  return { value, ...bounds, level: REPORT_LEVEL, method, n: whole.judged.observed.count };
}

/** "grounded is right about 94.1% of right and 82.0% of wrong answers (κ 0.71 on 60 labels, 80.2% right)." */
function standingSentence(judge: KnownJudge, { arms, judged, hanging }: JudgedGateEvidence): string {
  const { errors, standing, labels, name } = judge;
  const { sensitivity, specificity, kappa, baseRate } = errors;
  const answers = judged.reduce((sum, { byJudge }) => sum + (byJudge.get(name)?.judged ?? 0), 0);
  // How many narrow its figures is no question before it has any.
  const next =
    labels === 0 || labelsLacking(judge) > 0
      ? ""
      : nextStep(judge, arms[0]?.facts.id ?? "", { sample: judged[0]?.whole.judged.observed, answers });
  const first = unblockWords(judge, answers);
  const unblock = first === null ? "" : `; ${first}`;
  const what = decidedWords(hangingOn(hanging, name));
  const { passed, failed } = hangingOn(hanging, name);
  const count = passed + failed === 1 ? "counts" : "count";
  const hangs = what === null || standing.status === "measured" ? "" : `; ${what} on it, and ${count} as undecided`;
  const believed = judge.require === null ? "; it is believed as it is (`require: none`)" : hangs;
  if (sensitivity === null || specificity === null) {
    return `${name} is ${standing.status}: ${standing.reason ?? "no labels say how it errs"}${believed}${unblock}${next}.`;
  }
  const agreement = kappa === null ? "" : `κ ${kappa.value.toFixed(2)}, `;
  const base = baseRate === null ? "" : `, ${formatPercent(baseRate.value)} of them right`;
  const figures = `it passes ${formatPercent(sensitivity.value)} of right and fails ${formatPercent(specificity.value)} of wrong answers (${agreement}${plural(labels, "label")}${base})`;
  const why = standing.reason === null ? "" : `: ${standing.reason}`;
  return `${name} is ${standing.status}${why}; ${figures}${believed}${next}.`;
}

/** "ann/v1: 8 passed and 2 failed trials hang on a and b, …": where judges are measured and their errors cannot be put right. */
function tangledSentence({ arms, judged, hanging, book }: JudgedGateEvidence, arm: number): string[] {
  const names = [...(judged[arm]?.whole.names ?? [])].filter((name) => !book.believed.has(name));
  const what = decidedWords(hanging[arm] ?? { passed: 0, failed: 0 });
  if (what === null || names.length === 0 || book.whyNot(names) !== null) return [];
  const who = names.join(" and ");
  const id = arms[arm]?.facts.id ?? "";
  return [
    `${id}: ${what} on ${who} among others, inside other checks or by score, where errors cannot be put right: they stand as judged.`,
  ];
}

interface ToLabel {
  readonly sample: { readonly count: number; readonly sum: number } | undefined;
  /** All that the judge was asked about in this run. */
  readonly answers: number;
}

function nextStep(judge: KnownJudge, arm: string, { sample, answers }: ToLabel): string {
  const share = sample === undefined || sample.count === 0 ? 0.5 : sample.sum / sample.count;
  const text = moreLabelsText(judge, arm, share, answers);
  return text === null ? "" : `; ${text}`;
}

function correctedSentence(rate: Rate, { arms, judged }: JudgedGateEvidence, arm: number): string[] {
  const id = arms[arm]?.facts.id ?? "";
  const sample = judged[arm]?.whole.judged.observed;
  if (sample === undefined || sample.count === 0) return [];
  const method = rate.method === "judge-strata" ? "judge-strata" : "judge-error-rates";
  const bounds = `${formatPercent(rate.low)} to ${formatPercent(rate.high)}`;
  return [
    `${id}: the judge passed ${formatPercent(sample.sum / sample.count)}; with its errors put right ${formatPercent(rate.value)} of answers are right (${formatPercent(rate.level)} interval ${bounds}, ${correctionWords(method)}).`,
  ];
}
