import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import { EXIT } from "../domain/exit-code.ts";
import { runProgram } from "./run-program.ts";

// Whoever writes to stdout is told of a failure there; that stderr cannot be written has nowhere to be told.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
// A process whose work waits for nothing that can still happen ends by itself, without a word: that must not be green.
process.exitCode = EXIT.bug;
process.once("beforeExit", tellUnended);
void runProgram(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  process.off("beforeExit", tellUnended);
});

function tellUnended(): void {
  process.stderr.write(`prompt-run: ${refusalWords("ended-early")}\n`);
}
