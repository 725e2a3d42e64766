import { toCompletionLine } from "../../domain/run/completion-line.ts";
import type { AttemptResult, Failure } from "../../domain/run/provider.ts";
import type { CallLine, TrialError } from "../../domain/formats/records.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import type { ModelCall } from "./model-call.ts";

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

function errorLine({ type, code, httpStatus, message }: Failure): TrialError {
  return { type, code, status: httpStatus, message };
}
