import { resolve } from "node:path";
import { inert, inertJson } from "../../base/inert.ts";
import { printable, printableLine } from "../../base/printable.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { UsageFile } from "../../domain/formats/records.ts";
import type { StoreUsage } from "../../pipeline/commands/usage/usage.ts";
import { errorLine } from "../terminal/error-line.ts";
import { type Output, processOutput } from "../terminal/output.ts";

/** A log has no width: its lines stay whole. */
const LOG_COLUMNS = 400;
const MAX_COLUMNS = 120;

export interface UsageOptions {
  readonly store: string;
  /** Milliseconds. */
  readonly last?: number;
  readonly by: UsageFile["by"];
  readonly json?: true;
  readonly color: boolean;
}

/** `prompt-run usage`: what all stored runs asked, took and cost. Exit 3 where a run cannot be read: the sums are not whole. */
export async function usageCommand({ store, last, by, json, color }: UsageOptions): Promise<number> {
  const output = processOutput(color);
  const nowMs = Date.now();
  const { readUsage } = await import("../../pipeline/commands/usage/usage.ts");
  const usage = await readUsage(resolve(store), { by, sinceMs: last === undefined ? null : nowMs - last, nowMs });
  const { file, problems } = usage;
  if (json === true) await output.report(inertJson(`${JSON.stringify(file, null, 2)}\n`));
  else await tellTable(usage, store, output);
  for (const message of problems) output.note(inert(`${printable(errorLine(message))}\n`));
  return problems.length > 0 ? EXIT.incomplete : EXIT.ok;
}

async function tellTable({ file, stored }: StoreUsage, store: string, output: Output): Promise<void> {
  if (stored === 0) return output.note(`${textWords("no-runs", { store: printableLine(store) })}\n`);
  const { usageText } = await import("../../pipeline/commands/usage/usage-text.ts");
  const columns = output.isTerminal ? Math.min(output.columns, MAX_COLUMNS) : LOG_COLUMNS;
  await output.report(usageText(file, store, { columns, color: output.color }));
}
