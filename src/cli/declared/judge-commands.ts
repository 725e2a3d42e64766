import type { Command } from "commander";
import { addJudgesOptions, addLabelOptions } from "../arguments/judge-options.ts";
import { addRunOptions } from "../arguments/options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** The commands by which judges are measured. */
export function addJudgeCommands(program: Command, setExitCode: SetExitCode): void {
  addLabelOptions(program.command("label"))
    .description("say blind of a run's judged answers whether they are right: what a judge is measured by")
    .argument("[run]", "a finished run's folder or id", "latest")
    .action(async (run, options) => {
      const { labelCommand } = await import("../commands/label.ts");
      setExitCode(await labelCommand(run, options));
    });
  addJudgesOptions(addRunOptions(program.command("judges")))
    .description("judge the labelled answers and print how the judges err; what they say is kept beside the labels")
    .argument("<suite...>", "suite files, folders or globs")
    .action(async (suites, options) => {
      const { judgesCommand } = await import("../commands/judges.ts");
      setExitCode(await judgesCommand(suites, options));
    });
}
