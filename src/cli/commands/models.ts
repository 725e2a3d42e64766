import { usage } from "../../domain/diagnostics/usage.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { processOutput } from "../terminal/output.ts";

export interface ModelsOptions {
  readonly on?: string;
  readonly json?: true;
  readonly color: boolean;
}

/** `prompt-run models`: the tables that prompt-run goes by. */
export async function modelsCommand(options: ModelsOptions): Promise<number> {
  const atMs = options.on === undefined ? Date.now() : dayOf(options.on);
  const { modelsJson, modelsTable } = await import("../../pipeline/commands/models.ts");
  const output = processOutput(options.color);
  await output.report(options.json === true ? modelsJson(atMs) : modelsTable(atMs, output));
  return EXIT.ok;
}

function dayOf(text: string): number {
  const atMs = Date.parse(`${text}T12:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(atMs)) return atMs;
  throw new UsageError(usage("day", { text }));
}
