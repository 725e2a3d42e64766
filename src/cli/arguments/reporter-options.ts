import type { Command } from "commander";
import {
  COMPARISON_REPORTERS,
  PROBLEM_REPORTERS,
  REPORTER_NAMES,
  REPORTERS,
} from "../../pipeline/output/reporter-lists.ts";
import { list } from "./list-option.ts";

/** Which reports are written, and where to; `names`: of which reporters. */
export function addReporterOption(command: Command, names: readonly string[] = REPORTER_NAMES): Command {
  return command
    .addOption(list("--reporter <name[=file]>", `${names.join(", ")} (repeatable)`))
    .option("-v, --verbose", "the table with all statistics and longer answers");
}

/** How `compare` tells what it found. */
export function addComparisonReporterOption(command: Command): Command {
  const known = COMPARISON_REPORTERS.join(", ").replace(/, ([^,]*)$/, " or $1");
  return command.addOption(list("--reporter <name[=file]>", `${known} (repeatable)`));
}

/** How `validate` tells of problems beside stderr. */
export function addProblemReporterOption(command: Command): Command {
  const known = PROBLEM_REPORTERS.map((name) => `${name}: ${REPORTERS[name].problems?.what ?? ""}`);
  return command.option("--reporter <reporter>", known.join("; "));
}
