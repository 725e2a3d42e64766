import { ownMember } from "../../base/own-member.ts";
import { formatNumber, formatPercent, formatUsd, plural } from "../../base/figures.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import { type JudgeErrors, judgeErrors, type JudgeFigure } from "../../stats/judges/error-rates.ts";
import { judgeStanding } from "../../stats/judges/judge-standing.ts";
import { labelsOf } from "../../stats/judges/label-counts.ts";
import { type DrawnGroup, groupLabels } from "../../stats/judges/label-groups.ts";
import { largestGroup, moreLabelsWords } from "../../stats/judges/judge-words.ts";
import { moreLabels } from "../../stats/judges/more-labels.ts";
import { agreementLines } from "./label-summary.ts";
import type { MeasuredJudge } from "./judges-run.ts";

const MOST_SHOWN = 20;
const SHOWN_CHARS = 300;

/** All that is known of a judge, in lines for people. Raw text. */
export function judgeLines(measured: MeasuredJudge, seed: number): string[] {
  const { judge, suite, labels, judged, lost, isSimulated } = measured;
  const verdicts = new Map(judged.map(({ answer_hash: answer, verdict }) => [answer, verdict]));
  const grouped = groupLabels(labels, judge, { half: "test", judged: (answer) => verdicts.get(answer), isSimulated });
  const errors = judgeErrors(grouped.groups, `${seed} ${judge.name}`);
  const { cells, stale, unjudged, undecided } = grouped;
  const figures = { sensitivity: errors.sensitivity?.value ?? null, specificity: errors.specificity?.value ?? null };
  const require = judge.require === "none" ? null : judge.require;
  const { status, reason } = judgeStanding({ cells, ...figures, stale, unjudged }, require);
  return [
    `${judge.name} (${suite}, ${judge.senders.map(({ model }) => model).join(", ")}): ${status}${reason === null ? "" : `, ${reason}`}`,
    ...figureLines(errors, labelsOf(cells)),
    ...criterionLines(measured, seed),
    ...(undecided === 0 ? [] : [`  could not tell of ${plural(undecided, "labelled answer")}`]),
    ...(stale === 0
      ? []
      : [`  ${plural(stale, "label")} of the test half are stale: the texts that people labelled by have changed`]),
    ...(lost === 0
      ? []
      : [`  ${plural(lost, "labelled answer")} could not be judged: the suite has their cases no more`]),
    ...votesLines(measured),
    ...nextLines(grouped.groups, status),
    ...agreementLines(labels).map((line) => `  ${line}`),
    ...disagreementLines(measured),
    ...probeLines(measured),
  ];
}

function figureLines({ sensitivity, specificity, kappa, baseRate }: JudgeErrors, labels: number): string[] {
  const shown = (name: string, figure: JudgeFigure | null, text: (value: number) => string): string =>
    figure === null
      ? `  ${name}: unknown, no such label`
      : `  ${name}: ${text(figure.value)} (95% interval ${text(figure.low)} to ${text(figure.high)})`;
  return [
    shown("sensitivity, of right answers it passes", sensitivity, formatPercent),
    shown("specificity, of wrong answers it fails", specificity, formatPercent),
    shown("κ, agreement beyond chance", kappa, formatNumber),
    shown("base rate, right answers", baseRate, formatPercent),
    `  from ${plural(labels, "label")} of the test half, each weighted by how it was drawn`,
  ];
}

/** How it errs on each criterion that people labelled by itself. */
function criterionLines({ judge, labels, judged, isSimulated }: MeasuredJudge, seed: number): string[] {
  if (judge.menu.kind !== "criteria") return [];
  const said = new Map(judged.map(({ answer_hash: answer, criteria }) => [answer, criteria ?? {}]));
  return Object.keys(judge.menu.texts).flatMap((criterion) => {
    const of = { half: "test" as const, criterion, isSimulated };
    const grouped = groupLabels(labels, judge, {
      ...of,
      judged: (answer) => ownMember(said.get(answer) ?? {}, criterion),
    });
    const count = labelsOf(grouped.cells);
    if (count === 0) return [];
    const { sensitivity, specificity, kappa } = judgeErrors(grouped.groups, `${seed} ${judge.name} ${criterion}`);
    const passes = sensitivity === null ? "no right answer is labelled" : `passes ${rangeText(sensitivity)} of right`;
    const fails =
      specificity === null ? "no wrong answer is labelled" : `fails ${rangeText(specificity)} of wrong answers`;
    const agreement = kappa === null ? "" : `, κ ${formatNumber(kappa.value)}`;
    return [`  ${criterion}: ${passes}, ${fails}${agreement} (${plural(count, "label")})`];
  });
}

