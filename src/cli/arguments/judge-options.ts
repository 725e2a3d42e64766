import type { Command } from "commander";
import { addColorOption, addPortOption, addStoreOption, wholeNumber } from "./options.ts";

/** How many answers of each arm are labelled unless told otherwise. */
const SAMPLE = 100;

export function addLabelOptions(command: Command): Command {
  return addPortOption(addColorOption(addStoreOption(command)))
    .requiredOption("--judge <name>", "the judge whose answers are labelled")
    .option("--sample <n>", "answers of each arm, half of them passed by the judge", wholeNumber(1), SAMPLE)
    .option("--seed <n>", "which answers are drawn, and their order", wholeNumber(0), 0)
    .option("--by <name>", "who labels (default: the user of this machine)")
    .option("--browser", "on a page of this machine instead of the terminal");
}

export function addJudgesOptions(command: Command): Command {
  return command
    .option("--judge <name>", "this judge alone")
    .option("--probe", "judge answers too that must not pass, and name those that do");
}
