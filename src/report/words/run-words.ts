import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatCount, formatMs, formatPercent, formatUsd, plural, sumKnown } from "../../base/figures.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { Totals } from "../../domain/formats/records.ts";

/** "$0.12 · 12.3 s · 12.3k → 4.5k tokens" (in → out): what the run took. */
export function spent(head: ReportHead): string {
  const { totals } = head;
  const prompt = sumKnown([totals.input_tokens, totals.cache_read_tokens, totals.cache_write_tokens]);
  const tokens = `${formatCount(prompt)} → ${formatCount(totals.output_tokens)} tokens`;
  return `${costWords(totals.cost_usd)}${judgesShare(totals)} · ${timeWords(head)} · ${tokens}`;
}

/** "12.3 s"; of a run that was gone on with "12.3 s of work in 2 sessions": what lies between them is no work. */
export function timeWords({ run, insights }: Pick<ReportHead, "run" | "insights">): string {
  const { sessions } = insights ?? {};
  if (sessions !== undefined) return `${formatMs(sessions.worked_ms)} of work in ${plural(sessions.count, "session")}`;
  return run.duration_ms === null ? "time unknown" : formatMs(run.duration_ms);
}

/** " (99.0% of it for judges)"; empty where they cost nothing, or that is not known. */
function judgesShare({ cost_usd: cost, grading_cost_usd: judges }: Totals): string {
  if (cost === null || judges === null || judges <= 0 || judges > cost) return "";
  return ` (${formatPercent(judges / cost)} of it for judges)`;
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
  const judged = totals.as_judged ?? 0;
  const told = judged === 0 ? "" : ` (${formatCount(judged)} of them as judged)`;
  const common = `${formatCount(totals.passed)} passed, ${formatCount(totals.failed)} failed${told}`;
  return `${plural(totals.trials, "trial")}: ${common}${rare.join("")}`;
}

/** "104 requests, 14 of them retries, …": what was sent, and the money that is not sure or was saved. */
export function requestCounts(totals: Totals): string {
  const { uncertain_cost_usd: uncertain, saved_usd: saved } = totals;
  const parts = [
    plural(totals.requests, "request"),
    ...(totals.retries > 0 ? [`${formatCount(totals.retries)} of them retries`] : []),
    ...(totals.rate_limited > 0 ? [`${formatCount(totals.rate_limited)} rate limited`] : []),
    ...(uncertain === 0
      ? []
      : [reportWords("perhaps-billed", { cost: costWords(uncertain), isPriced: totals.cost_usd !== null })]),
    ...(saved === null || saved === 0 ? [] : [`${formatUsd(saved)} saved by reuse`]),
  ];
  return parts.join(", ");
}

function costWords(usd: number | null): string {
  return usd === null ? "cost unknown" : formatUsd(usd);
}