/** "90.0% (81.2% to 95.6%)". */
function rangeText({ value, low, high }: JudgeFigure): string {
  return `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
}

function votesLines({ judge, judged }: MeasuredJudge): string[] {
  const costs = judged.map(({ cost_usd: cost }) => cost).filter((cost) => cost !== null);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const flipped = judged.filter((record) => record.flipped).length;
  const several = judge.repeats * judge.senders.length > 1;
  return [
    ...(costs.length === 0 ? [] : [`  ${formatUsd(total / costs.length)} a judgement`]),
    ...(several && judged.length > 0
      ? [`  its votes were split on ${flipped} of ${plural(judged.length, "answer")}`]
      : []),
  ];
}

/** What would narrow it. How many answers there are is known of the run that was drawn from. */
function nextLines(groups: readonly DrawnGroup[], status: string): string[] {
  // How many narrow its figures is no question before it has any: what is lacking is said with its status.
  if (status === "unmeasured") return [];
  const largest = largestGroup(groups);
  const [pass, fail] = [largest?.strata.pass?.of ?? 0, largest?.strata.fail?.of ?? 0];
  const share = pass + fail === 0 ? 0.5 : pass / (pass + fail);
  const more = moreLabels(largest ?? { strata: {}, isSameJudge: true }, share);
  const words = moreLabelsWords(more, { perArm: true, ...(pass + fail === 0 ? {} : { answers: pass + fail }) });
  if (words !== null) return [`  ${words}`];
  return status === "measured" ? ["  there are labels enough for ± 5 points"] : [];
}

/** Where people and judge differ, of the half that may be looked at to better the judge. */
function disagreementLines({ judge, labels, judged }: MeasuredJudge): string[] {
  const records = new Map(judged.map((record) => [record.answer_hash, record]));
  const seen = new Set<string>();
  const found = labels.flatMap((label) => {
    const record = records.get(label.answer_hash);
    if (
      label.criterion !== null ||
      label.half !== "tune" ||
      label.label === "unsure" ||
      record === undefined ||
      seen.has(label.answer_hash)
    )
      return [];
    seen.add(label.answer_hash);
    return record.verdict === label.label || record.verdict === "undecided" ? [] : [{ label, record }];
  });
  if (found.length === 0) return [];
  const lines = found
    .slice(0, MOST_SHOWN)
    .flatMap(({ label, record }) => [
      `  · ${label.case}: ${label.by} says ${label.label}, ${judge.name} says ${record.verdict}${noteText(label)}`,
      `      answer: ${cut(label.shown.output)}`,
      `      evidence: ${cut(record.evidence ?? "none")}`,
      `      reasoning: ${cut(record.reasoning ?? "none")}`,
    ]);
  const more = found.length > MOST_SHOWN ? [`  … and ${found.length - MOST_SHOWN} more`] : [];
  return [`  differs from people on ${plural(found.length, "answer")} of the tune half:`, ...lines, ...more];
}

function noteText({ note }: LabelRecord): string {
  return note === null ? "" : ` (${cut(note)})`;
}

function probeLines({ probes, judge }: MeasuredJudge): string[] {
  if (probes.length === 0) return [];
  const passed = probes.filter(({ verdict }) => verdict === "pass").map(({ name }) => name);
  if (passed.length === 0) return [`  passes none of the ${probes.length} answers that must not pass`];
  return [
    `  passes what must not pass: ${passed.join(", ")}: say in the rubric of ${judge.name} what a right answer has`,
  ];
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= SHOWN_CHARS ? line : `${Array.from(line).slice(0, SHOWN_CHARS).join("")}…`;
}
