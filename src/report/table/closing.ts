import type { Totals, WarningRecord } from "../../domain/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { formatCount, formatMs, formatUsd, plural } from "../figures.ts";
import { safeLine } from "../inert.ts";
import type { Style } from "../style.ts";
import { exitMeaning, VERDICT_LOOKS, verdictSentence, verdictWords } from "../words.ts";
import { paragraph } from "./paragraph.ts";

const MAX_WARNINGS = 10;

/** The end of the report: warnings, what was counted, and one line with verdict, exit, cost, time and tokens. */
export function closing(head: ReportHead, width: number, style: Style): string {
  const { mark, tone } = VERDICT_LOOKS[head.verdict];
  const lines = [
    ...warningLines(head.run.warnings, width, style),
    ...paragraph(safeLine(verdictSentence(head), 900), width, ""),
    ...paragraph(trialCounts(head.totals), width, ""),
    ...paragraph(requestCounts(head.totals), width, ""),
    ...paragraph(
      `${mark} ${verdictWords(head.verdict).toUpperCase()} · exit ${head.exit_code}: ${exitMeaning(head)} · ${spent(head)}`,
      width,
      "",
    ).map((line) => style(tone, line)),
  ];
  return `${lines.join("\n")}\n`;
}

/** "$0.12 · 12.3 s · 12.3k → 4.5k tokens" (in → out): what the run took. */
export function spent(head: ReportHead): string {
  const { totals, run } = head;
  const prompt = totals.input_tokens + totals.cache_read_tokens + totals.cache_write_tokens;
  const tokens = `${formatCount(prompt)} → ${formatCount(totals.output_tokens)} tokens`;
  return `${costWords(totals.cost_usd)} · ${run.duration_ms === null ? "time unknown" : formatMs(run.duration_ms)} · ${tokens}`;
}

/** "180 trials: 150 passed, 20 failed, …": kinds that do not occur are left out, passed and failed excepted. */
export function trialCounts(totals: Totals): string {
  const kinds: readonly (readonly [string, number])[] = [
    ["undecided", totals.undecided],
    ["errored", totals.errored],
    ["skipped", totals.skipped],
    ["refused", totals.refused],
    ["truncated", totals.truncated],
    ["quarantined", totals.quarantined],
    ["reused", totals.reused_trials],
  ];
  const rare = kinds.filter(([, count]) => count > 0).map(([word, count]) => `, ${formatCount(count)} ${word}`);
  return `${plural(totals.trials, "trial")}: ${formatCount(totals.passed)} passed, ${formatCount(totals.failed)} failed${rare.join("")}`;
}

function requestCounts(totals: Totals): string {
  const parts = [
    plural(totals.requests, "request"),
    ...(totals.retries > 0 ? [`${formatCount(totals.retries)} of them retries`] : []),
    ...(totals.rate_limited > 0 ? [`${formatCount(totals.rate_limited)} rate limited`] : []),
    ...(totals.uncertain_cost_usd === 0
      ? []
      : [`${costWords(totals.uncertain_cost_usd)} perhaps billed for answers that broke off`]),
    ...(totals.saved_usd === null || totals.saved_usd === 0 ? [] : [`${formatUsd(totals.saved_usd)} saved by reuse`]),
  ];
  return parts.join(", ");
}

function costWords(usd: number | null): string {
  return usd === null ? "cost unknown" : formatUsd(usd);
}

function warningLines(warnings: readonly WarningRecord[], width: number, style: Style): string[] {
  if (warnings.length === 0) return [];
  const more = warnings.length - MAX_WARNINGS;
  return [
    ...warnings.slice(0, MAX_WARNINGS).flatMap((warning) => {
      const place =
        warning.file === null ? "" : `${safeLine(warning.file)}${warning.line === null ? "" : `:${warning.line}`}: `;
      return paragraph(`${place}warning: ${safeLine(warning.message, 600)}`, width, "").map((line) =>
        style("unsure", line),
      );
    }),
    ...(more > 0 ? [style("quiet", `… and ${more} more warnings`)] : []),
    "",
  ];
}
