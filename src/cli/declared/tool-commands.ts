import type { Command } from "commander";
import { addMeterOptions, METER_EXAMPLES } from "../arguments/meter-options.ts";
import { addDoctorOptions, addSimulatorOptions } from "../arguments/options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** The commands that need neither suites nor runs. */
export function addToolCommands(program: Command, setExitCode: SetExitCode): void {
  addTools(program, setExitCode);
  addCompletion(program, setExitCode);
}

function addTools(program: Command, setExitCode: SetExitCode): void {
  program
    .command("models")
    .description("models, what they accept, and prices on a date")
    .option("--on <date>", "prices on this UTC day (default: today)")
    .option("--json", "as JSON")
    .option("--no-color", "no colours")
    .action(async (options) => {
      const { modelsCommand } = await import("../commands/models.ts");
      setExitCode(await modelsCommand(options));
    });
  addDoctorOptions(program.command("doctor"))
    .description("look at this machine, the project, the key and the endpoint's models")
    .action(async (options) => {
      const { doctorCommand } = await import("../commands/doctor.ts");
      setExitCode(await doctorCommand(options));
    });
  addSimulatorOptions(program.command("simulate"))
    .description("serve the Messages API simulator on loopback")
    .action(async (options) => {
      const { simulateCommand } = await import("../commands/simulate.ts");
      setExitCode(await simulateCommand(options));
    });
  addMeterOptions(program.command("meter"))
    .description("put a capped, recorded, priced Messages API in front of any command, or serve one")
    .argument("[command...]", "the command and its arguments, behind --; without one: serve until stopped")
    .passThroughOptions()
    .addHelpText("after", METER_EXAMPLES)
    .action(async (command, options) => {
      const { meterCommand } = await import("../commands/meter.ts");
      setExitCode(await meterCommand(command, options));
    });
  program
    .command("init")
    .description("write an example suite and prompt to start from")
    .argument("[folder]", "where", ".")
    .action(async (folder) => {
      const { initCommand } = await import("../commands/init.ts");
      setExitCode(await initCommand(folder));
    });
}

function addCompletion(program: Command, setExitCode: SetExitCode): void {
  program
    .command("completion")
    .description("a completion script for bash, zsh or fish")
    .argument("<shell>", "bash, zsh or fish")
    .action(async (shell) => {
      const { completionCommand } = await import("../commands/completion.ts");
      setExitCode(await completionCommand(shell, program));
    });
}
