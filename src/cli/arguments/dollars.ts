import { usage } from "../../domain/diagnostics/usage.ts";
import { isCap, LEAST_USD, MOST_USD } from "../../domain/values/money.ts";
import { UnexpectedValue } from "./worded-command.ts";

/** What can be a cap, in US dollars: at least a picodollar, the unit in which money is counted. */
export function dollars(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && isCap(value)) return value;
  throw new UnexpectedValue(
    usage("dollars", { least: LEAST_USD, most: MOST_USD, isTooLittle: text.trim() !== "" && value < LEAST_USD }),
  );
}
