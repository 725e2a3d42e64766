import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import { errorLine } from "./terminal/error-line.ts";
import { inert } from "../base/inert.ts";
import { printable } from "../base/printable.ts";
import { EXIT } from "../domain/exit-code.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { usageExit } from "./arguments/options.ts";
import { OutputError } from "./terminal/output.ts";
import { createProgram } from "./program.ts";
import { usageErrorLines } from "./terminal/usage-error-lines.ts";

/** Runs the command line and gives the exit code. A bug is told as one, with its stack. */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram((code) => (exitCode = code));
  if (args.length === 0) {
    // Not green: a script's list of suites may have come out empty.
    program.outputHelp({ error: true });
    return EXIT.wrongInput;
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error);
  }
}

/** Tells why the command line could not do its work. */
function exitCodeOf(error: unknown): number {
  const usage = usageExit(error);
  if (usage !== null) return usage.code;
  if (error instanceof UsageError) {
    process.stderr.write(usageErrorLines(error));
    return EXIT.wrongInput;
  }
  if (error instanceof OutputError) {
    if (error.isClosedPipe) return EXIT.ok; // `| head` has seen enough of a listing
    process.stderr.write(`${errorLine(refusalWords("stdout-unwritten", { reason: error.message }))}\n`);
    return EXIT.incomplete;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`prompt-run: ${refusalWords("own-bug")}\n${inert(printable(stack))}\n`);
  return EXIT.bug;
}
