import { formatMs, formatNumber, formatPercent, formatUsd } from "../../base/figures.ts";
import type { Measure, MeasureDifference } from "../../domain/comparison-report.ts";

/** What `measureRow` tells, column by column. */
export const MEASURE_TITLES = ["means", "baseline", "candidate", "change", "difference (95%)"] as const;

const LOOKS: Readonly<Record<Measure, { readonly name: string; readonly format: (value: number) => string }>> = {
  costUsd: { name: "cost/trial", format: smallUsd },
  latencyMs: { name: "latency", format: formatMs },
  outputTokens: { name: "tokens out", format: (value) => formatNumber(Number(value.toFixed(1))) },
};

/** A trial may cost less than a hundredth of a cent, and then the digits that differ are further right. */
function smallUsd(usd: number): string {
  return usd > 0 && usd < 0.001 ? `$${Number(usd.toPrecision(2)).toFixed(9).replace(/0+$/, "")}` : formatUsd(usd);
}

/** A measure's name, both means, "+12.3%", and "+$0.0012 (+$0.0001 to +$0.0023)": the difference with its interval. */
export function measureRow(one: MeasureDifference): string[] {
  const { name, format } = LOOKS[one.measure];
  const signed = (value: number): string => (value === 0 ? "0" : `${value < 0 ? "−" : "+"}${format(Math.abs(value))}`);
  const bounds = one.low === null || one.high === null ? "" : ` (${signed(one.low)} to ${signed(one.high)})`;
  const change = one.baseline > 0 ? changeWords(one.difference / one.baseline) : "–";
  return [name, format(one.baseline), format(one.candidate), change, `${signed(one.difference)}${bounds}`];
}

function changeWords(share: number): string {
  return share === 0 ? "0%" : `${share < 0 ? "−" : "+"}${formatPercent(Math.abs(share))}`;
}
