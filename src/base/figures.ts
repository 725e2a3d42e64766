/** How unknown figures are shown: never as 0. */
const UNKNOWN = "–";

/** An amount of USD with sensible digits: "$12.34", "$0.0123", "<$0.0001"; unknown as a dash. */
export function formatUsd(usd: number | null): string {
  if (usd === null) return UNKNOWN;
  if (usd === 0) return "$0";
  if (usd < 0) return `-${formatUsd(-usd)}`;
  if (usd < 0.0001) return "<$0.0001";
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** The same with two digits that differ from 0, however small: a trial may cost less than a hundredth of a cent. */
export function formatSmallUsd(usd: number): string {
  if (usd <= 0 || usd >= 0.001) return formatUsd(usd);
  return usd < 5e-10 ? "<$0.000000001" : `$${Number(usd.toPrecision(2)).toFixed(9).replace(/0+$/, "")}`;
}

/** Amounts that stand beside each other, with digits enough that no two of them look alike, and none looks like nothing. */
export function formatUsdApart(amounts: readonly number[]): readonly string[] {
  const different = new Set(amounts).size;
  const usual = amounts.map((usd) => formatUsd(usd));
  if (new Set(usual).size === different && !usual.some((text) => text.startsWith("<"))) return usual;
  for (let digits = 4; digits < MOST_DIGITS; digits++) {
    const texts = amounts.map((usd) => usdWith(usd, digits));
    const isSeen = amounts.every((usd) => usd === 0 || usd >= 0.5 * 10 ** -digits);
    if (isSeen && new Set(texts).size === different) return texts;
  }
  return amounts.map((usd) => usdWith(usd, MOST_DIGITS));
}

/** A picodollar. */
const MOST_DIGITS = 12;

function usdWith(usd: number, digits: number): string {
  return usd === 0 ? "$0" : `$${usd.toFixed(digits)}`;
}

/** A share 0..1 as a percentage. What is not quite all or nothing is never rounded to it. */
export function formatPercent(share: number | null): string {
  if (share === null) return UNKNOWN;
  if (share === 0 || share === 1) return `${share * 100}%`;
  const rounded = (share * 100).toFixed(1);
  if (rounded === "100.0") return ">99.9%";
  return rounded === "0.0" ? "<0.1%" : `${rounded}%`;
}

/** Shares that stand beside each other, with digits enough that no two of them look alike, and none like all or nothing. */
export function formatPercentApart(shares: readonly (number | null)[]): readonly string[] {
  const different = new Set(shares).size;
  for (let digits = 1; digits < MOST_PERCENT_DIGITS; digits++) {
    const texts = shares.map((share) => percentWith(share, digits));
    if (new Set(texts).size === different && !texts.some((text) => /^[<>]/.test(text))) return texts;
  }
  return shares.map((share) => percentWith(share, MOST_PERCENT_DIGITS));
}

const MOST_PERCENT_DIGITS = 6;

function percentWith(share: number | null, digits: number): string {
  if (share === null || share === 0 || share === 1) return formatPercent(share);
  const text = (share * 100).toFixed(digits);
  const isRounded = Number(text) === 0 || Number(text) === 100;
  return isRounded ? formatPercent(share) : `${text}%`;
}

/** A duration and a limit that it is held against: in milliseconds where they would look alike and are not. */
export function formatMsBeside(durationMs: number, limitMs: number): readonly [string, string] {
  const [duration, limit] = [formatMs(durationMs), formatMs(limitMs)];
  return duration === limit && durationMs !== limitMs ? [`${durationMs} ms`, `${limitMs} ms`] : [duration, limit];
}

/** The bounds of an interval of shares: "78.7–98.2%". */
export function formatInterval(low: number | null, high: number | null): string {
  if (low === null || high === null) return UNKNOWN;
  return `${formatPercent(low).replace("%", "")}–${formatPercent(high)}`;
}

/** A difference of two shares in percentage points, with its sign: "−6.7". */
export function formatPoints(difference: number | null): string {
  if (difference === null) return UNKNOWN;
  const digits = (Math.abs(difference) * 100).toFixed(1);
  if (digits === "0.0") return digits;
  return `${difference < 0 ? "−" : "+"}${digits}`;
}

/** A duration: "850 ms", "1.23 s", "12.3 s", "4m 05s", "2h 03m". */
export function formatMs(durationMs: number | null): string {
  if (durationMs === null) return UNKNOWN;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m ${twoDigits(whole % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

/** A count, shortened from ten thousand on: "9876", "12.3k", "4.56M". */
export function formatCount(count: number | null): string {
  if (count === null) return UNKNOWN;
  if (count < 10_000) return String(count);
  if (count < 999_950) return `${(count / 1000).toFixed(1)}k`;
  return `${(count / 1_000_000).toFixed(2)}M`;
}

/** A score 0..1, a ratio or a p-value with three digits after the point at most: "0.5", "0.012". */
export function formatNumber(value: number | null): string {
  if (value === null) return UNKNOWN;
  if (value !== 0 && Math.abs(value) < 0.001) return value < 0 ? "−<0.001" : "<0.001";
  return String(Number(value.toFixed(3)));
}

/** "p 0.012", with the adjusted one beside it where it differs: "p 0.012 (adjusted 0.036)"; null when unknown. */
export function formatP(value: number | null, adjusted: number | null): string | null {
  const p = value ?? adjusted;
  if (p === null) return null;
  const [own, other] = [formatNumber(p), formatNumber(adjusted ?? p)];
  return own === other ? `p ${own}` : `p ${own} (adjusted ${other})`;
}

/** A sentence's first letter is a capital. */
export function capitalized(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** "1 case", "2 cases", "– cases". */
export function plural(count: number | null, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** The sum, or null (unknown) if any part is unknown. */
export function sumKnown(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The least amount of two digits that is not below: 0.43 of 0.4213. */
export function roundedUp(usd: number): number {
  if (usd <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(usd)) - 1);
  return Number((Math.ceil(usd / unit - 1e-9) * unit).toPrecision(2));
}
