import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { skipWords } from "../../domain/run/skip-reason.ts";
import { impliedTitle, isImplied } from "../../domain/values/implied-check.ts";
import { formatMs, formatUsd, plural } from "../../base/figures.ts";
import type { Tone } from "../../base/style.ts";
import type { CheckRecord, JudgementRecord, TrialRecord } from "../../domain/formats/records.ts";

/** A line of the summary. Raw text. */
export interface SummaryLine {
  readonly text: string;
  readonly tone: Tone;
}

/** What is known of a trial beside its record. */
export interface Tried {
  readonly isSimulated: boolean;
  /** Why a run does not count what its judges said. */
  readonly doubts?: readonly string[];
  /** What people call its case. */
  readonly name?: string;
}

const LOOKS = {
  pass: { mark: "✓", tone: "good" },
  fail: { mark: "✗", tone: "bad" },
  undecided: { mark: "?", tone: "unsure" },
  errored: { mark: "!", tone: "bad" },
  skipped: { mark: "!", tone: "unsure" },
  completed: { mark: "–", tone: "quiet" },
} as const;
const ORDER: readonly CheckRecord["verdict"][] = ["fail", "undecided", null, "pass"];

/**
 * What became of a trial: the verdict, the checks with those that failed first, and what it took. Checks that every turn has are told
 * when they fail.
 */
export function trySummary(
  record: TrialRecord,
  { isSimulated, doubts = [], name = record.case }: Tried,
): SummaryLine[] {
  const outcome = record.verdict ?? record.status;
  const { mark, tone } = LOOKS[outcome];
  const source = isSimulated ? "  SIMULATED" : "";
  const head = `${mark} ${outcome.toUpperCase()}  ${name} on ${record.arm.replace(/\/default$/, "")}${source}`;
  return [
    { text: "", tone: "plain" },
    { text: head, tone },
    ...(record.error === null ? [] : [{ text: `  error: ${record.error.message}`, tone: "bad" } as const]),
    ...whyUnasked(record),
    ...checkLines(record.checks),
    ...doubts.map((why) => ({ text: `  ! ${textWords("doubted", { why })}`, tone: "unsure" as const })),
    { text: `  ${figures(record)}`, tone: "quiet" },
  ];
}

/** Why nothing was sent: a verdict of nothing says nothing. */
function whyUnasked({ status, status_reason: reason }: TrialRecord): SummaryLine[] {
  if (status !== "skipped" || reason === null) return [];
  return [{ text: `  ${textWords("not-sent", { why: skipWords(reason) })}`, tone: "unsure" }];
}

function checkLines(checks: readonly CheckRecord[]): SummaryLine[] {
  const told = checks.filter((check) => !isImplied(check) || check.verdict !== "pass");
  const sorted = [...told].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const hidden = checks.filter((check) => !told.includes(check));
  const held = [...new Set(hidden.map(impliedTitle))].join(", ");
  return [
    ...sorted.flatMap((check): SummaryLine[] => {
      const { verdict, name, type, turn, reason, required } = check;
      const { mark, tone } = LOOKS[verdict ?? "completed"];
      const where = `${impliedTitle(check) ?? name ?? type}${turn === null ? "" : `, turn ${turn}`}${required ? "" : " (optional)"}`;
      return [
        { text: `  ${mark} ${where}: ${reason}`, tone: verdict === "pass" ? "plain" : tone },
        ...judgementsOf(check).map((said) => ({ text: `      ${judgeWords(said)}`, tone: "quiet" as const })),
      ];
    }),
    ...(held === "" ? [] : [{ text: `  ✓ ${held}`, tone: "plain" } as const]),
  ];
}

/** What a judge said for a check; nothing of one that was not asked. */
function judgementsOf({ judge }: CheckRecord): readonly JudgementRecord[] {
  return judge == null ? [] : [judge];
}

/** "the judge kind (claude-sonnet-5-5) says fail, by “Whatever.”: It is rude. · $0.0014". */
function judgeWords({ name, model, verdict, evidence, reasoning, cost_usd: usd }: JudgementRecord): Sentence {
  return textWords("judge-says", { judge: name, model, verdict, evidence, reasoning, usd });
}

/** What the judges of a trial took; null: of one it is not known. */
function judgingUsd(checks: readonly CheckRecord[]): number | null {
  return checks.flatMap(judgementsOf).reduce<number | null>((sum, { cost_usd: cost }) => {
    return sum === null || cost === null ? null : sum + cost;
  }, 0);
}

/** "$0.0015 ($0.0014 of it for judges)"; "–" where a part of it is not known. */
function costText(answers: number | null, judges: number | null): string {
  if (answers === null || judges === null) return formatUsd(null);
  return judges === 0 ? formatUsd(answers) : `${formatUsd(answers + judges)} (${formatUsd(judges)} of it for judges)`;
}

function figures({ cost_usd: cost, latency_ms: latency, usage, calls, checks }: TrialRecord): string {
  return [
    ...(calls === undefined ? [] : [`${plural(calls.length, "call")} of Claude`]),
    costText(cost, judgingUsd(checks)),
    formatMs(latency),
    plural(usage.input_tokens, "input token"),
    plural(usage.output_tokens, "output token"),
  ].join(" · ");
}
