import type { Command } from "commander";
import { addSelectionOptions, addSendingOptions, positiveNumber } from "./options.ts";

/** Options of `try`. */
export function addTryOptions(command: Command): Command {
  return addSendingOptions(addSelectionOptions(command))
    .option("--max-cost <usd>", "send nothing that may cost more in all", positiveNumber)
    .option("--events", "each event of the stream as it comes, instead of the text, and the totals at the end");
}
