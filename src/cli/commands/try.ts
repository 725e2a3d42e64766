import { secretValues } from "../../domain/invocation.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { GivenOptions } from "../arguments/invocation.ts";
import { trySummary } from "../terminal/try-summary.ts";
import { createReplyView } from "../terminal/reply-view.ts";
import { prepareCommand } from "./prepare.ts";

/** `prompt-run try`: one case on one arm; the reply goes to stdout as it comes, what the checks say to stderr. */
export async function tryCommand(suite: string, options: GivenOptions): Promise<number> {
  const { invocation, output, tell } = prepareCommand([suite], options);
  const { tryCase } = await import("../../pipeline/commands/try-case.ts");
  const view = createReplyView({
    show: (text) => void output.report(text).catch(() => undefined),
    tell,
    get secrets() {
      return secretValues(invocation);
    },
  });
  const interruption = watchSignals(() => undefined);
  const result = await tryCase(invocation, {
    clock: wallClock,
    signal: interruption.signal,
    onText: (delta) => view.text(delta),
    onStep: (step) => view.step(step),
    log: tell,
  });
  interruption.release();
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  view.end();
  await output.report("");
  for (const { text, tone } of trySummary(result.record, result.simulated)) tell(text, tone);
  return exitCode(result.record, interruption.by());
}

function exitCode(record: TrialRecord, signal: "SIGINT" | "SIGTERM" | null): number {
  if (signal !== null) return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
  if (record.status !== "completed" || record.verdict === "undecided") return EXIT.incomplete;
  return record.verdict === "pass" ? EXIT.ok : EXIT.failed;
}
