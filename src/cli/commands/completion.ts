import { usage } from "../../domain/diagnostics/usage.ts";
import type { Command } from "commander";
import { bashScript } from "../completion/bash.ts";
import { describeProgram } from "../completion/describe-program.ts";
import { fishScript } from "../completion/fish.ts";
import { type CompletionFacts, SHELLS } from "../completion/shell-words.ts";
import { zshScript } from "../completion/zsh.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { processOutput } from "../terminal/output.ts";

type Shell = (typeof SHELLS)[number];

const SCRIPTS: Readonly<Record<Shell, (facts: CompletionFacts) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `prompt-run completion SHELL`: the shell's completion script, made from the commands and options of this version. */
export async function completionCommand(shell: string, program: Command): Promise<number> {
  const { REPORTER_NAMES } = await import("../../pipeline/output/reporter-lists.ts");
  if (!isShell(shell)) throw new UsageError(usage("shell", { shell, shells: SHELLS }));
  const facts = { commands: describeProgram(program), reporters: REPORTER_NAMES };
  await processOutput(false).report(SCRIPTS[shell](facts));
  return EXIT.ok;
}

function isShell(name: string): name is Shell {
  return Object.hasOwn(SCRIPTS, name);
}
