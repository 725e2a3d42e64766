import type { Command } from "commander";
import { addCompareOptions, addRunOptions, addStoreOption } from "../arguments/options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** The commands that hold runs against each other. */
export function addComparingCommands(program: Command, setExitCode: SetExitCode): void {
  addComparing(program, setExitCode);
  addCalibrate(program, setExitCode);
}

function addComparing(program: Command, setExitCode: SetExitCode): void {
  addCompareOptions(program.command("compare"))
    .description("two runs, JSON reports or baselines, or two arms of a run: is the second worse than the first?")
    .argument("<baseline>", "what is compared with: a run, report.json or baseline.json; or the run of two arms")
    .argument("<candidate>", "what is compared; or the first arm")
    .argument("[arm]", "the second arm")
    .usage("[options] A B | RUN ARM ARM")
    .action(async (first, second, third, options) => {
      const { compareCommand } = await import("../commands/compare.ts");
      setExitCode(await compareCommand([first, second, ...(third === undefined ? [] : [third])], options));
    });
  addStoreOption(program.command("accept"))
    .description("make a run the baseline of later ones; again into the same file pools runs")
    .argument("<run>", "a finished run's folder or id, or latest")
    .requiredOption("--as <file>", "the baseline's file, or a folder/ with one for each suite")
    .action(async (run, options) => {
      const { acceptCommand } = await import("../commands/accept.ts");
      setExitCode(await acceptCommand(run, options));
    });
}

function addCalibrate(program: Command, setExitCode: SetExitCode): void {
  addRunOptions(program.command("calibrate"))
    .description("how often a gate goes red with nothing changed; a run's trials are reused, a suite is run first")
    .argument("<run|suite>", "a run's folder or id, or latest; or a suite file")
    .action(async (named, options) => {
      const { calibrateCommand } = await import("../commands/calibrate.ts");
      setExitCode(await calibrateCommand(named, options));
    });
}
