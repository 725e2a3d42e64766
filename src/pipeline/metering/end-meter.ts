import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import type { Mask } from "../../base/mask.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { MeterReport, WarningRecord } from "../../domain/formats/records.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { ChildExit } from "../../host/child-group.ts";
import { gitRecord } from "../../host/git-record.ts";
import { finishedRun } from "../session/finished-run.ts";
import { repliesOf } from "../session/run-record.ts";
import { NO_ANSWERS } from "./counted-replay.ts";
import { meterHead } from "./meter-report.ts";
import type { MeterInvocation } from "./meter-request.ts";
import type { Books } from "../../run/calls/books.ts";
import type { MeterSetup } from "./meter-setup.ts";
import type { MeterTally } from "./meter-tally.ts";
import type { OpenMeterRun } from "./open-meter-folder.ts";

export interface EndedMeterParts {
  readonly setup: Pick<MeterSetup, "recordings" | "warnings">;
  readonly opened: Omit<OpenMeterRun, "store"> & {
    readonly store: Pick<RunStore, "journal" | "keepHead" | "history">;
  };
  /** What all calls cost. */
  readonly books: Pick<Books, "ledger">;
  readonly tally: MeterTally;
  readonly end:
    | { readonly status: "ended"; readonly exit: ChildExit; readonly leftChildren: boolean }
    | { readonly status: "served" };
  readonly mask: Mask;
}

/** What could not be kept of a meter's run; null: it could. */
export interface EndedMeterRun {
  readonly unstored: Sentence | null;
  readonly unrecorded: Sentence | null;
}

interface Asked extends MeterInvocation {
  readonly clock: Clock;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
}

/** Records the answers, adds up the calls, and keeps the end and the report in the run's folder. */
export async function endMeter(
  asked: Asked,
  parts: EndedMeterParts,
): Promise<EndedMeterRun & { readonly head: ReportHead }> {
  const { setup, opened, books, mask } = parts;
  const { store } = opened;
  const { file, isRecording } = setup.recordings;
  const { ledger } = books;
  const unrecorded = isRecording ? await opened.record([file], mask) : null;
  const meter = await reportOf(asked, parts);
  const finished = await finishedRun(opened, asked.clock, gitRecord(asked.invocation.cwd));
  const warnings = warningsOf(meter, parts);
  const run = { ...finished, replies: repliesOf(finished.replies, ledger), warnings };
  const { verdict, exitCode } = endingOf(asked, parts, meter);
  const head = meterHead({ run, ledger, meter, verdict, exitCode });
  const at = new Date(asked.clock.now()).toISOString();
  await store.journal.end({ v: 1, type: "end", at, verdict, exit_code: exitCode });
  return { head, unrecorded, unstored: store.keepHead(head) };
}

async function reportOf({ request }: Asked, { opened, tally, end }: EndedMeterParts): Promise<MeterReport> {
  const { models, latencyMs, earlier } = await opened.readCalls();
  // Answers of an earlier session that nobody asked for again count as answers of this run too.
  const given = opened.replay?.given ?? NO_ANSWERS;
  const answered = tally.counts.answered + earlier.answered - given.answered;
  const reused = tally.counts.reused + earlier.reused - given.reused;
  const { failed, refused, missing } = tally.counts;
  return {
    command: request.command === null ? null : [...request.command],
    exit: end.status === "ended" ? end.exit : null,
    requests: answered + reused + failed + refused + missing,
    answered,
    reused,
    failed,
    refused,
    missing,
    latency_ms: latencyMs,
    models: [...models],
  };
}

function warningsOf(
  { requests, command }: MeterReport,
  { setup, end, books, tally }: EndedMeterParts,
): WarningRecord[] {
  const isBroken = books.ledger.overReserved > 0;
  return [
    ...setup.warnings,
    ...(isUnmetered({ requests, command }, tally) ? [unplacedWarning(said("unmetered"))] : []),
    ...(tally.missingWords === null
      ? []
      : [unplacedWarning(said("missing-recording", { count: tally.counts.missing, first: tally.missingWords }))]),
    ...(tally.refusedRoom === null
      ? []
      : [unplacedWarning(said("no-room", { count: tally.counts.refused, ...tally.refusedRoom }))]),
    ...(end.status === "ended" && end.leftChildren ? [unplacedWarning(said("left-children"))] : []),
    ...(tally.notCapped === null ? [] : [unplacedWarning(said("unknown-price.metered", tally.notCapped))]),
    ...(isBroken ? [unplacedWarning(said("dearer-than-reserved.metered"))] : []),
  ];
}

/** A command that asked nothing of the meter, in no session. */
function isUnmetered({ requests, command }: Pick<MeterReport, "requests" | "command">, tally: MeterTally): boolean {
  return command !== null && requests === tally.turnedAway && !tally.isTouched;
}

/**
 * The command's exit code, but 4 where the budget stopped it, and never 0 where answers were missing, or where a cap or
 * recordings were asked for and no call came: what the command spent, or whom it asked, nobody knows then.
 */
function endingOf(
  asked: Asked,
  { end, tally, books }: EndedMeterParts,
  meter: MeterReport,
): { readonly verdict: ReportHead["verdict"]; readonly exitCode: number } {
  const { request, invocation } = asked;
  const signal = request.command === null ? null : asked.interruptedBy();
  if (signal !== null) {
    return { verdict: "interrupted", exitCode: signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated };
  }
  const { refused, missing } = tally.counts;
  const isOverBudget = refused > 0 || (invocation.maxCostUsd !== null && books.ledger.overReserved > 0);
  if (isOverBudget) return { verdict: "over_budget", exitCode: EXIT.overBudget };
  const code = end.status === "served" ? EXIT.ok : exitCodeOf(end.exit);
  if (code !== EXIT.ok) return { verdict: "fail", exitCode: code };
  const isHeld = invocation.maxCostUsd !== null || invocation.mode === "offline";
  const isBlind = isHeld && isUnmetered(meter, tally);
  return missing > 0 || isBlind
    ? { verdict: "incomplete", exitCode: EXIT.incomplete }
    : { verdict: "pass", exitCode: EXIT.ok };
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** As a shell tells it: 128 and the signal's number. */
function exitCodeOf({ code, signal }: ChildExit): number {
  return code ?? 128 + (SIGNALS[signal ?? ""] ?? 0);
}
