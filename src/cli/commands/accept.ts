import { errorLine } from "../terminal/error-line.ts";
import { resolve } from "node:path";
import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { prepareCommand } from "../opened/prepare.ts";

export interface AcceptOptions {
  readonly store: string;
  readonly as: string;
}

/** `prompt-run accept RUN --as FILE|DIR/`: exit 2 when the run may not become a baseline, 3 when a file cannot be written. */
export async function acceptCommand(run: string, options: AcceptOptions): Promise<number> {
  const { invocation, output, mask, tell } = prepareCommand([], options);
  const { acceptRun } = await import("../../pipeline/commands/accept-run.ts");
  const { writeGuard } = await import("../../pipeline/stored/write-guard.ts");
  const { cwd } = invocation;
  const store = resolve(cwd, options.store);
  const accepted = await acceptRun(run, store, { as: options.as, cwd, mask, guard: writeGuard(invocation) });
  if (accepted.status === "accepted") {
    for (const line of accepted.lines) await output.report(inert(`${printableLine(mask(line))}\n`));
    return EXIT.ok;
  }
  tell(errorLine(accepted.message));
  return accepted.status === "refused" ? EXIT.wrongInput : EXIT.incomplete;
}
