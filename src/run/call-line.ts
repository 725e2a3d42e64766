import { fromCompletionLine, toCompletionLine } from "../domain/completion-line.ts";
import type { AttemptResult, Failure } from "../domain/provider.ts";
import type { AttemptRecord, CallLine, TrialError } from "../domain/records.ts";
import type { Charge } from "./ledger.ts";
import type { AnsweredCall, ModelCall } from "./model-call.ts";

/** A finished HTTP call: what the journal keeps of it. Times in milliseconds. */
export interface FinishedCall {
  readonly id: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly waitedMs: number;
  readonly queuedMs: number;
  readonly result: AttemptResult;
  readonly charge: Charge;
}

/** The journal's line of a finished call. */
export function callLine(call: ModelCall, finished: FinishedCall): CallLine {
  const { result, charge } = finished;
  const answered = result.status === "answered" ? result : null;
  const failure = result.status === "failed" ? result.failure : null;
  return {
    v: 1,
    type: "call",
    id: finished.id,
    ordinal: call.trial.ordinal,
    suite: call.trial.suite,
    case: call.trial.caseId,
    n: call.trial.nth,
    key: call.trial.key,
    turn: call.turn,
    round: call.round,
    attempt: finished.attempt,
    at: new Date(finished.atMs).toISOString(),
    request_hash: call.requestHash,
    status: result.status,
    http_status: failure === null ? 200 : failure.httpStatus,
    failure_kind: failure?.kind ?? null,
    error: failure === null ? null : errorLine(failure),
    completion: answered === null ? null : toCompletionLine(answered.completion),
    cost_pico: charge.status === "known" ? charge.pico.toString() : null,
    uncertain_pico: charge.status === "uncertain" ? charge.pico.toString() : null,
    ttft_ms: answered?.ttftMs ?? null,
    latency_ms: result.latencyMs,
    waited_ms: finished.waitedMs,
    queued_ms: finished.queuedMs,
    request_id: result.requestId,
    reused: answered?.reused ?? false,
  };
}

/** The answer that a line holds, after the attempts that led to it. */
export function answeredCall(
  line: CallLine,
  attempts: readonly AttemptRecord[],
  queuedMs: number,
): AnsweredCall | null {
  if (line.completion === null) return null;
  return {
    completion: fromCompletionLine(line.completion),
    costPico: line.cost_pico === null ? null : BigInt(line.cost_pico),
    ttftMs: line.ttft_ms,
    latencyMs: line.latency_ms,
    requestId: line.request_id,
    reused: line.reused,
    attempts,
    queuedMs,
  };
}

export function attemptOf(line: CallLine): AttemptRecord {
  return { at: line.at, status: line.http_status, error: line.error?.type ?? null, waited_ms: line.waited_ms };
}

export function chargeOfLine(line: CallLine): Charge {
  if (line.cost_pico !== null) return { status: "known", pico: BigInt(line.cost_pico) };
  if (line.uncertain_pico !== null) return { status: "uncertain", pico: BigInt(line.uncertain_pico) };
  return { status: "unknown" };
}

function errorLine({ type, code, httpStatus, message }: Failure): TrialError {
  return { type, code, status: httpStatus, message };
}
