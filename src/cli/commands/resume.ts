import { textWords } from "../../domain/diagnostics/text-words.ts";
import { resolve } from "node:path";
import { EXIT } from "../../domain/exit-code.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import { startOfCommand } from "../arguments/invocation.ts";
import { begunMeter, resumedMeterOptions } from "../arguments/meter-options.ts";
import type { ResumeOptions } from "../arguments/options.ts";
import { prepareCommand } from "../opened/prepare.ts";
import { runAndReport } from "./run.ts";
import { openStoredRun } from "../opened/stored-run.ts";

/**
 * `prompt-run resume [RUN]`: does what is missing of a run, with the options it was started with, and reports all of it.
 * Exit 2 when there is nothing to go on with.
 */
export async function resumeCommand(name: string, given: ResumeOptions): Promise<number> {
  const { findRun } = await import("../../pipeline/stored/stored-runs.ts");
  const found = await findRun(name, resolve(given.store), process.cwd());
  if (found.status === "found" && found.line.meter !== undefined) return resumeMeter(found.line, found.folder, given);
  const opened = await openStoredRun(name, given);
  if (opened === null) return EXIT.wrongInput;
  const { prepared, options, line, folder } = opened;
  prepared.tell(textWords("resuming", { run: line.id }));
  return runAndReport(prepared, options.reporter, { start: startOfCommand(options), resumed: folder });
}

/** The command of a meter runs again: what was answered before comes from the run's journal, and is not paid again. */
async function resumeMeter(line: RunLine, folder: string, given: ResumeOptions): Promise<number> {
  const { command, options } = begunMeter(line);
  const merged = resumedMeterOptions(options, given);
  const prepared = prepareCommand([], merged);
  prepared.tell(textWords("resuming-command", { run: line.id }));
  const { meterAndReport } = await import("./meter.ts");
  return meterAndReport(prepared, command, { options: merged, resumed: folder });
}
