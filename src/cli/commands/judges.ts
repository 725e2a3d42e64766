import { textWords } from "../../domain/diagnostics/text-words.ts";
import { errorLine } from "../terminal/error-line.ts";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { wallClock } from "../../host/wall-clock.ts";
import type { JudgesResult } from "../../pipeline/labelling/judges-run.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { createStyle } from "../../base/style.ts";
import { brokenLines } from "../terminal/message-line.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import { type PreparedCommand, prepareCommand } from "../opened/prepare.ts";

export type JudgesOptions = RunCommandOptions & { readonly judge?: string; readonly probe?: boolean };

/** `prompt-run judges SUITE…`: how the judges of these suites err, by people's labels. Exit 2 where nothing could be asked, 4 for the budget. */
export async function judgesCommand(suites: readonly string[], options: JudgesOptions): Promise<number> {
  const prepared = prepareCommand(suites, options);
  const { invocation, mask, tell } = prepared;
  const { runJudges } = await import("../../pipeline/labelling/judges-run.ts");
  const interruption = watchSignals((signal) => tell(textWords("stopping", { by: signal })));
  const hooks = {
    clock: wallClock,
    signal: interruption.signal,
    mask,
    log: tell,
    onWarnings: (warnings: readonly Diagnostic[], locate: Locate) => {
      if (warnings.length > 0) tell(formatDiagnostics(warnings, locate));
    },
  };
  try {
    const request = { judge: options.judge ?? null, probe: options.probe === true };
    const result = await runJudges(request, invocation, hooks);
    return await tellJudges(result, prepared, interruption.by());
  } finally {
    interruption.release();
  }
}

async function tellJudges(
  result: JudgesResult,
  { tell, output, mask, invocation }: PreparedCommand,
  signal: "SIGINT" | "SIGTERM" | null,
): Promise<number> {
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  if (result.status === "refused") {
    tell(errorLine(result.message));
    return EXIT.wrongInput;
  }
  const { judgeLines } = await import("../../pipeline/labelling/judges-text.ts");
  const simulated = invocation.mode === "simulate" ? [textWords("judged-by-simulator"), ""] : [];
  const said = result.judges.flatMap((judge) => [...judgeLines(judge, invocation.seed), ""]);
  const style = createStyle(output.color);
  const text = (lines: readonly string[]): string => brokenLines(printable(mask(lines.join("\n"))), output);
  const source = simulated.length === 0 ? "" : `${style("unsure", text(simulated))}\n`;
  const spent = textWords("spent", { usd: result.costUsd, isSimulated: simulated.length > 0 });
  await output.report(inert(`${source}${text(said)}${spent}\n`));
  if (signal !== null) return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
  if (result.stopped?.reason === "budget") return EXIT.overBudget;
  if (result.stopped?.reason === "fatal") return EXIT.wrongInput;
  return result.stopped === null ? EXIT.ok : EXIT.incomplete;
}
