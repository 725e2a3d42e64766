/** An exact amount of money: integer picodollars (10⁻¹² USD). A price of $1 per million tokens is 1,000,000 per token. */
export type Picodollars = bigint;

const PICO_PER_USD = 1_000_000_000_000n;

/** The nearest JSON number of USD, for reports. */
export function toUsd(amount: Picodollars): number {
  return Number(formatUsdExact(amount));
}

/** The amount in USD as an exact decimal, without trailing zeros: "0.0125". */
export function formatUsdExact(amount: Picodollars): string {
  const sign = amount < 0n ? "-" : "";
  const absolute = amount < 0n ? -amount : amount;
  const fraction = (absolute % PICO_PER_USD).toString().padStart(12, "0").replace(/0+$/, "");
  const whole = (absolute / PICO_PER_USD).toString();
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** A finite number of USD, as a user writes it, to the nearest picodollar. */
export function fromUsd(usd: number): Picodollars {
  const [whole = "0", fraction = ""] = Math.abs(usd).toFixed(12).split(".");
  const amount = BigInt(whole) * PICO_PER_USD + BigInt(fraction.padEnd(12, "0"));
  return usd < 0 ? -amount : amount;
}

/** The sum, or null (unknown) if any part is unknown. */
export function sumOrNull(amounts: Iterable<Picodollars | null>): Picodollars | null {
  let total = 0n;
  for (const amount of amounts) {
    if (amount === null) return null;
    total += amount;
  }
  return total;
}
