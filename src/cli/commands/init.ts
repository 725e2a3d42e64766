import { textWords } from "../../domain/diagnostics/text-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { inert } from "../../base/inert.ts";
import { printable, printableLine } from "../../base/printable.ts";
import { isInside } from "../../host/is-inside.ts";
import { projectRoot } from "../../host/project-root.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { processOutput } from "../terminal/output.ts";

/** Where the schema stands in the folder of a project that has prompt-run as a dev dependency. */
const SCHEMA_PATH = join("node_modules", "@prompt-run", "cli", "schemas", "suite.schema.json");

/** `prompt-run init`: an example to start from. Exit 2 when it would overwrite a file. */
export async function initCommand(folder: string): Promise<number> {
  const output = processOutput(false);
  const { writeExample } = await import("../../pipeline/commands/init.ts");
  const schema = schemaFile(resolve(folder));
  const fromSuites = relative(join(resolve(folder), "suites"), schema.file).replaceAll(sep, "/");
  const result = writeExample(resolve(folder), fromSuites);
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
  const files = result.files.map((file) => printableLine(join(folder, file)));
  const command = firstCommand(resolve(folder));
  await output.report(`${textWords("example-written", { files, command, hasSchema: schema.isThere })}\n`);
  return EXIT.ok;
}

/** The schema that the suite of a folder names: of the nearest folder that has it, else where the project would have it. */
function schemaFile(folder: string): { readonly file: string; readonly isThere: boolean } {
  for (let above = folder; ; above = dirname(above)) {
    const file = join(above, SCHEMA_PATH);
    if (existsSync(file)) return { file, isThere: true };
    if (dirname(above) === above) return { file: join(projectRoot(nearestThere(folder)), SCHEMA_PATH), isThere: false };
  }
}

/** The folder, or the nearest above it that is there: it may be made only now. */
function nearestThere(folder: string): string {
  return existsSync(folder) ? folder : nearestThere(dirname(folder));
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
