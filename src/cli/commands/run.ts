import { createStyle } from "../../base/style.ts";
import type { Progress } from "../../domain/progress.ts";
import type { ReportSource, ReportTarget } from "../../pipeline/report-targets.ts";
import type { RunResult } from "../../pipeline/run-suites.ts";
import { EXIT } from "../exit-code.ts";
import { formatDiagnostics } from "../format-diagnostic.ts";
import { watchSignals } from "../interruption.ts";
import type { RunOptions } from "../options.ts";
import type { Output } from "../output.ts";
import { createProgress } from "../progress.ts";
import { wallClock } from "../wall-clock.ts";
import { type Prepared, prepareCommand } from "./prepare.ts";

/** `prompt-run SUITE…`: checks, sends, grades and reports. The exit code is that of design §6. */
export async function runCommand(suites: readonly string[], options: RunOptions): Promise<number> {
  const prepared = prepareCommand(suites, options);
  const { reportTargets } = await import("../../pipeline/report-targets.ts");
  const targets = reportTargets(options.reporter);
  if (!targets.ok) {
    const nowhere = { line: null, column: null, length: 1, sourceLine: null };
    const locate = (place: { kind: string }): { file: string } & typeof nowhere => ({
      file: "argument" in place ? String(place.argument) : place.kind,
      ...nowhere,
    });
    prepared.tell(formatDiagnostics(targets.problems, locate));
    return EXIT.wrongInput;
  }
  return runAndReport(prepared, targets.targets);
}

async function runAndReport(prepared: Prepared, targets: readonly ReportTarget[]): Promise<number> {
  const { invocation, output, tell } = prepared;
  const { runSuites } = await import("../../pipeline/run-suites.ts");
  const progress = stderrProgress(output);
  const interruption = watchSignals((name) =>
    progress.note(`${name}: finishing what is in flight; again to exit at once`),
  );
  try {
    const result = await runSuites(invocation, {
      clock: wallClock,
      signal: interruption.signal,
      argv: process.argv.slice(2),
      interruptedBy: () => interruption.by(),
      onWarnings: (warnings, locate) => {
        if (warnings.length > 0) progress.note(formatDiagnostics(warnings, locate));
      },
      onProgress: (state) => progress.update(state),
      log: (line) => progress.note(line),
    });
    progress.end();
    return await report(result, targets, output, tell);
  } finally {
    interruption.release();
  }
}

function stderrProgress(output: Output): Progress {
  const { stderr, env } = process;
  return createProgress({
    write: (text) => void stderr.write(text),
    isLive: stderr.isTTY && (env["CI"] ?? "") === "",
    columns: () => stderr.columns ?? output.columns,
    style: createStyle(output.color),
    clock: wallClock,
  });
}

async function report(
  result: RunResult,
  targets: readonly ReportTarget[],
  output: Output,
  tell: (text: string) => void,
): Promise<number> {
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  if (result.status === "unstorable" || result.status === "changed") {
    tell(`prompt-run: error: ${result.message}`);
    return result.status === "changed" ? EXIT.wrongInput : EXIT.incomplete;
  }
  if (result.fatal !== null) tell(`prompt-run: error: the run was stopped: ${result.fatal}`);
  const { writeReports } = await import("../../pipeline/report-targets.ts");
  const source: ReportSource = {
    head: result.head,
    trials: (suite) => result.trials(suite),
    options: { columns: output.columns, color: output.color },
    mask: result.mask,
    toStdout: (text) => output.report(text),
  };
  const failure = await writeReports(targets, source);
  if (failure === null) return result.head.exit_code;
  tell(`prompt-run: error: a report could not be written: ${failure}`);
  return result.head.exit_code === EXIT.ok ? EXIT.incomplete : result.head.exit_code;
}
