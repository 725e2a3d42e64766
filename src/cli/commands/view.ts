import { textWords } from "../../domain/diagnostics/text-words.ts";
import { untilInterrupted } from "../terminal/interruption.ts";
import { errorLine } from "../terminal/error-line.ts";
import { resolve } from "node:path";
import { EXIT } from "../../domain/exit-code.ts";
import { prepareCommand } from "../opened/prepare.ts";

export interface ViewOptions {
  readonly store: string;
  readonly port: number;
}

/** `prompt-run view [RUN]`: serves the stored runs on loopback until it is interrupted. Prints the address on stdout. */
export async function viewCommand(name: string | undefined, options: ViewOptions): Promise<number> {
  const { output, mask, tell } = prepareCommand([], {});
  const store = resolve(options.store);
  const { findRun } = await import("../../pipeline/stored/stored-runs.ts");
  const found = name === undefined ? null : await findRun(name, store, process.cwd());
  if (found?.status === "refused") {
    tell(errorLine(found.message));
    return EXIT.wrongInput;
  }
  const { serveView, runPath } = await import("../../pipeline/commands/view/view-server.ts");
  const started = await serveView({ store, named: found?.folder ?? null, mask }, options.port);
  if (started.status === "refused") {
    tell(errorLine(started.message));
    return EXIT.wrongInput;
  }
  const { server } = started;
  await output.report(`${server.url}${found === null ? "/" : runPath(found.folder)}\n`);
  tell(textWords("open-address", { keeps: false }));
  await untilInterrupted();
  await server.close();
  return EXIT.ok;
}
