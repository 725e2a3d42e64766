import type { Clock } from "../../domain/values/clock.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { numberField } from "../../domain/values/json-fields.ts";
import type { AttemptResult, CompletionRequest, Failure, Provider, SendContext } from "../../domain/run/provider.ts";
import type { Relay } from "../../domain/run/relay.ts";
import { connectionFailure } from "../anthropic/connection-failure.ts";
import { type Exchange, newExchange } from "../anthropic/exchange.ts";
import { interruption, streamFailure } from "../anthropic/failure.ts";
import { credentialHeaders } from "../anthropic/credential-headers.ts";
import type { Credential } from "../../domain/invocation.ts";
import { isOfSimulator } from "../anthropic/simulator-header.ts";
import { createStallWatch } from "../anthropic/stall-watch.ts";
import { type Watching, watchSending } from "../anthropic/watch-request.ts";
import { createAnswerReader, type AnswerReader } from "./answer-reader.ts";
import { refusalFailure } from "./refusal-failure.ts";
import { shownHeaders } from "./shown-headers.ts";

export interface RelayOptions {
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Longest wait for the next byte of a stream, pings included; default 60 s. */
  readonly stallMs?: number;
}

const STALL_MS = 60_000;

interface Attempt {
  readonly request: CompletionRequest;
  readonly context: SendContext;
  readonly relay: Relay;
  readonly exchange: Exchange;
  readonly options: RelayOptions;
  readonly letIn: Readonly<Record<string, string>>;
}

/**
 * Sends an application's request and hands on what the API answers byte by byte, while a reader follows along for the bill.
 * Upstream is read at full speed, however slowly the application reads: an attempt that waited for it would hold its slot.
 */
export function createRelayProvider(options: RelayOptions): Provider {
  const { clock } = options;
  const watch = createStallWatch(clock, options.stallMs ?? STALL_MS);
  const watching: Watching = { watch, now: () => clock.monotonicMs() };
  const letIn = credentialHeaders(options.credential);
  return {
    async send(request, context) {
      const { relay } = context;
      if (relay === undefined) throw new Error("nobody waits for this answer: the meter's calls come with their relay");
      const exchange = newExchange(context, clock.monotonicMs(), numberField(request.body, "max_tokens") ?? 0);
      relay.refusal = null;
      try {
        return await runAttempt({ request, context, relay, exchange, options, letIn }, watching);
      } finally {
        watch.remove(exchange);
      }
    },
  };
}

async function runAttempt(attempt: Attempt, watching: Watching): Promise<AttemptResult> {
  const { exchange, relay, context, options } = attempt;
  const reader = createAnswerReader(() => options.clock.monotonicMs());
  try {
    const response = await watchSending(exchange, watching, (told) => post(attempt, told));
    if (!response.ok) return await refused(attempt, response);
    relay.begin(response.status, shownHeaders(response.headers));
    reader.begin(response.headers.get("content-type") ?? "");
    await passOn(response, attempt, reader);
  } catch (error) {
    if (exchange.bug !== null) throw exchange.bug.error;
    if (!reader.isWhole) return failed(attempt, reader, explain(error, attempt));
  }
  return finish(attempt, reader, context);
}

function post({ request, context, relay, options, letIn }: Attempt, told: object): Promise<Response> {
  const { baseUrl, fetch } = options;
  const query = relay.query === "" ? "" : `?${relay.query}`;
  const init: RequestInit = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "prompt-run",
      "anthropic-version": request.apiVersion,
      ...request.headers,
      ...letIn,
    },
    body: JSON.stringify(relay.wantsEvents ? { ...request.body, stream: true } : request.body),
    // A redirect would carry the prompts to a host that nobody named.
    redirect: "manual",
    signal: context.signal,
  };
  return fetch(`${baseUrl}/v1/messages${query}`, { ...init, ...told });
}

/** Every byte goes on as it comes; what the reader cannot make sense of is the bill's affair and not the application's. */
async function passOn(response: Response, { relay }: Attempt, reader: AnswerReader): Promise<void> {
  if (response.body === null) return;
  for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
    relay.write(bytes);
    reader.add(bytes);
  }
  reader.end();
}

function finish(attempt: Attempt, reader: AnswerReader, { signal }: SendContext): AttemptResult {
  const { exchange } = attempt;
  const endedByUs = reader.isWhole ? null : interruption({ ...factsOf(attempt), aborted: signal.aborted });
  const failure = endedByUs ?? reader.failure();
  if (failure !== null) return failed(attempt, reader, failure);
  const { firstContentAt, finishedAt } = reader;
  return {
    status: "answered",
    completion: reader.completion(),
    requestId: exchange.headers?.get("request-id") ?? null,
    rateLimits: exchange.rateLimits,
    ttftMs: firstContentAt === null ? null : firstContentAt - exchange.startedAt,
    latencyMs: (finishedAt ?? attempt.options.clock.monotonicMs()) - exchange.startedAt,
    reused: false,
    ...(isOfSimulator(exchange.headers) ? { simulated: true } : {}),
  };
}

/** The API's own words are kept: they go on to the application unless the request is tried again. */
async function refused(attempt: Attempt, response: Response): Promise<AttemptResult> {
  const { exchange, relay, options } = attempt;
  const body = Buffer.from(await response.arrayBuffer());
  relay.refusal = { status: response.status, headers: shownHeaders(response.headers), body };
  const failure = refusalFailure(response, body.toString("utf8"), options.clock.now());
  return {
    status: "failed",
    failure,
    requestId: response.headers.get("request-id"),
    rateLimits: exchange.rateLimits,
    latencyMs: options.clock.monotonicMs() - exchange.startedAt,
    partialUsage: null,
  };
}

function explain(error: unknown, attempt: Attempt): Failure {
  const { exchange, options, context } = attempt;
  const ours = interruption({ ...factsOf(attempt), aborted: context.signal.aborted });
  if (ours !== null) return ours;
  if (exchange.httpStatus === null)
    return connectionFailure(exchange.transportError ?? error, new URL(options.baseUrl).host);
  return streamFailure(error);
}

function factsOf({ exchange, options }: Attempt): Omit<Parameters<typeof interruption>[0], "aborted"> {
  return { exchange, baseUrl: options.baseUrl, nowMs: options.clock.now() };
}

function failed({ exchange, options }: Attempt, reader: AnswerReader, failure: Failure): AttemptResult {
  return {
    status: "failed",
    failure,
    requestId: exchange.headers?.get("request-id") ?? null,
    rateLimits: exchange.rateLimits,
    latencyMs: options.clock.monotonicMs() - exchange.startedAt,
    partialUsage: reader.usageSoFar(),
  };
}
