import { formatNumber, formatPoints } from "../../base/figures.ts";
import type { NotWorseThan } from "../../domain/suite.ts";

/** How a difference of pass rates, or of mean scores, is written. */
export interface ScaleWords {
  /** "5.0 points", "0.05": a margin or a drop without its sign. */
  readonly amount: (share: number) => string;
  /** "−5.0", "+0.05": a bound. */
  readonly signed: (share: number | null) => string;
  /** "−5.0 points", "mean score −0.05". */
  readonly difference: (share: number | null) => string;
}

const OF_PASS_RATES: ScaleWords = {
  amount: (share) => `${formatPoints(share).replace("+", "")} points`,
  signed: formatPoints,
  difference: (share) => `${formatPoints(share)} points`,
};

const OF_SCORES: ScaleWords = {
  amount: formatNumber,
  signed: signedNumber,
  difference: (share) => `mean score ${signedNumber(share)}`,
};

export function scaleWords(on: NotWorseThan["on"]): ScaleWords {
  return on === "score" ? OF_SCORES : OF_PASS_RATES;
}

function signedNumber(value: number | null): string {
  if (value === null) return formatNumber(value);
  const size = formatNumber(Math.abs(value));
  return value === 0 ? size : `${value < 0 ? "−" : "+"}${size}`;
}
