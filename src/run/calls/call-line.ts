import { toCompletionLine } from "../../domain/run/completion-line.ts";
import type { AttemptResult, Failure } from "../../domain/run/provider.ts";
import type { Call, CallIdentity } from "../../domain/run/call.ts";
import type { CallLine, SentLine, TrialError } from "../../domain/formats/records.ts";
import { toolResultsIn } from "./tool-results.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Charge } from "../../domain/run/ledger.ts";

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

/** An attempt that goes out: `reservedPico` is set aside for it, null when its price is unknown. */
export interface SentCall {
  readonly id: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly reservedPico: Picodollars | null;
}

/** The journal's line of an attempt that goes out. */
export function sentLine({ owner, identity, model }: Call, { id, attempt, atMs, reservedPico }: SentCall): SentLine {
  return {
    v: 1,
    type: "sent",
    id,
    ordinal: owner.ordinal,
    suite: owner.suite,
    ...placeOf(identity),
    attempt,
    at: new Date(atMs).toISOString(),
    request_hash: identity.requestHash,
    reserved_pico: reservedPico?.toString() ?? null,
    ...modelOf(identity, model),
  };
}

/** Lines of a turn do not say so: they read as they always did. */
function placeOf({ role, turn, round }: CallIdentity): Pick<SentLine, "role" | "turn" | "round"> {
  return { ...(role === "turn" ? {} : { role }), turn, round };
}

function modelOf({ role }: CallIdentity, model: string): Pick<SentLine, "model"> {
  return role === "meter" ? { model } : {};
}

/** Only a round after the first goes on with what tools answered. */
function resultsOf({ round }: CallIdentity, request: Call["request"]): Pick<CallLine, "tool_results"> {
  const results = round > 1 ? toolResultsIn(request) : [];
  return results.length === 0 ? {} : { tool_results: results };
}

/** The journal's line of a finished call. */
export function callLine({ owner, identity, request, model, requestParts }: Call, finished: FinishedCall): CallLine {
  const { result, charge } = finished;
  const answered = result.status === "answered" ? result : null;
  const failure = result.status === "failed" ? result.failure : null;
  return {
    v: 1,
    type: "call",
    id: finished.id,
    ordinal: owner.ordinal,
    suite: owner.suite,
    case: owner.caseId,
    n: identity.n,
    key: identity.scope,
    ...placeOf(identity),
    attempt: finished.attempt,
    at: new Date(finished.atMs).toISOString(),
    request_hash: identity.requestHash,
    status: result.status,
    http_status: failure === null ? 200 : failure.httpStatus,
    failure_kind: failure?.kind ?? null,
    error: failure === null ? null : errorLine(failure),
    completion: answered === null ? null : toCompletionLine(answered.completion),
    cost_pico: charge.status === "known" ? charge.pico.toString() : null,
    uncertain_pico: charge.status === "uncertain" ? charge.pico.toString() : null,
    ...(charge.status === "known" && charge.cappedPico !== undefined
      ? { capped_pico: charge.cappedPico.toString() }
      : {}),
    ttft_ms: answered?.ttftMs ?? null,
    latency_ms: result.latencyMs,
    waited_ms: finished.waitedMs,
    queued_ms: finished.queuedMs,
    request_id: result.requestId,
    reused: answered?.reused ?? false,
    ...(answered?.simulated === true ? { simulated: true } : {}),
    ...modelOf(identity, model),
    ...(requestParts === undefined || answered === null ? {} : { request_parts: requestParts() }),
    ...resultsOf(identity, request),
  };
}

function errorLine({ type, code, httpStatus, message }: Failure): TrialError {
  return { type, code, status: httpStatus, message };
}
