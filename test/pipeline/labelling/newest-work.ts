import { join } from "node:path";
import { createMask } from "../../../src/base/mask.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import type { GradeHooks } from "../../../src/pipeline/grading/graded-run.ts";
import type { RunHooks } from "../../../src/pipeline/session/run-hooks.ts";
import { findLabelWork, type LabelWork } from "../../../src/pipeline/labelling/label-run.ts";
import { listRuns, runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";

/** What labelling and measuring judges need of a command line, which hears nothing. */
export const LABELLING_HOOKS: GradeHooks & Pick<RunHooks, "log" | "onWarnings"> = {
  ...SILENT_HOOKS,
  clock: wallClock,
  signal: new AbortController().signal,
  mask: createMask([]),
  sends: false,
};

/** What of the newest run of a project is to be labelled for a judge. */
export async function newestLabelWork(cwd: string, judge: string): Promise<LabelWork> {
  const store = join(cwd, ".prompt-run");
  const folder = runFolderPath(store, listRuns(store).at(-1) ?? "");
  const found = await findLabelWork({ folder, judge, sample: 100, seed: 0 }, invocationOf(cwd), LABELLING_HOOKS);
  if (found.status !== "found") throw new Error(JSON.stringify(found));
  return found.work;
}
