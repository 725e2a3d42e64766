import { textWords } from "../../domain/diagnostics/text-words.ts";
import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import type { TryHooks, TryResult } from "../../pipeline/commands/try-case.ts";
import { rateLimitLines } from "../../pipeline/output/rate-limit-words.ts";
import { secretValues } from "../../domain/invocation.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { EXIT } from "../../domain/exit-code.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals } from "../terminal/interruption.ts";
import type { GivenOptions } from "../arguments/invocation.ts";
import { trySummary } from "../terminal/try-summary.ts";
import { createEventView } from "../terminal/event-view.ts";
import { createReplyView } from "../terminal/reply-view.ts";
import { prepareCommand } from "../opened/prepare.ts";

/** The options of `try`. */
export type TryOptions = GivenOptions & { readonly events?: true; readonly trial?: number };

/**
 * `prompt-run try`: one case on one arm; the reply goes to stdout as it comes, what the checks say to stderr. One trial is asked:
 * the first, or that of `--trial`; with `--trials` alone each of so many, one after the other.
 */
export async function tryCommand(suite: string, options: TryOptions): Promise<number> {
  const { invocation, output, mask, tell } = prepareCommand([suite], options);
  const { tryCase } = await import("../../pipeline/commands/try-case.ts");
  const show = (text: string): void => void output.report(text).catch(() => undefined);
  const secrets = (): readonly string[] => secretValues(invocation);
  const events =
    options.events === true
      ? createEventView({
          show: (line) => show(`${inert(printableLine(line))}\n`),
          mask,
          now: () => wallClock.monotonicMs(),
          secrets,
        })
      : null;
  const view = createReplyView({ show: events === null ? show : () => undefined, tell, secrets });
  const interruption = watchSignals(() => undefined);
  const { trial, trials } = options;
  const wanted = trial ?? (trials === undefined ? 1 : "each");
  const hooks: TryHooks = {
    clock: wallClock,
    signal: interruption.signal,
    onText: (delta) => view.text(delta),
    onStep: (step) => view.step(step),
    ...(events === null ? {} : { onEvent: (event: unknown) => events.event(event) }),
    async onTrial({ record, simulated, doubts, caseName, of }) {
      view.end();
      await output.report("");
      if (events !== null) tell(`\n${events.totals()}`);
      const which = wanted === 1 ? caseName : textWords("trial-of", { caseName, trial: record.trial, of });
      for (const { text, tone } of trySummary(record, { isSimulated: simulated, doubts, name: which }))
        tell(text, tone);
    },
    log: tell,
    env: process.env,
  };
  const result = await tryCase(invocation, hooks, wanted);
  interruption.release();
  if (result.status === "wrong") {
    tell(formatDiagnostics(result.problems, result.locate));
    return EXIT.wrongInput;
  }
  for (const line of limitLines(result, wallClock.now())) tell(`  ${line}`, "quiet");
  return exitCode(
    result.tried.map(({ record }) => record),
    interruption.by(),
  );
}

/** What the answer told of the account's limits. */
function limitLines({ rateLimits, serviceTier }: Tried, nowMs: number): readonly string[] {
  const lines = rateLimitLines(rateLimits, nowMs);
  return lines.length === 0 || serviceTier === null
    ? lines
    : [...lines, textWords("service-tier", { tier: serviceTier })];
}

type Tried = Pick<Extract<TryResult, { status: "tried" }>, "rateLimits" | "serviceTier">;

/** Of several trials: one that failed counts before one that has no verdict. */
function exitCode(records: readonly TrialRecord[], signal: "SIGINT" | "SIGTERM" | null): number {
  if (signal !== null) return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
  if (records.some(({ status, verdict }) => status === "completed" && verdict === "fail")) return EXIT.failed;
  const isWhole = records.every(({ status, verdict }) => status === "completed" && verdict !== "undecided");
  return isWhole ? EXIT.ok : EXIT.incomplete;
}
