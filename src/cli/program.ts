import { type Command, Help, type Option } from "commander";
import { exitCodeLines } from "./arguments/exit-code-lines.ts";
import packageJson from "../../package.json" with { type: "json" };
import { WordedCommand } from "./arguments/worded-command.ts";
import { addComparingCommands } from "./declared/comparing-commands.ts";
import { addJudgeCommands } from "./declared/judge-commands.ts";
import { addRunCommands } from "./declared/run-commands.ts";
import type { SetExitCode } from "./declared/set-exit-code.ts";
import { addSuiteCommands } from "./declared/suite-commands.ts";
import { addToolCommands } from "./declared/tool-commands.ts";

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
  addSuiteCommands(program, setExitCode);
  addRunCommands(program, setExitCode);
  addComparingCommands(program, setExitCode);
  addJudgeCommands(program, setExitCode);
  addToolCommands(program, setExitCode);
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
