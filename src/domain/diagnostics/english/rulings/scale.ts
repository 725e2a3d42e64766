import { formatNumber, formatPercent, formatPoints } from "../../../../base/figures.ts";

/** What a rule measures: the share of answers that pass, or their mean score. */
export type Scale = "pass_rate" | "score";

/** "80.0% passed", "mean score 0.8". */
export function measured(on: Scale, value: number | null): string {
  return on === "score" ? `mean score ${formatNumber(value)}` : `${formatPercent(value)} passed`;
}

/** "80.0%", "0.8": a limit or a bound. */
export function level(on: Scale, value: number | null): string {
  return on === "score" ? formatNumber(value) : formatPercent(value);
}

/** "5.0 points", "0.05": a margin or a drop without its sign. */
export function amount(on: Scale, share: number): string {
  return on === "score" ? formatNumber(share) : `${formatPoints(share).replace("+", "")} points`;
}

/** "−5.0", "+0.05": a bound of a difference. */
export function signed(on: Scale, share: number | null): string {
  return on === "score" ? signedNumber(share) : formatPoints(share);
}

/** "−5.0 points", "mean score −0.05". */
export function difference(on: Scale, share: number | null): string {
  return on === "score" ? `mean score ${signedNumber(share)}` : `${formatPoints(share)} points`;
}

function signedNumber(value: number | null): string {
  if (value === null) return formatNumber(value);
  const size = formatNumber(Math.abs(value));
  return value === 0 ? size : `${value < 0 ? "−" : "+"}${size}`;
}
