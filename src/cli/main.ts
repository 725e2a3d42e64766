#!/usr/bin/env node
import { EXIT } from "./exit-code.ts";
import { UsageError } from "./invocation.ts";
import { usageExit } from "./options.ts";
import { createProgram } from "./program.ts";

/** Runs the command line and gives the exit code. A bug is told as one, with its stack. */
async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    const usage = usageExit(error);
    if (usage !== null) return usage.code;
    if (error instanceof UsageError) {
      process.stderr.write(`prompt-run: error: ${error.message}\n`);
      return EXIT.wrongInput;
    }
    process.stderr.write(`prompt-run: this is a bug in prompt-run, not in your suite. Please report it:\n`);
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.bug;
  }
}

// A reader that closes the pipe early (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.ok);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
