import { textWords } from "../../domain/diagnostics/text-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import type { MeterHooks, MeterResult } from "../../pipeline/commands/meter.ts";
import type { MeterRequest } from "../../pipeline/metering/meter-request.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { wallClock } from "../../host/wall-clock.ts";
import type { MeterOptions } from "../arguments/meter-options.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import { startOfCommand } from "../arguments/invocation.ts";
import { type PreparedCommand, prepareCommand } from "../opened/prepare.ts";
import { openTargets, writeTargets } from "../opened/targets.ts";

/** `prompt-run meter [-- COMMAND…]`: runs a command behind a meter, or serves one until it is interrupted. */
export async function meterCommand(command: readonly string[], options: MeterOptions): Promise<number> {
  return meterAndReport(prepareCommand([], options), command, { options, resumed: null });
}

interface MeterRun {
  readonly options: MeterOptions;
  /** The folder of the run that is gone on with; null: a new one. */
  readonly resumed: string | null;
}

/** Meters and reports. Gives the exit code. */
export async function meterAndReport(
  prepared: PreparedCommand,
  command: readonly string[],
  { options, resumed }: MeterRun,
): Promise<number> {
  const { invocation, tell } = prepared;
  const targets = await openTargets(prepared, options.reporter, true);
  if (targets === null) return EXIT.wrongInput;
  const { runMeter } = await import("../../pipeline/commands/meter.ts");
  const interruption = watchSignals((name) =>
    tell(textWords("ending-meter", { by: name, isServed: command.length === 0 })),
  );
  // stdout is the report's where one goes there that somebody asked for; else it is the command's.
  const isReportOnStdout = options.reporter.length > 0 && targets.some(({ file }) => file === null);
  try {
    const result = await runMeter(
      { request: requestOf(command, options), invocation },
      { ...hooksOf(prepared, interruption, isReportOnStdout), start: startOfCommand(options), resumed },
    );
    return await report(result, prepared, { targets, isReportOnStdout });
  } finally {
    interruption.release();
  }
}

function requestOf(command: readonly string[], options: MeterOptions): MeterRequest {
  const { rpm = null, itpm = null, otpm = null, recordings = null, port } = options;
  return { command: command.length === 0 ? null : command, port, recordings, ceilings: { rpm, itpm, otpm } };
}

function hooksOf(
  { output, tell }: PreparedCommand,
  interruption: ReturnType<typeof watchSignals>,
  isReportOnStdout: boolean,
): Omit<MeterHooks, "resumed" | "start"> {
  return {
    clock: wallClock,
    env: process.env,
    stdio: ["inherit", isReportOnStdout ? 2 : "inherit", "inherit"],
    signal: interruption.signal,
    interruptedBy: () => interruption.by(),
    onServing({ baseUrl, key }) {
      void output.report(`ANTHROPIC_BASE_URL=${baseUrl}\nANTHROPIC_API_KEY=${key}\n`);
      tell(textWords("meter-serves"));
    },
    log: (line) => tell(line),
  };
}

interface Reporting {
  readonly targets: NonNullable<Awaited<ReturnType<typeof openTargets>>>;
  readonly isReportOnStdout: boolean;
}

async function report(
  result: MeterResult,
  prepared: PreparedCommand,
  { targets, isReportOnStdout }: Reporting,
): Promise<number> {
  const { tell, output } = prepared;
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  if (result.status !== "metered") {
    tell(errorLine(result.message));
    return result.status === "unstorable" ? EXIT.incomplete : EXIT.wrongInput;
  }
  const { head, mask, unstored, unrecorded } = result;
  const run = { head, mask, trials: noTrials };
  // The words go beside the command's own output, not into it.
  const onStderr = { ...output, report: async (text: string): Promise<void> => output.note(text) };
  const exitCode = await writeTargets(run, targets, isReportOnStdout ? prepared : { ...prepared, output: onStderr });
  if (unstored !== null) tell(errorLine(refusalWords("report-unkept", { why: unstored })));
  if (unrecorded !== null) tell(errorLine(refusalWords("answers-unrecorded", { why: unrecorded })));
  if (unstored === null && unrecorded === null) return exitCode;
  return exitCode === EXIT.ok ? EXIT.incomplete : exitCode;
}

async function* noTrials(): AsyncIterable<never> {
  // A meter has no suites.
}
