import { formatMs, formatUsd, plural } from "../../base/figures.ts";
import { secretValues } from "../../domain/invocation.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { EXIT } from "../arguments/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { GivenOptions } from "../arguments/invocation.ts";
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
  tell(summary(result.record, result.simulated));
  return exitCode(result.record, interruption.by());
}

function summary(record: TrialRecord, simulated: boolean): string {
  const head = `${simulated ? "SIMULATED  " : ""}${record.case} on ${record.arm}: ${record.verdict ?? record.status}`;
  const figures = [
    formatUsd(record.cost_usd),
    formatMs(record.latency_ms),
    plural(record.usage.input_tokens, "input token"),
    plural(record.usage.output_tokens, "output token"),
  ].join(", ");
  const error = record.error === null ? [] : [`  error: ${record.error.message}`];
  const checks = record.checks.map(({ verdict, name, type, reason }) => `  ${verdict}  ${name ?? type}: ${reason}`);
  return [head, `  ${figures}`, ...error, ...checks].join("\n");
}

function exitCode(record: TrialRecord, signal: "SIGINT" | "SIGTERM" | null): number {
  if (signal !== null) return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
  if (record.status !== "completed" || record.verdict === "undecided") return EXIT.incomplete;
  return record.verdict === "pass" ? EXIT.ok : EXIT.failed;
}
