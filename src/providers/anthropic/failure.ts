import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureBy, failureHere } from "../../domain/run/failure-here.ts";
import { shownUrl } from "../../base/url-credentials.ts";
import type { Failure, FailureKind } from "../../domain/run/provider.ts";
import { brokeBeforeSending, connectionFailure } from "./connection-failure.ts";
import type { Exchange } from "./exchange.ts";
import { type ApiErrorFacts, eventFailure, httpFailure } from "./http-failure.ts";
import type { LoadedSdk } from "./sdk-client.ts";

/** What is known of an attempt when it ends. */
export interface AttemptFacts {
  readonly exchange: Exchange;
  readonly aborted: boolean;
  /** Names the host in messages. */
  readonly baseUrl: string;
  readonly nowMs: number;
}

/**
 * Why an attempt brought no answer, from what the SDK threw. Null: nothing that a server or a network can cause, so a bug
 * of ours. What we did ourselves comes first, then the SDK's error classes.
 */
export function failureOf(error: unknown, facts: AttemptFacts, { errors }: LoadedSdk): Failure | null {
  const ours = interruption(facts);
  if (ours !== null) return ours;
  if (error instanceof errors.APIConnectionError) return unanswered(error, facts, errors);
  if (error instanceof errors.APIError) {
    const { status, headers } = error;
    if (status === undefined) return eventFailure(saidBy(error));
    return withPath(httpFailure(saidBy(error), status, headers ?? null, facts.nowMs), facts.baseUrl);
  }
  return brokenAnswer(error, facts);
}

/** The SDK takes what a body says for the text that its types promise: anything may stand there. */
function saidBy({ status, type, errorCode, apiMessage, message }: ApiErrorFacts): ApiErrorFacts {
  return {
    status,
    type: textOrNull(type),
    errorCode: textOrNull(errorCode),
    apiMessage: textOrNull(apiMessage),
    message,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** What came cannot be read at all: of a refusal its status is known all the same. */
function brokenAnswer(error: unknown, { exchange, baseUrl, nowMs }: AttemptFacts): Failure | null {
  const { httpStatus: status, headers } = exchange;
  if (status === null) return null;
  if (status >= 200 && status <= 299) return streamFailure(error);
  const message = failureWords("unread-refusal", { status });
  return withPath(
    httpFailure({ status, type: null, errorCode: null, apiMessage: null, message }, status, headers, nowMs),
    baseUrl,
  );
}

/** Where nothing answers: the path and how to mend it, instead of what a stranger says. */
function withPath(failure: Failure, baseUrl: string): Failure {
  if (failure.kind !== "path_not_found") return failure;
  const base = shownUrl(baseUrl);
  const doubled = /\/v1\/?$/.exec(base);
  const rest = doubled === null ? null : base.slice(0, doubled.index);
  return { ...failure, message: failureWords("no-api", { base, status: failure.httpStatus, rest }) };
}

/** Did we end the attempt ourselves? The SDK then ends its stream without an error. */
export function interruption({ aborted, exchange }: AttemptFacts): Failure | null {
  if (aborted) return brokenOff("aborted", failureWords("aborted"), exchange);
  if (exchange.stalled) return brokenOff("stall", failureWords("stall"), exchange);
  return null;
}

/** The failure of a stream that broke, or was never one, after HTTP 200. */
export function streamFailure(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  const message = failureWords("no-whole-message", { reason });
  return failureBy({ kind: "stream", type: "stream_error", httpStatus: 200, message, maybeBilled: true });
}

/** The failure of a request that cannot be written as HTTP. */
export function unsendable(message: Sentence): Failure {
  return failureHere({ kind: "invalid_request", type: "invalid_header", message });
}

function unanswered(error: Error, facts: AttemptFacts, errors: LoadedSdk["errors"]): Failure {
  const { exchange, baseUrl } = facts;
  const cause = exchange.transportError ?? error;
  if (error instanceof errors.APIConnectionTimeoutError && !brokeBeforeSending(cause)) {
    return brokenOff("timeout", failureWords("timeout", { host: hostOf(baseUrl) }), exchange);
  }
  return connectionFailure(cause, hostOf(baseUrl));
}

const TYPES = { aborted: "aborted", stall: "stall_error", timeout: "timeout_error" } as const;

function brokenOff(kind: FailureKind & keyof typeof TYPES, message: Sentence, exchange: Exchange): Failure {
  const { httpStatus, sent } = exchange;
  return failureBy({ kind, type: TYPES[kind], httpStatus, message, maybeBilled: sent && (httpStatus ?? 200) === 200 });
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
