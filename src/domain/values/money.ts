/** An exact amount of money: integer picodollars (10⁻¹² USD). A price of $1 per million tokens is 1,000,000 per token. */
export type Picodollars = bigint;

const PICO_PER_USD = 1_000_000_000_000n;

/** The least amount of USD that can be written down, a picodollar: the least cap that can be held. */
export const LEAST_USD = 1e-12;

/** The most that is taken for an amount of USD: nobody pays so much for a turn, or caps a run there. */
export const MOST_USD = 1_000_000_000;

/** Can this be a cap, in USD? */
export function isCap(value: unknown): value is number {
  return isUsdAmount(value) && value >= LEAST_USD;
}

/** Can this be an amount of USD that was paid? */
export function isUsdAmount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MOST_USD;
}

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

/** A number of USD below 10²¹, as a user writes it, to the nearest picodollar. What comes from outside is bounded before (`isUsdAmount`). */
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
