import { textWords } from "../../domain/diagnostics/text-words.ts";
import { resolve } from "node:path";
import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { processOutput } from "../terminal/output.ts";

const LOG_COLUMNS = 400;

export interface RunsOptions {
  readonly store: string;
  /** Milliseconds. */
  readonly prune?: number;
  readonly color: boolean;
}

/** `prompt-run runs`: what is in the store, newest first; `--prune 30d` deletes finished runs that are older. */
export async function runsCommand(options: RunsOptions): Promise<number> {
  const output = processOutput(options.color);
  const store = resolve(options.store);
  const { pruneRuns, storedRuns } = await import("../../pipeline/stored/stored-runs.ts");
  if (options.prune !== undefined) {
    const beforeMs = Date.now() - options.prune;
    for await (const id of pruneRuns(store, beforeMs))
      await output.report(inert(`${textWords("run-deleted", { run: printableLine(id) })}\n`));
    return EXIT.ok;
  }
  const { runsTable } = await import("../../pipeline/output/runs-text.ts");
  const runs = [];
  for await (const run of storedRuns(store)) runs.push(run);
  if (runs.length === 0) {
    output.note(`${textWords("no-runs", { store: printableLine(options.store) })}\n`);
    return EXIT.ok;
  }
  // A log has no width: its lines stay whole.
  const columns = output.isTerminal ? output.columns : LOG_COLUMNS;
  await output.report(runsTable(runs, { columns, color: output.color }));
  return EXIT.ok;
}
