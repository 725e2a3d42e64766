import { type Command, Help, type Option } from "commander";
import { exitCodeLines } from "./arguments/exit-code-lines.ts";
import packageJson from "../../package.json" with { type: "json" };
import { addJudges } from "./add-judges.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { addMeterOptions, METER_EXAMPLES } from "./arguments/meter-options.ts";
import {
  addColorOption,
  addCompareOptions,
  addDoctorOptions,
  addGradeOptions,
  addPortOption,
  addReportOptions,
  addResumeOptions,
  addRunOptions,
  addSelectionOptions,
  addSimulatorOptions,
  addStoreOption,
} from "./arguments/options.ts";
import { addProblemReporterOption } from "./arguments/reporter-options.ts";
import { addShardOption } from "./arguments/shard-options.ts";
import { addTryOptions } from "./arguments/try-options.ts";
import { WordedCommand } from "./arguments/worded-command.ts";
import { addMerge, addPlan } from "./plan-commands.ts";

type SetExitCode = (code: number) => void;

const EXAMPLES = `
Examples:
  prompt-run suites/*.yaml --simulate     run without a key, answers from the suites' simulate:
  prompt-run validate suites/*.yaml       everything that can be known without sending
  prompt-run plan suites/triage.yaml      what a run would send and cost
  prompt-run suites/triage.yaml --model claude-opus-5-5 --max-cost 0.50

${exitCodeLines()}`;

/** The command line. Each command is loaded when it is called; `setExitCode` is told how it ended. */
export function createProgram(setExitCode: SetExitCode): Command {
  const program = new WordedCommand("prompt-run")
    .description("Runs prompts declared in YAML against Claude, checks the answers, counts the money.")
    .version(packageJson.version)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ showGlobalOptions: false, optionDescription, formatItem, minWidthToWrap: 24 })
    .addHelpText("after", EXAMPLES);
  addRun(program, setExitCode);
  addValidate(program, setExitCode);
  addPlan(program, setExitCode);
  addTry(program, setExitCode);
  addRuns(program, setExitCode);
  addMerge(program, setExitCode);
  addComparing(program, setExitCode);
  addCalibrate(program, setExitCode);
  addJudges(program, setExitCode);
  addTools(program, setExitCode);
  addCompletion(program, setExitCode);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** What help says of an option; that a list is empty unless something is put into it goes without saying. */
function optionDescription(option: Option): string {
  return Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option);
}

const LEAST_DESCRIPTION_CELLS = 24;

/** A term with its description beside it, or below it where there is no room beside. */
function formatItem(term: string, termWidth: number, description: string, help: Help): string {
  const width = help.helpWidth ?? 80;
  const besides = width - termWidth - 4;
  if (description === "" || besides >= LEAST_DESCRIPTION_CELLS)
    return Help.prototype.formatItem.call(help, term, termWidth, description, help);
  const lines = help.boxWrap(description, Math.max(LEAST_DESCRIPTION_CELLS, width - 6)).split("\n");
  return [`  ${term}`, ...lines.map((line) => `      ${line}`)].join("\n");
}

/** A word where suites are expected: no file, and no command. Throws a UsageError that says so. */
async function refuseMisspelt(words: readonly string[], program: Command): Promise<void> {
  const { misspeltCommand } = await import("./misspelt-command.ts");
  const commands = program.commands.map((command) => command.name());
  const message = misspeltCommand(words[0] ?? "", commands);
  if (message !== null) throw new UsageError(message);
}

function addRun(program: Command, setExitCode: SetExitCode): void {
  addShardOption(addRunOptions(program.command("run", { isDefault: true })))
    .description("run suites (the default command)")
    .argument("<suites...>", "suite files or globs")
    .action(async (suites, options) => {
      await refuseMisspelt(suites, program);
      const { runCommand } = await import("./commands/run.ts");
      setExitCode(await runCommand(suites, options));
    });
}

function addValidate(program: Command, setExitCode: SetExitCode): void {
  const validate = addSelectionOptions(program.command("validate"));
  addProblemReporterOption(validate.option("--mutate", "name checks that wrong answers would pass"))
    .description("check suites without sending; needs no key")
    .argument("<suites...>", "suite files or globs")
    .action(async (suites, options) => {
      const { validateCommand } = await import("./commands/validate.ts");
      setExitCode(await validateCommand(suites, options));
    });
}

function addTry(program: Command, setExitCode: SetExitCode): void {
  addTryOptions(program.command("try"))
    .description("send one case and stream the reply to the terminal")
    .argument("<suite>", "a suite file")
    .action(async (suite, options) => {
      const { tryCommand } = await import("./commands/try.ts");
      setExitCode(await tryCommand(suite, options));
    });
}

