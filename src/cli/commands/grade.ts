import { textWords } from "../../domain/diagnostics/text-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { GradeResult } from "../../pipeline/grading/graded-run.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { runCommandIn } from "../../pipeline/stored/run-command.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { openStoredRun } from "../opened/stored-run.ts";
import { openTargets, reportingTo, writeTargets } from "../opened/targets.ts";

export type GradeOptions = Pick<RunCommandOptions, "store" | "reporter" | "color"> &
  Partial<Pick<RunCommandOptions, "strict" | "failOnInconclusive" | "maxCost">> & {
    /** Ask judges for what the run has no judgement of. */
    readonly send?: boolean;
  };

/**
 * `prompt-run grade RUN`: the run's replies under its suites' checks as they are now, with the options that the run was
 * started with. Sends nothing but, with `--send`, what judges have not been asked yet; report and exit code are those that a
 * run with these replies would have.
 */
export async function gradeCommand(name: string, options: GradeOptions): Promise<number> {
  const opened = await openStoredRun(name, options);
  if (opened === null) return EXIT.wrongInput;
  const { prepared, line, folder } = opened;
  const sends = options.send === true;
  if (sends && prepared.invocation.mode !== "simulate" && options.maxCost === undefined) {
    prepared.tell(errorLine(usage("send-cap")));
    return EXIT.wrongInput;
  }
  const targets = await openTargets(prepared, options.reporter);
  if (targets === null) return EXIT.wrongInput;
  const { gradeRun } = await import("../../pipeline/commands/grade-run.ts");
  const { tell, invocation, mask } = reportingTo(prepared, targets);
  const interruption = watchSignals((signal) => tell(textWords("stopping", { by: signal })));
  const { signal } = interruption;
  const onWarnings = (warnings: readonly Diagnostic[], locate: Locate): void => {
    if (warnings.length > 0) tell(formatDiagnostics(warnings, locate));
  };
  const hooks = {
    clock: wallClock,
    signal,
    mask,
    interruptedBy: () => interruption.by(),
    onWarnings,
    log: tell,
    sends,
  };
  let exitCode: number = EXIT.wrongInput;
  try {
    const result = await gradeRun(folder, invocation, hooks, async (head, trials) => {
      exitCode = await writeTargets({ head, mask, trials }, targets, prepared);
    });
    tellResult(result, line.id, { tell, send: runCommandIn("grade", folder) });
    return exitCode;
  } finally {
    interruption.release();
  }
}

interface Telling {
  readonly tell: (text: string) => void;
  /** The command that grades the run again. */
  readonly send: string;
}

function tellResult(result: GradeResult, run: string, { tell, send }: Telling): void {
  if (result.status === "wrong") tell(formatDiagnostics(result.problems, result.locate));
  else if (result.status === "refused") tell(errorLine(result.message));
  else {
    const { missing, unjudged } = result;
    if (missing.count > 0) tell(textWords("unanswered-now", { run, count: missing.count, trials: missing.named }));
    if (unjudged > 0) tell(textWords("unjudged-now", { run, count: unjudged, command: send }));
  }
}
