import { formatMs, formatNumber, formatPercent, formatSmallUsd } from "../../base/figures.ts";
import type { MeasureDifference } from "../../domain/comparison-report.ts";

/** What `measureRow` tells, column by column. */
export const MEASURE_TITLES = ["means", "baseline", "candidate", "change", "difference (95%)"] as const;

const LOOKS: Readonly<
  Record<MeasureDifference["measure"], { readonly name: string; readonly format: (value: number) => string }>
> = {
  score: { name: "score", format: (value) => formatNumber(Number(value.toFixed(3))) },
  costUsd: { name: "cost/trial", format: formatSmallUsd },
  latencyMs: { name: "latency", format: formatMs },
  outputTokens: { name: "tokens out", format: (value) => formatNumber(Number(value.toFixed(1))) },
};

/** Less than this is rounding of sums: no price, time or score is so small. */
const LEAST = 1e-12;

/** A measure's name, both means, "+12.3%", and "+$0.0012 (+$0.0001 to +$0.0023)": the difference with its interval. */
export function measureRow(one: MeasureDifference): string[] {
  const { name, format } = LOOKS[one.measure];
  const signed = (value: number): string => {
    const size = format(Math.abs(value));
    return Math.abs(value) < LEAST || size === format(0) ? "0" : `${value < 0 ? "−" : "+"}${size}`;
  };
  const bounds = one.low === null || one.high === null ? "" : ` (${signed(one.low)} to ${signed(one.high)})`;
  const change =
    one.baseline > 0 ? changeWords(Math.abs(one.difference) < LEAST ? 0 : one.difference / one.baseline) : "–";
  return [name, format(one.baseline), format(one.candidate), change, `${signed(one.difference)}${bounds}`];
}

function changeWords(share: number): string {
  return share === 0 ? "0%" : `${share < 0 ? "−" : "+"}${formatPercent(Math.abs(share))}`;
}
