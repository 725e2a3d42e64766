import { formatMs, formatNumber, formatPercent, formatUsd } from "../../base/figures.ts";
import type { Measure, MeasureDifference } from "../../domain/comparison-report.ts";

/** A measure's name, both means, the difference and its interval, as texts. */
export interface MeasureWords {
  readonly name: string;
  readonly baseline: string;
  readonly candidate: string;
  /** "+12.3%". */
  readonly change: string;
  /** "+$0.0012 (+$0.0001 to +$0.0023)". */
  readonly difference: string;
}

const LOOKS: Readonly<Record<Measure, { readonly name: string; readonly format: (value: number) => string }>> = {
  costUsd: { name: "cost a trial", format: smallUsd },
  latencyMs: { name: "latency", format: formatMs },
  outputTokens: { name: "output tokens", format: (value) => formatNumber(Number(value.toFixed(1))) },
};

/** A trial may cost less than a hundredth of a cent, and then the digits that differ are further right. */
function smallUsd(usd: number): string {
  return usd > 0 && usd < 0.001 ? `$${Number(usd.toPrecision(2)).toFixed(9).replace(/0+$/, "")}` : formatUsd(usd);
}

export function measureWords(one: MeasureDifference): MeasureWords {
  const { name, format } = LOOKS[one.measure];
  const signed = (value: number): string => (value === 0 ? "0" : `${value < 0 ? "−" : "+"}${format(Math.abs(value))}`);
  const bounds = one.low === null || one.high === null ? "" : ` (${signed(one.low)} to ${signed(one.high)})`;
  return {
    name,
    baseline: format(one.baseline),
    candidate: format(one.candidate),
    change: one.baseline > 0 ? changeWords(one.difference / one.baseline) : "–",
    difference: `${signed(one.difference)}${bounds}`,
  };
}

function changeWords(share: number): string {
  return share === 0 ? "0%" : `${share < 0 ? "−" : "+"}${formatPercent(Math.abs(share))}`;
}
