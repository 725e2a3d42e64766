import { formatMs, formatUsd, plural } from "../../base/figures.ts";
import type { Tone } from "../../base/style.ts";
import type { CheckRecord, TrialRecord } from "../../domain/formats/records.ts";

/** A line of the summary. Raw text. */
export interface SummaryLine {
  readonly text: string;
  readonly tone: Tone;
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
 * when they fail. `name`: what people call its case.
 */
export function trySummary(record: TrialRecord, isSimulated: boolean, name: string = record.case): SummaryLine[] {
  const outcome = record.verdict ?? record.status;
  const { mark, tone } = LOOKS[outcome];
  const source = isSimulated ? "  SIMULATED" : "";
  const head = `${mark} ${outcome.toUpperCase()}  ${name} on ${record.arm.replace(/\/default$/, "")}${source}`;
  return [
    { text: "", tone: "plain" },
    { text: head, tone },
    ...(record.error === null ? [] : [{ text: `  error: ${record.error.message}`, tone: "bad" } as const]),
    ...checkLines(record.checks),
    { text: `  ${figures(record)}`, tone: "quiet" },
  ];
}

function checkLines(checks: readonly CheckRecord[]): SummaryLine[] {
  const told = checks.filter((check) => !isImplied(check) || check.verdict !== "pass");
  const sorted = [...told].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const hidden = checks.length - told.length;
  return [
    ...sorted.map(({ verdict, name, type, turn, reason, required }) => {
      const { mark, tone } = LOOKS[verdict ?? "completed"];
      const where = `${name ?? type}${turn === null ? "" : `, turn ${turn}`}${required ? "" : " (optional)"}`;
      return { text: `  ${mark} ${where}: ${reason}`, tone: verdict === "pass" ? "plain" : tone } as const;
    }),
    ...(hidden === 0 ? [] : [{ text: "  ✓ answered whole, not refused", tone: "plain" } as const]),
  ];
}

function isImplied({ name }: CheckRecord): boolean {
  return name === "implied";
}

function figures({ cost_usd: cost, latency_ms: latency, usage, calls }: TrialRecord): string {
  return [
    ...(calls === undefined ? [] : [`${plural(calls.length, "call")} of Claude`]),
    formatUsd(cost),
    formatMs(latency),
    plural(usage.input_tokens, "input token"),
    plural(usage.output_tokens, "output token"),
  ].join(" · ");
}
