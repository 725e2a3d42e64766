import type { Command } from "commander";
import { addSelectionOptions, addSendingOptions } from "./arguments/options.ts";
import { addDealingOptions, addMergeOptions } from "./arguments/shard-options.ts";

type SetExitCode = (code: number) => void;

/** `merge`: the command that makes one run of shards. */
export function addMerge(program: Command, setExitCode: SetExitCode): void {
  addMergeOptions(program.command("merge"))
    .description("one run of all shards of a plan, with the verdict that one run would have; sends nothing")
    .argument("<runs...>", "folders, ids or archives (.zip, .tar.gz) of the shards' runs, or a folder with all of them")
    .action(async (runs, options) => {
      const { mergeCommand } = await import("./commands/merge.ts");
      setExitCode(await mergeCommand(runs, options));
    });
}

/** `plan`: what a run would send, and how it is dealt out. */
export function addPlan(program: Command, setExitCode: SetExitCode): void {
  addDealingOptions(addSendingOptions(addSelectionOptions(program.command("plan"))))
    .description("what a run would send: cases × arms × trials, tokens and cost")
    .argument("<suites...>", "suite files or globs")
    .option("--cases", "list the cases")
    .option("--count", "ask the free counting endpoint for exact input tokens")
    .action(async (suites, options) => {
      const { planCommand } = await import("./commands/plan.ts");
      setExitCode(await planCommand(suites, options));
    });
}
