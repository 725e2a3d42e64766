import type { Completion, ToolCall, Usage } from "../domain/completion.ts";
import type { Json, JsonObject } from "../domain/json.ts";
import type { AttemptResult, Failure } from "../domain/provider.ts";
import type { AttemptRecord, CallLine, CompletionLine, TrialError } from "../domain/records.ts";
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
    completion: answered === null ? null : completionLine(answered.completion),
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
    completion: completionOf(line.completion),
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

function completionLine({ content, usage, ...answer }: Completion): CompletionLine {
  return {
    content: content as JsonObject[], // the journal only reads it
    ending: answer.ending,
    stop_reason: answer.stopReason,
    refusal_category: answer.refusalCategory,
    model_served: answer.modelServed,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_tokens: usage.cacheReadTokens,
      cache_write_5m_tokens: usage.cacheWrite5mTokens,
      cache_write_1h_tokens: usage.cacheWrite1hTokens,
      thinking_tokens: usage.thinkingTokens,
      web_search_requests: usage.webSearchRequests,
      service_tier: usage.serviceTier,
      speed: usage.speed,
      inference_geo: usage.inferenceGeo,
    },
  };
}

function completionOf(line: CompletionLine): Completion {
  const content = line.content as JsonObject[]; // parsed from JSON
  return {
    content,
    text: content.map((block) => (block["type"] === "text" ? textField(block, "text") : "")).join(""),
    toolCalls: content.filter((block) => block["type"] === "tool_use").map(toolCallOf),
    ending: line.ending,
    stopReason: line.stop_reason,
    refusalCategory: line.refusal_category,
    modelServed: line.model_served,
    usage: usageOf(line),
  };
}

function usageOf({ usage }: CompletionLine): Usage {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_tokens,
    cacheWrite5mTokens: usage.cache_write_5m_tokens,
    cacheWrite1hTokens: usage.cache_write_1h_tokens,
    thinkingTokens: usage.thinking_tokens,
    webSearchRequests: usage.web_search_requests,
    serviceTier: usage.service_tier,
    speed: usage.speed,
    inferenceGeo: usage.inference_geo,
  };
}

function toolCallOf(block: JsonObject): ToolCall {
  const input: Json = block["input"] ?? {};
  return { id: textField(block, "id"), name: textField(block, "name"), input };
}

function textField(block: JsonObject, field: string): string {
  const value = block[field];
  return typeof value === "string" ? value : "";
}
