import type { Command } from "commander";
import { age } from "../arguments/age.ts";
import {
  addColorOption,
  addGradeOptions,
  addPortOption,
  addReportOptions,
  addResumeOptions,
  addStoreOption,
} from "../arguments/options.ts";
import { addMergeOptions } from "../arguments/shard-options.ts";
import { usageGroup } from "../arguments/usage-group.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** The commands that are given runs of the store. */
export function addRunCommands(program: Command, setExitCode: SetExitCode): void {
  addRuns(program, setExitCode);
  addUsage(program, setExitCode);
  addMerge(program, setExitCode);
}

function addRuns(program: Command, setExitCode: SetExitCode): void {
  addResumeOptions(program.command("resume"))
    .description("do what is missing of an unfinished run; errored trials run again")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { resumeCommand } = await import("../commands/resume.ts");
      setExitCode(await resumeCommand(run, options));
    });
  addGradeOptions(program.command("grade"))
    .description("a run's replies under the suites' checks as they are now; sends nothing without --send")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { gradeCommand } = await import("../commands/grade.ts");
      setExitCode(await gradeCommand(run, options));
    });
  addReportOptions(program.command("report"))
    .description("the reports of a finished run once more; exits as the run did")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { reportCommand } = await import("../commands/report.ts");
      setExitCode(await reportCommand(run, options));
    });
  addPortOption(addStoreOption(program.command("view")))
    .description("serve stored runs with their history on loopback, for a browser")
    .argument("[run]", "a run's folder or id, or latest: the first page")
    .action(async (run, options) => {
      const { viewCommand } = await import("../commands/view.ts");
      setExitCode(await viewCommand(run, options));
    });
  addColorOption(addStoreOption(program.command("runs")))
    .description("the runs in the store, newest first")
    .option("--prune <age>", "delete finished runs that are older, e.g. 30d", age)
    .action(async (options) => {
      const { runsCommand } = await import("../commands/runs.ts");
      setExitCode(await runsCommand(options));
    });
}

function addUsage(program: Command, setExitCode: SetExitCode): void {
  addColorOption(addStoreOption(program.command("usage")))
    .description("tokens, requests, errors and money of all runs in the store")
    .option("--last <age>", "only what was answered in so many days, e.g. 30d", age)
    .option("--by <group>", "day, model, suite or arm", usageGroup, "model")
    .option("--json", "as JSON")
    .action(async (options) => {
      const { usageCommand } = await import("../commands/usage.ts");
      setExitCode(await usageCommand(options));
    });
}

function addMerge(program: Command, setExitCode: SetExitCode): void {
  addMergeOptions(program.command("merge"))
    .description("one run of all shards of a plan, with the verdict that one run would have; sends nothing")
    .argument("<runs...>", "folders, ids or archives (.zip, .tar.gz) of the shards' runs, or a folder with all of them")
    .action(async (runs, options) => {
      const { mergeCommand } = await import("../commands/merge.ts");
      setExitCode(await mergeCommand(runs, options));
    });
}
