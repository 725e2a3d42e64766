import { usage } from "../../domain/diagnostics/usage.ts";
import type { Command } from "commander";
import { MAX_SHARDS } from "../../domain/run/shard.ts";
import { addEnvironmentOption, addReportOptions, addVerdictOptions } from "./options.ts";
import { UnexpectedValue } from "./worded-command.ts";

/** What only `run` has: a part of the plan. */
export function addShardOption(command: Command): Command {
  return command.option("--shard <i/n|file#i>", "one part of the plan, e.g. 2/5; `merge` makes one run of all parts");
}

/** `plan` may deal its cases out. */
export function addDealingOptions(command: Command): Command {
  return command
    .option("--shards <n>", "deal the cases out to so many shards, balanced by expected tokens", shardCount)
    .option("--out <file>", "where that is written, for --shard FILE#I");
}

/** The options of `merge`: what the verdict depends on, and where it is told. */
export function addMergeOptions(command: Command): Command {
  return addVerdictOptions(addEnvironmentOption(addReportOptions(command)));
}

function shardCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MAX_SHARDS) return value;
  throw new UnexpectedValue(usage("whole", { least: 1, most: MAX_SHARDS }));
}
