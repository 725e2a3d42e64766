import { errorLine } from "../terminal/error-line.ts";
import { join, resolve } from "node:path";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { startOfCommand } from "../arguments/invocation.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { prepareCommand } from "../opened/prepare.ts";
import { runAndReport } from "./run.ts";

/** What a suite that is run to calibrate its gate gets a case, unless told otherwise: one trial shows no flake. */
const TRIALS = 5;

/**
 * `prompt-run calibrate RUN|SUITE`: how often its gate goes red with nothing changed. A run costs nothing; a suite is run
 * first, and reported. Exit 0 when it can be told, whatever it is; else 2, or that of the run.
 */
export async function calibrateCommand(named: string, options: RunCommandOptions): Promise<number> {
  // What is named like a suite and is not there is told as a suite that is not there.
  const isSuite = /\.ya?ml$/i.test(named);
  const trials = options.trials ?? TRIALS;
  // A store of its own: the run that it makes is no later command's `latest`.
  const own = { ...options, trials, store: join(options.store, "calibrations") };
  const prepared = prepareCommand(isSuite ? [named] : [], isSuite ? own : options);
  const { invocation, output, mask, tell } = prepared;
  if (isSuite) {
    const exitCode = await runAndReport(prepared, options.reporter, { start: startOfCommand(own) });
    if (!CALIBRATED.includes(exitCode)) return exitCode;
  }
  const { findRun } = await import("../../pipeline/stored/stored-runs.ts");
  const { calibrateRun } = await import("../../pipeline/commands/calibrate-run.ts");
  const { cwd, seed } = invocation;
  const store = resolve(cwd, invocation.store);
  const calibrations = resolve(cwd, own.store);
  const isMissing = !isSuite && (await findRun(named, store, cwd)).status === "refused";
  const calibrated = await calibrateRun(isSuite ? "latest" : named, isMissing ? calibrations : store, cwd, seed);
  if (calibrated.status === "refused") {
    tell(errorLine(calibrated.message));
    return EXIT.wrongInput;
  }
  for (const text of calibrated.texts) await output.report(inert(`\n${printable(mask(text))}`));
  return EXIT.ok;
}

/** Ends of a run after which its trials tell something. */
const CALIBRATED: readonly number[] = [EXIT.ok, EXIT.failed, EXIT.incomplete, EXIT.inconclusive];
