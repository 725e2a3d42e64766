import { errorLine } from "../terminal/error-line.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { plural } from "../../base/figures.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { GradeResult, MissingReplies } from "../../pipeline/grading/graded-run.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { RunOptions } from "../arguments/options.ts";
import { runCommandIn } from "../../pipeline/stored/run-command.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { openStoredRun } from "./stored-run.ts";
import { openTargets, reportingTo, writeTargets } from "./targets.ts";

export type GradeOptions = Pick<RunOptions, "store" | "reporter" | "color"> &
  Partial<Pick<RunOptions, "strict" | "failOnInconclusive" | "maxCost">> & {
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
  const interruption = watchSignals((signal) => tell(`${signal}: stopping; again to exit at once`));
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
    if (result.missing.count > 0) tell(missingText(result.missing, run));
    if (result.unjudged > 0) tell(unjudgedText(result.unjudged, run, send));
  }
}

function unjudgedText(count: number, run: string, send: string): string {
  return `run ${run} has no judgement for ${plural(count, "question")} of the suite as it is now, so those checks are undecided: \`${send} --send --max-cost 1\` asks for them and keeps the answers`;
}

function missingText({ count, named }: MissingReplies, run: string): string {
  const lines = named.map(({ case: id, arm, trial }) => `  ${id} · ${arm} · trial ${trial}`);
  const more = count - named.length;
  return [
    `run ${run} has no reply for ${plural(count, "trial")} of the suite as it is now: the request was changed since, or never answered. They count as missing answers:`,
    ...lines,
    ...(more > 0 ? [`  … and ${more} more`] : []),
    "A new run sends them; with --reuse only what was changed.",
  ].join("\n");
}
