import { textWords } from "../../domain/diagnostics/text-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import { createStyle } from "../../base/style.ts";
import type { RunStart } from "../../domain/invocation.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { Progress, ProgressState } from "../../domain/run/progress.ts";
import type { ReportTarget } from "../../pipeline/output/report-target.ts";
import type { RunResult } from "../../pipeline/session/run-hooks.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { createProgress } from "../terminal/progress.ts";
import { isResumeShown } from "../../pipeline/output/is-resume-shown.ts";
import { runCommandOf } from "../../pipeline/stored/run-command.ts";
import { resumeWords } from "../terminal/resume-words.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { startOfCommand } from "../arguments/invocation.ts";
import { type PreparedCommand, prepareCommand } from "../opened/prepare.ts";
import { openTargets, reportingTo, type SplitTargets, splitTargets, writeTargets } from "../opened/targets.ts";

/** `prompt-run SUITE…`: checks, sends, grades and reports. Exit codes: docs/errors.md. */
export async function runCommand(suites: readonly string[], options: RunCommandOptions): Promise<number> {
  return runAndReport(prepareCommand(suites, options), options.reporter, { start: startOfCommand(options) });
}

/** How a session of a run begins. */
interface Beginning {
  readonly start: RunStart;
  /** The folder of the run that is gone on with (absolute); absent: a new one. */
  readonly resumed?: string;
}

/** Runs, or goes on with a run, and reports. Gives the exit code. */
export async function runAndReport(
  asked: PreparedCommand,
  reporters: readonly string[],
  { start, resumed }: Beginning,
): Promise<number> {
  const targets = await openTargets(asked, reporters);
  if (targets === null) return EXIT.wrongInput;
  const prepared = reportingTo(asked, targets);
  const { invocation } = prepared;
  const { runSuites } = await import("../../pipeline/commands/run-suites.ts");
  const open =
    resumed === undefined ? [] : [(await import("../../pipeline/session/resume-session.ts")).resumeSession(resumed)];
  const progress = stderrProgress(prepared, targets);
  const reports = await splitTargets(targets, prepared, (line) => progress.note(line));
  const interruption = watchSignals((name) => progress.note(textWords("finishing", { by: name })));
  try {
    const hooks = {
      clock: wallClock,
      signal: interruption.signal,
      start,
      interruptedBy: () => interruption.by(),
      onWarnings: (warnings: readonly Diagnostic[], locate: Locate) => {
        if (warnings.length > 0) progress.note(formatDiagnostics(warnings, locate));
      },
      ...(resumed === undefined && !isQuiet(targets) ? { onUncapped: (note: string) => progress.note(note) } : {}),
      onProgress: (state: ProgressState) => progress.update(state),
      log: (line: string) => progress.note(line),
      env: process.env,
      ...(reports.follow === null ? {} : { onStart: reports.follow }),
    };
    // A view that goes on drawing would keep a process alive that has failed.
    const result = await runSuites(invocation, hooks, ...open).finally(() => progress.end());
    if (result.status !== "ran" && resumed === undefined) await endStaleReports(prepared, targets);
    return await tellResult(result, reports, prepared, resumed !== undefined);
  } finally {
    interruption.release();
  }
}

/** What stands in the place of its reports is not this run's: whoever looks there next must not take it for that. */
async function endStaleReports({ tell }: PreparedCommand, targets: readonly ReportTarget[]): Promise<void> {
  const { removeStaleReports } = await import("../../pipeline/output/stale-reports.ts");
  const { removed, left } = removeStaleReports(targets);
  if (removed.length > 0) tell(textWords("reports-removed", { files: removed }));
  if (left.length > 0) tell(textWords("reports-left", { files: left }));
}

/** Is a verdict in one line all that is asked for? */
function isQuiet(targets: readonly ReportTarget[]): boolean {
  return targets.some(({ facts, file }) => facts.isTerse === true && file === null);
}

function stderrProgress({ output, mask }: PreparedCommand, targets: readonly ReportTarget[]): Progress {
  const { stderr, stdout, env } = process;
  // A report that scrolls over the same terminal would take the view apart.
  const isShared = stdout.isTTY && targets.some(({ file, loadLive }) => file === null && loadLive !== null);
  return createProgress({
    write: (text) => void stderr.write(text),
    isLive: stderr.isTTY && !isShared && (env["CI"] ?? "") === "",
    columns: () => stderr.columns ?? output.columns,
    style: createStyle(output.messageColor),
    clock: wallClock,
    mask,
  });
}

/** Reports a run, or why there is none, and gives the exit code. `isResumed`: did it go on with an earlier one? */
export async function tellResult(
  result: RunResult,
  reports: SplitTargets,
  prepared: PreparedCommand,
  isResumed: boolean,
): Promise<number> {
  const { tell, invocation } = prepared;
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  if (result.status !== "ran") {
    tell(errorLine(result.message));
    return result.status === "unstorable" ? EXIT.incomplete : EXIT.wrongInput;
  }
  const { fatal } = result;
  if (fatal !== null) {
    const { type, httpStatus: status, message: why } = fatal;
    tell(errorLine(refusalWords("run-stopped", { status, type, why, isUnreachable: fatal.kind === "connection" })));
  }
  const { head, mask } = result;
  const unwritten = await reports.liveFailure();
  const run = { head, mask, trials: (suite: number) => result.trials(suite), warningsTold: true };
  const live = unwritten === null ? reports.live : [];
  const exitCode = await writeTargets(run, reports.whenOver, prepared, live);
  const { unstored, unrecorded } = result;
  if (unstored !== null) tell(errorLine(refusalWords("report-unkept", { why: unstored })));
  if (unrecorded !== null) {
    const resume = runCommandOf("resume", head.run.id, invocation.store);
    tell(errorLine(refusalWords("run-unrecorded", { why: unrecorded, resume })));
  }
  const more = resumeWords({
    head,
    invocation,
    resumedAsking: isResumed ? result.asked : null,
  });
  // On one terminal the table has said it.
  const isTold = prepared.output.isTerminal && isResumeShown(head, reports.whenOver);
  if (more !== null && !isTold) tell(more);
  if (unstored === null && unrecorded === null && unwritten === null) return exitCode;
  return exitCode === EXIT.ok ? EXIT.incomplete : exitCode;
}
