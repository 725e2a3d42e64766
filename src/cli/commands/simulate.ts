import { textWords } from "../../domain/diagnostics/text-words.ts";
import { untilInterrupted } from "../terminal/interruption.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { prepareCommand } from "../opened/prepare.ts";

export interface SimulateOptions {
  readonly port: number;
  readonly seed: number;
  readonly suite: readonly string[];
  readonly latencyMs: number;
  readonly rpm?: number;
  readonly itpm?: number;
  readonly otpm?: number;
  readonly burst: number;
  readonly ramp?: number;
  readonly fault: readonly string[];
  readonly asLive?: boolean;
}

/** `prompt-run simulate`: serves until it is interrupted. Prints its address on stdout. */
export async function simulateCommand(options: SimulateOptions): Promise<number> {
  const { invocation, output, tell } = prepareCommand(options.suite, {});
  const { startSimulator } = await import("../../pipeline/commands/simulate.ts");
  const { rpm = null, itpm = null, otpm = null } = options;
  const { burst, ramp } = options;
  const isLimited = rpm !== null || itpm !== null || otpm !== null || ramp !== undefined;
  const limits = isLimited ? { rpm, itpm, otpm, burst, ...(ramp === undefined ? {} : { ramp }) } : null;
  const result = await startSimulator(
    { ...options, limits, faults: options.fault, asLive: options.asLive ?? false },
    invocation,
  );
  if (result.status === "refused") throw new UsageError(result.message);
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  await output.report(`${result.server.url}\n`);
  tell(textWords("simulator-serves", { url: result.server.url }));
  await untilInterrupted();
  await result.server.close();
  return EXIT.ok;
}
