import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatMs, formatUsd, plural } from "../../base/figures.ts";
import type { MeteredModel, MeterReport } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { verdictSentence } from "./news.ts";

/** What went through a meter, in one line: "12 requests: 10 answered, 2 reused; 11 sent; p50 0.8 s". */
export function meteredWords({ requests, latency_ms: latency, ...meter }: MeterReport): string {
  const sent = meter.models.reduce((sum, { requests: attempts }) => sum + attempts, 0);
  const asked = meter.answered + meter.failed;
  const ends = (["answered", "reused", "failed", "refused", "missing"] as const)
    .filter((end) => meter[end] > 0)
    .map((end) => `${meter[end]} ${END_WORDS[end]}`);
  const pace = latency.p50 === null ? "" : `; p50 ${formatMs(latency.p50)}, p95 ${formatMs(latency.p95)}`;
  // Those that were tried again, or cut off by a kill, were sent more often than they were asked.
  const attempts = sent > asked ? `; ${sent} sent` : "";
  return `${plural(requests, "request")}${ends.length === 0 ? "" : `: ${ends.join(", ")}`}${attempts}${pace}`;
}

const END_WORDS = {
  answered: "answered",
  reused: "answered from recordings",
  failed: "failed",
  refused: "refused by the budget",
  missing: "without a recording",
} as const;

/** What stood behind the meter. */
export function commandWords({ command }: { readonly command: readonly string[] | null }): string {
  return command === null ? "served on loopback" : command.join(" ");
}

/** The money of a meter's run: "$0.0123, and up to $0.0040 for what broke off". */
export function meterCostWords({ totals }: ReportHead): string {
  const { cost_usd: cost, uncertain_cost_usd: uncertain, saved_usd: saved } = totals;
  return reportWords("meter-cost", {
    cost: formatUsd(cost),
    open: uncertain !== null && uncertain > 0 ? formatUsd(uncertain) : null,
    saved: saved !== null && saved > 0 ? formatUsd(saved) : null,
  });
}

/** "429 rate_limit_error 3, 529 overloaded_error": errors by how often they came. */
export function errorWords({ errors }: MeteredModel): string {
  return Object.entries(errors)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => (count === 1 ? name : `${name} ${count}`))
    .join(", ");
}

/** What a meter's run came to, in one sentence. */
export function meterSentence(head: ReportHead, meter: MeterReport): string {
  return reportWords("meter-told", {
    metered: meteredWords(meter),
    cost: meterCostWords(head),
    end: meterEndWords(head),
  });
}

/** The sentence of any run: its meter's, where it has one. */
export function runSentence(head: ReportHead): string {
  return head.meter === undefined ? verdictSentence(head) : meterSentence(head, head.meter);
}

/** How a meter's run ended. */
export function meterEndWords({ verdict, meter, exit_code: code, run }: ReportHead): string {
  if (verdict === "over_budget") return reportWords("meter-over-budget");
  if (verdict === "interrupted") return reportWords("meter-interrupted");
  if (verdict === "incomplete" && run.warnings.some(({ code: warning }) => warning === "unmetered"))
    return reportWords("meter-unasked");
  if (verdict === "incomplete") return reportWords("meter-unanswered");
  const exit = meter?.exit ?? null;
  if (exit === null) return reportWords("meter-stopped");
  return exit.signal === null
    ? reportWords("meter-exited", { code: exit.code ?? code })
    : reportWords("meter-killed", { signal: exit.signal });
}
