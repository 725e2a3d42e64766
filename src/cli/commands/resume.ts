import { EXIT } from "../../domain/exit-code.ts";
import type { ResumeOptions } from "../arguments/options.ts";
import { runAndReport } from "./run.ts";
import { openStoredRun } from "./stored-run.ts";

/**
 * `prompt-run resume [RUN]`: does what is missing of a run, with the options it was started with, and reports all of it.
 * Exit 2 when there is nothing to go on with.
 */
export async function resumeCommand(name: string, given: ResumeOptions): Promise<number> {
  const opened = await openStoredRun(name, given);
  if (opened === null) return EXIT.wrongInput;
  const { prepared, options, line, folder } = opened;
  prepared.tell(`resuming run ${line.id}`);
  return runAndReport(prepared, options.reporter, folder);
}
