import { usage } from "../../domain/diagnostics/usage.ts";
import { isCap, LEAST_USD, MOST_USD } from "../../domain/values/money.ts";
import { UnexpectedValue } from "./worded-command.ts";

/** What can be a cap, in US dollars: at least a picodollar, the unit in which money is counted. */
export function dollars(text: string): number {
  const value = decimalOf(text);
  if (value !== null && isCap(value)) return value;
  throw new UnexpectedValue(
    usage("dollars", { least: LEAST_USD, most: MOST_USD, isTooLittle: value !== null && value < LEAST_USD }),
  );
}

/** A number as people write it, `5`, `.5`, `1e-3`; null: anything else, as `0x10`, which JavaScript reads as 16. */
export function decimalOf(text: string): number | null {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
}