function addRuns(program: Command, setExitCode: SetExitCode): void {
  addResumeOptions(program.command("resume"))
    .description("do what is missing of an unfinished run; errored trials run again")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { resumeCommand } = await import("./commands/resume.ts");
      setExitCode(await resumeCommand(run, options));
    });
  addGradeOptions(program.command("grade"))
    .description("a run's replies under the suites' checks as they are now; sends nothing without --send")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { gradeCommand } = await import("./commands/grade.ts");
      setExitCode(await gradeCommand(run, options));
    });
  addReportOptions(program.command("report"))
    .description("the reports of a finished run once more; exits as the run did")
    .argument("[run]", "a run's folder or id", "latest")
    .action(async (run, options) => {
      const { reportCommand } = await import("./commands/report.ts");
      setExitCode(await reportCommand(run, options));
    });
  addPortOption(addStoreOption(program.command("view")))
    .description("serve stored runs with their history on loopback, for a browser")
    .argument("[run]", "a run's folder or id, or latest: the first page")
    .action(async (run, options) => {
      const { viewCommand } = await import("./commands/view.ts");
      setExitCode(await viewCommand(run, options));
    });
  addColorOption(addStoreOption(program.command("runs")))
    .description("the runs in the store, newest first")
    .option("--prune <age>", "delete finished runs that are older, e.g. 30d")
    .action(async (options) => {
      const { runsCommand } = await import("./commands/runs.ts");
      setExitCode(await runsCommand(options));
    });
}

function addComparing(program: Command, setExitCode: SetExitCode): void {
  addCompareOptions(program.command("compare"))
    .description("two runs, JSON reports or baselines, or two arms of a run: is the second worse than the first?")
    .argument("<baseline>", "what is compared with: a run, report.json or baseline.json; or the run of two arms")
    .argument("<candidate>", "what is compared; or the first arm")
    .argument("[arm]", "the second arm")
    .usage("[options] A B | RUN ARM ARM")
    .action(async (first, second, third, options) => {
      const { compareCommand } = await import("./commands/compare.ts");
      setExitCode(await compareCommand([first, second, ...(third === undefined ? [] : [third])], options));
    });
  addStoreOption(program.command("accept"))
    .description("make a run the baseline of later ones; again into the same file pools runs")
    .argument("<run>", "a finished run's folder or id, or latest")
    .requiredOption("--as <file>", "the baseline's file, or a folder/ with one for each suite")
    .action(async (run, options) => {
      const { acceptCommand } = await import("./commands/accept.ts");
      setExitCode(await acceptCommand(run, options));
    });
}

function addCalibrate(program: Command, setExitCode: SetExitCode): void {
  addRunOptions(program.command("calibrate"))
    .description("how often a gate goes red with nothing changed; a run's trials are reused, a suite is run first")
    .argument("<run|suite>", "a run's folder or id, or latest; or a suite file")
    .action(async (named, options) => {
      const { calibrateCommand } = await import("./commands/calibrate.ts");
      setExitCode(await calibrateCommand(named, options));
    });
}

function addTools(program: Command, setExitCode: SetExitCode): void {
  program
    .command("models")
    .description("models, what they accept, and prices on a date")
    .option("--on <date>", "prices on this UTC day (default: today)")
    .option("--json", "as JSON")
    .option("--no-color", "no colours")
    .action(async (options) => {
      const { modelsCommand } = await import("./commands/models.ts");
      setExitCode(await modelsCommand(options));
    });
  addDoctorOptions(program.command("doctor"))
    .description("look at this machine, the project, the key and the endpoint's models")
    .action(async (options) => {
      const { doctorCommand } = await import("./commands/doctor.ts");
      setExitCode(await doctorCommand(options));
    });
  addSimulatorOptions(program.command("simulate"))
    .description("serve the Messages API simulator on loopback")
    .action(async (options) => {
      const { simulateCommand } = await import("./commands/simulate.ts");
      setExitCode(await simulateCommand(options));
    });
  addMeterOptions(program.command("meter"))
    .description("put a capped, recorded, priced Messages API in front of any command, or serve one")
    .argument("[command...]", "the command and its arguments, behind --; without one: serve until stopped")
    .passThroughOptions()
    .addHelpText("after", METER_EXAMPLES)
    .action(async (command, options) => {
      const { meterCommand } = await import("./commands/meter.ts");
      setExitCode(await meterCommand(command, options));
    });
  program
    .command("init")
    .description("write an example suite and prompt to start from")
    .argument("[folder]", "where", ".")
    .action(async (folder) => {
      const { initCommand } = await import("./commands/init.ts");
      setExitCode(await initCommand(folder));
    });
}

function addCompletion(program: Command, setExitCode: SetExitCode): void {
  program
    .command("completion")
    .description("a completion script for bash, zsh or fish")
    .argument("<shell>", "bash, zsh or fish")
    .action(async (shell) => {
      const { completionCommand } = await import("./commands/completion.ts");
      setExitCode(await completionCommand(shell, program));
    });
}
