import type { Command } from "commander";
import { addSelectionOptions, addSendingOptions, positiveNumber, wholeNumber } from "./options.ts";

/** Options of `try`. */
export function addTryOptions(command: Command): Command {
  return addSendingOptions(addSelectionOptions(command))
    .option("--max-cost <usd>", "send nothing that may cost more in all", positiveNumber)
    .option("--trial <n>", "ask this trial of the case; --trials alone asks each of so many", wholeNumber(1))
    .option("--events", "each event of the stream as it comes, instead of the text, and the totals at the end");
}
