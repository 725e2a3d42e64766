import type { Command } from "commander";
import { addRunOptions, addSelectionOptions, addSendingOptions } from "../arguments/options.ts";
import { addProblemReporterOption } from "../arguments/reporter-options.ts";
import { addDealingOptions, addShardOption } from "../arguments/shard-options.ts";
import { addTryOptions } from "../arguments/try-options.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** The commands that are given suites. */
export function addSuiteCommands(program: Command, setExitCode: SetExitCode): void {
  addRun(program, setExitCode);
  addValidate(program, setExitCode);
  addPlan(program, setExitCode);
  addRender(program, setExitCode);
  addTry(program, setExitCode);
}

function addRun(program: Command, setExitCode: SetExitCode): void {
  addShardOption(addRunOptions(program.command("run", { isDefault: true })))
    .description("run suites (the default command)")
    .argument("<suites...>", "suite files, folders or globs")
    .action(async (suites, options) => {
      await refuseMisspelt(suites, program);
      const { runCommand } = await import("../commands/run.ts");
      setExitCode(await runCommand(suites, options));
    });
}

/** A word where suites are expected: no file, and no command. Throws a UsageError that says so. */
async function refuseMisspelt(words: readonly string[], program: Command): Promise<void> {
  const { misspeltCommand } = await import("./misspelt-command.ts");
  const commands = program.commands.map((command) => command.name());
  const message = misspeltCommand(words[0] ?? "", commands);
  if (message !== null) throw new UsageError(message);
}

function addValidate(program: Command, setExitCode: SetExitCode): void {
  const validate = addSelectionOptions(program.command("validate"));
  addProblemReporterOption(validate.option("--mutate", "name checks that wrong answers would pass"))
    .description("check suites without sending; needs no key")
    .argument("<suites...>", "suite files, folders or globs")
    .action(async (suites, options) => {
      const { validateCommand } = await import("../commands/validate.ts");
      setExitCode(await validateCommand(suites, options));
    });
}

function addPlan(program: Command, setExitCode: SetExitCode): void {
  addDealingOptions(addSendingOptions(addSelectionOptions(program.command("plan"))))
    .description("what a run would send: cases × arms × trials, tokens and cost")
    .argument("<suites...>", "suite files, folders or globs")
    .option("--cases", "list the cases")
    .option("--count", "ask the free counting endpoint for exact input tokens")
    .action(async (suites, options) => {
      const { planCommand } = await import("../commands/plan.ts");
      setExitCode(await planCommand(suites, options));
    });
}

function addRender(program: Command, setExitCode: SetExitCode): void {
  addSelectionOptions(program.command("render"))
    .description("the requests as they would be sent, as JSON; sends nothing")
    .argument("<suites...>", "suite files, folders or globs")
    .action(async (suites, options) => {
      const { renderCommand } = await import("../commands/render.ts");
      setExitCode(await renderCommand(suites, options));
    });
}

function addTry(program: Command, setExitCode: SetExitCode): void {
  addTryOptions(program.command("try"))
    .description("send one case and stream the reply to the terminal")
    .argument("<suite>", "a suite file")
    .action(async (suite, options) => {
      const { tryCommand } = await import("../commands/try.ts");
      setExitCode(await tryCommand(suite, options));
    });
}
