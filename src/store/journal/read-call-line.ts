import { fromCompletionLine } from "../../domain/run/completion-line.ts";
import type { AnsweredCall } from "../../domain/run/call.ts";
import type { AttemptRecord, CallLine } from "../../domain/formats/records.ts";
import type { Charge } from "../../domain/run/ledger.ts";

/** The answer that a line holds, after the attempts that led to it; null: none, or one that is kept masked alone. */
export function answeredCall(
  line: CallLine,
  attempts: readonly AttemptRecord[],
  queuedMs: number,
): AnsweredCall | null {
  if (line.completion === null || line.completion.masked === true) return null;
  return {
    completion: fromCompletionLine(line.completion),
    costPico: line.cost_pico === null ? null : BigInt(line.cost_pico),
    ttftMs: line.ttft_ms,
    latencyMs: line.latency_ms,
    requestId: line.request_id,
    reused: line.reused,
    attempts,
    queuedMs,
    ...(line.role === "judge" ? { askedBy: line.ordinal } : {}),
  };
}

export function attemptOf(line: CallLine): AttemptRecord {
  return { at: line.at, status: line.http_status, error: line.error?.type ?? null, waited_ms: line.waited_ms };
}

export function chargeOfLine(line: CallLine): Charge {
  if (line.cost_pico !== null) {
    const capped = line.capped_pico === undefined ? {} : { cappedPico: BigInt(line.capped_pico) };
    return { status: "known", pico: BigInt(line.cost_pico), ...capped };
  }
  if (line.uncertain_pico !== null) {
    const isAnswer = line.completion !== null;
    return { status: "uncertain", pico: BigInt(line.uncertain_pico), ...(isAnswer ? { isUnpriced: true } : {}) };
  }
  return { status: "unknown" };
}
