import { ownMember } from "../../base/own-member.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { type JudgeErrors, judgeErrors } from "../../stats/judges/error-rates.ts";
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
  const models = judge.senders.map(({ model }) => model);
  return [
    textWords("judge-head", { judge: judge.name, suite, models, status, reason }),
    ...[
      ...figureLines(errors, labelsOf(cells)),
      ...criterionLines(measured, seed),
      ...(undecided === 0 ? [] : [textWords("answers-undecided", { count: undecided })]),
      ...(stale === 0 ? [] : [textWords("labels-of-old-texts", { count: stale })]),
      ...(lost === 0 ? [] : [textWords("answers-lost", { count: lost })]),
      ...votesLines(measured),
      ...nextLines(grouped.groups, status),
      ...agreementLines(labels),
      ...disagreementLines(measured),
      ...probeLines(measured),
    ].map((line) => `  ${line}`),
  ];
}

const FIGURES = ["sensitivity", "specificity", "kappa", "baseRate"] as const;

function figureLines(errors: JudgeErrors, labels: number): Sentence[] {
  const figures = FIGURES.map((figure) => textWords("judge-figure", { figure, bounds: errors[figure] }));
  return [...figures, textWords("figures-from", { labels })];
}

/** How it errs on each criterion that people labelled by itself. */
function criterionLines({ judge, labels, judged, isSimulated }: MeasuredJudge, seed: number): Sentence[] {
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
    return [
      textWords("criterion-figures", {
        criterion,
        right: sensitivity,
        wrong: specificity,
        kappa: kappa?.value ?? null,
        labels: count,
      }),
    ];
  });
}

function votesLines({ judge, judged }: MeasuredJudge): Sentence[] {
  const costs = judged.map(({ cost_usd: cost }) => cost).filter((cost) => cost !== null);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const flipped = judged.filter((record) => record.flipped).length;
  const several = judge.repeats * judge.senders.length > 1;
  return [
    ...(costs.length === 0 ? [] : [textWords("judgement-price", { usd: total / costs.length })]),
    ...(several && judged.length > 0 ? [textWords("votes-split", { split: flipped, answers: judged.length })] : []),
  ];
}

/** What would narrow it. How many answers there are is known of the run that was drawn from. */
function nextLines(groups: readonly DrawnGroup[], status: string): Sentence[] {
  // How many narrow its figures is no question before it has any: what is lacking is said with its status.
  if (status === "unmeasured") return [];
  const largest = largestGroup(groups);
  const [pass, fail] = [largest?.strata.pass?.of ?? 0, largest?.strata.fail?.of ?? 0];
  const share = pass + fail === 0 ? 0.5 : pass / (pass + fail);
  const more = moreLabels(largest ?? { strata: {}, isSameJudge: true }, share);
  const words = moreLabelsWords(more, { perArm: true, ...(pass + fail === 0 ? {} : { answers: pass + fail }) });
  if (words !== null) return [words];
  return status === "measured" ? [textWords("labels-enough")] : [];
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
  const lines = found.slice(0, MOST_SHOWN).flatMap(({ label, record }) => [
    textWords("labelled-otherwise", {
      caseId: label.case,
      person: label.by,
      label: label.label,
      judge: judge.name,
      verdict: record.verdict,
      note: known(label.note),
    }),
    `    ${textWords("labelled-answer", { text: cut(label.shown.output) })}`,
    `    ${textWords("judge-evidence", { text: known(record.evidence) })}`,
    `    ${textWords("judge-reasoning", { text: known(record.reasoning) })}`,
  ]);
  const left = found.length - MOST_SHOWN;
  const more = left > 0 ? [textWords("and-more", { count: left })] : [];
  return [textWords("judge-differs", { count: found.length }), ...lines, ...more];
}

function known(text: string | null | undefined): string | null {
  return text == null ? null : cut(text);
}

function probeLines({ probes, judge }: MeasuredJudge): Sentence[] {
  if (probes.length === 0) return [];
  const passed = probes.filter(({ verdict }) => verdict === "pass").map(({ name }) => name);
  return passed.length === 0
    ? [textWords("probes-passed-none", { count: probes.length })]
    : [textWords("probes-passed", { judge: judge.name, probes: passed })];
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= SHOWN_CHARS ? line : `${Array.from(line).slice(0, SHOWN_CHARS).join("")}…`;
}
