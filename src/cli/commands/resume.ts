import { resolve } from "node:path";
import { EXIT } from "../exit-code.ts";
import type { ResumeOptions } from "../options.ts";
import { resumedOptions, runOptionsOf } from "../run-arguments.ts";
import { prepareCommand } from "./prepare.ts";
import { runAndReport } from "./run.ts";

/**
 * `prompt-run resume [RUN]`: does what is missing of a run, with the options it was started with, and reports all of it.
 * Exit 2 when there is nothing to go on with.
 */
export async function resumeCommand(name: string, options: ResumeOptions): Promise<number> {
  const { findRun } = await import("../../pipeline/stored-runs.ts");
  const found = await findRun(name, resolve(options.store), process.cwd());
  if (found.status === "refused") {
    prepareCommand([], options).tell(`prompt-run: error: ${found.message}`);
    return EXIT.wrongInput;
  }
  const { line, folder } = found;
  const all = resumedOptions(runOptionsOf(line.argv), options);
  // The suites that the run was started on: a glob may find others by now.
  const prepared = prepareCommand(
    line.suites.map(({ file }) => file),
    all,
  );
  prepared.tell(`resuming run ${line.id}`);
  return runAndReport(prepared, all.reporter, folder);
}
