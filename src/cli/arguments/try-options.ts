import type { Command } from "commander";
import { dollars } from "./dollars.ts";
import { addSelectionOptions, addSendingOptions, wholeNumber } from "./options.ts";

/** Options of `try`. */
export function addTryOptions(command: Command): Command {
  return addSendingOptions(addSelectionOptions(command))
    .option("--max-cost <usd>", "send nothing that may cost more in all", dollars)
    .option("--trial <n>", "ask this trial of the case; --trials alone asks each of so many", wholeNumber(1))
    .option("--events", "each event of the stream as it comes, instead of the text, and the totals at the end");
}
