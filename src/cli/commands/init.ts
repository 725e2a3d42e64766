import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { join, relative, resolve } from "node:path";
import { inert } from "../../base/inert.ts";
import { printable, printableLine } from "../../base/printable.ts";
import { isInside } from "../../host/is-inside.ts";
import { projectRoot } from "../../host/project-root.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { processOutput } from "../terminal/output.ts";

/** Where the schema stands once prompt-run is a dev dependency. */
const SCHEMA_PATH = "../node_modules/@prompt-run/cli/schemas/suite.schema.json";

/** `prompt-run init`: an example to start from. Exit 2 when it would overwrite a file. */
export async function initCommand(folder: string): Promise<number> {
  const output = processOutput(false);
  const { writeExample } = await import("../../pipeline/commands/init.ts");
  const result = writeExample(resolve(folder), SCHEMA_PATH);
  if (result.status === "exists") {
    output.note(noteLine(refusalWords("example-there", { file: result.file })));
    return EXIT.wrongInput;
  }
  if (result.status === "unwritable") {
    output.note(noteLine(refusalWords("example-unwritten", { why: result.message })));
    return EXIT.wrongInput;
  }
  if (result.status === "refused") {
    output.note(noteLine(result.message));
    return EXIT.wrongInput;
  }
  const next = `Next: ${firstCommand(resolve(folder))} --simulate, then without --simulate and with ANTHROPIC_API_KEY set.`;
  await output.report(
    `${result.files.map((file) => `wrote ${printableLine(join(folder, file))}`).join("\n")}\n${next}\n`,
  );
  return EXIT.ok;
}

function noteLine(message: Sentence): string {
  return `${inert(printable(errorLine(message)))}\n`;
}

/** What runs the example from the working folder, or from its own where that is of another project. */
function firstCommand(folder: string): string {
  const cwd = process.cwd();
  const suite = join("suites", "triage.yaml");
  if (isInside(projectRoot(cwd), folder)) return `prompt-run ${shellWord(relative(cwd, join(folder, suite)))}`;
  return `cd ${shellWord(folder)} && prompt-run ${suite}`;
}

function shellWord(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${printableLine(path).replaceAll("'", "'\\''")}'`;
}
