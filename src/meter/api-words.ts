import { meterWords } from "../domain/diagnostics/meter-words.ts";
import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import type { WireAnswer } from "../domain/run/metering.ts";

/** The API's error types by status (errors page of its reference). */
const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  405: "invalid_request_error",
  413: "request_too_large",
  415: "invalid_request_error",
  429: "rate_limit_error",
  502: "api_error",
  503: "api_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/**
 * An error as the API would say it. An SDK that is told nothing tries again what a client cannot mend by that: `isFinal` says
 * that it need not.
 */
export function apiError(status: number, says: Sentence, { isFinal }: { readonly isFinal: boolean }): WireAnswer {
  const error = { type: TYPES[status] ?? "api_error", message: meterWords("from", { says }) };
  return {
    status,
    headers: { "content-type": "application/json", ...(isFinal ? { "x-should-retry": "false" } : {}) },
    body: Buffer.from(JSON.stringify({ type: "error", error, request_id: null })),
  };
}

/** A conversation that the server holds can neither be bounded nor replayed: SDKs that hear this go on without it (SDK 1.14.0, ThreadState). */
export function threadRefusal(): WireAnswer {
  const message = meterWords("from", { says: meterWords("threads") });
  const details = { error_code: "thread_unsupported_request", unsupported: ["thread"] };
  const error = { type: TYPES[400], message, details };
  return {
    status: 400,
    headers: { "content-type": "application/json", "x-should-retry": "false" },
    body: Buffer.from(JSON.stringify({ type: "error", error, request_id: null })),
  };
}

/** An answer that lets a request go no further, and what it says in our own words. */
export interface Refusal extends WireAnswer {
  readonly says: Sentence;
}

/** What is wrong with a request itself: asking again changes nothing. */
export function refusal(status: number, says: Sentence): Refusal {
  return { ...apiError(status, says, { isFinal: true }), says };
}

/** The event with which the API ends a stream that it cannot go on with. */
export function errorEvent(error: { readonly type: string; readonly message: string }): string {
  return `event: error\ndata: ${JSON.stringify({ type: "error", error })}\n\n`;
}
