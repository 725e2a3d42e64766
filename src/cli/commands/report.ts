import { errorLine } from "../terminal/error-line.ts";
import { resolve } from "node:path";
import { EXIT } from "../../domain/exit-code.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { prepareCommand } from "../opened/prepare.ts";
import { openTargets, writeTargets } from "../opened/targets.ts";

/** `prompt-run report RUN`: the reports of a finished run once more. The exit code is the run's. */
export async function reportCommand(
  name: string,
  options: Pick<RunCommandOptions, "store" | "reporter" | "color" | "verbose">,
): Promise<number> {
  const prepared = prepareCommand([], options);
  const { findRun, storedReport } = await import("../../pipeline/stored/stored-runs.ts");
  const found = await findRun(name, resolve(options.store), process.cwd());
  if (found.status === "refused") {
    prepared.tell(errorLine(found.message));
    return EXIT.wrongInput;
  }
  const stored = await storedReport(found.folder);
  if (stored.status === "refused") {
    prepared.tell(errorLine(stored.message));
    return EXIT.wrongInput;
  }
  const { head } = stored;
  const targets = await openTargets(prepared, options.reporter, head.meter !== undefined);
  if (targets === null) return EXIT.wrongInput;
  const { folder } = found;
  const run = { head, mask: prepared.mask, folder, trials: (suite: number) => stored.trials(suite) };
  return writeTargets(run, targets, prepared);
}
