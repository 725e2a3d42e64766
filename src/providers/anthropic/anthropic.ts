import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Credential } from "../../domain/invocation.ts";
import type {
  AttemptResult,
  CompletionRequest,
  Failure,
  Provider,
  RequestTracing,
  SendContext,
} from "../../domain/run/provider.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { type CacheWatch, cachedFailure, createCacheWatch } from "./cached-answer.ts";
import { type Exchange, newExchange } from "./exchange.ts";
import { type AttemptFacts, failureOf, interruption, streamFailure, unsendable } from "./failure.ts";
import { createAccumulator, MalformedStream, type MessageAccumulator } from "./message-accumulator.ts";
import { type LoadedSdk, loadSdk, withoutConsoleWarnings } from "./sdk-client.ts";
import { createStallWatch } from "./stall-watch.ts";
import { printableLine } from "../../base/printable.ts";
import { strangeLimit } from "./rate-limit-headers.ts";
import { isOfSimulator } from "./simulator-header.ts";
import { type Watching, watchRequest } from "./watch-request.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import { numberField } from "../../domain/values/json-fields.ts";

export interface AnthropicOptions {
  /** E.g. `https://api.anthropic.com`. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly clock: Clock;
  /** Default: Node's HTTP client. */
  readonly fetch?: Fetch;
  /** Longest wait for response headers; default 120 s (a long prompt is read before they come). */
  readonly connectTimeoutMs?: number;
  /** Longest wait for the next byte of a body, pings included; default 60 s. */
  readonly stallMs?: number;
  /** Where the SDK's own log lines go: escaped, one line each; masking is the caller's. */
  readonly log?: (line: string) => void;
  readonly logLevel?: "off" | "error" | "warn" | "info" | "debug";
}

const CONNECT_TIMEOUT_MS = 120_000;
const STALL_MS = 60_000;

/** Sends attempts through the Anthropic SDK, streaming always. The SDK is loaded with the first one. */
export function createAnthropicProvider(options: AnthropicOptions): Provider {
  const { clock } = options;
  const log = options.log ?? (() => undefined);
  const warn = onceEach(log);
  const watch = createStallWatch(clock, options.stallMs ?? STALL_MS);
  const watching: Watching = { watch, now: () => clock.monotonicMs() };
  let sdk: Promise<LoadedSdk> | null = null;
  const cacheWatch = createCacheWatch();
  let tracing: RequestTracing | null = null;
  const load = (): Promise<LoadedSdk> =>
    loadSdk({
      baseUrl: options.baseUrl,
      credential: options.credential,
      connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      fetch: options.fetch ?? createHttpFetch(),
      logLevel: options.logLevel ?? "warn",
      log,
      tracing,
    });
  return {
    traceWith(wanted) {
      tracing = wanted;
    },
    async send(request, context) {
      const loaded = await (sdk ??= load());
      const exchange = newExchange(context, clock.monotonicMs(), numberField(request.body, "max_tokens") ?? 0);
      const attempt: Attempt = {
        request,
        context,
        exchange,
        clock,
        warn,
        watching,
        cacheWatch,
        baseUrl: options.baseUrl,
      };
      try {
        return await runAttempt(attempt, loaded);
      } finally {
        watch.remove(exchange);
        const strange = strangeLimit(exchange.headers);
        if (strange !== null) warn(printableLine(strange));
        if (isOfSimulator(exchange.headers)) warn(noteWords("simulator-answers"));
      }
    },
  };
}

interface Attempt {
  readonly request: CompletionRequest;
  readonly context: SendContext;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly warn: (line: string) => void;
  readonly watching: Watching;
  readonly cacheWatch: CacheWatch;
  readonly baseUrl: string;
}

/** Tells each line once: the SDK warns of a deprecated model with every request. */
function onceEach(log: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (!told.has(line)) log(line);
    told.add(line);
  };
}

async function runAttempt(attempt: Attempt, sdk: LoadedSdk): Promise<AttemptResult> {
  const message = createAccumulator();
  const reading: Reading = { message, firstContentAt: null, finishedAt: null };
  try {
    for await (const event of await openStream(attempt, sdk)) take(event, reading, attempt);
  } catch (error) {
    if (attempt.exchange.bug !== null) throw attempt.exchange.bug.error;
    // A connection that breaks after `message_stop` has brought the whole answer.
    if (!message.finished) return failed(attempt, message, explain(error, attempt, sdk));
  }
  return finish(attempt, reading);
}

/** The SDK's types lag behind what the API accepts: the body is handed to it whatever they say. */
function openStream(attempt: Attempt, { client }: LoadedSdk): PromiseLike<AsyncIterable<unknown>> {
  const { request, context, exchange, watching } = attempt;
  // The SDK sends what it does not know as it is; what it would move into headers stands in `headers` already
  // (`suite/resolve/header-fields.ts`).
  const params = { ...request.body, stream: true } as unknown as Parameters<typeof client.messages.create>[0] & {
    readonly stream: true;
  };
  return withoutConsoleWarnings(attempt.warn, () =>
    client.messages.create(params, {
      headers: { "anthropic-version": request.apiVersion, ...request.headers },
      signal: context.signal,
      middleware: [watchRequest(exchange, watching)],
    }),
  );
}

interface Reading {
  readonly message: MessageAccumulator;
  firstContentAt: number | null;
  finishedAt: number | null;
}

function take(event: unknown, reading: Reading, { context, clock, exchange }: Attempt): void {
  if (reading.finishedAt !== null) return;
  try {
    context.onEvent?.(event);
    const added = reading.message.add(event);
    if (reading.message.finished) reading.finishedAt = clock.monotonicMs();
    if (added === null) return;
    reading.firstContentAt ??= clock.monotonicMs();
    if (added !== "") context.onText?.(added);
  } catch (error) {
    if (!(error instanceof MalformedStream)) exchange.bug = { error };
    throw error;
  }
}

function finish(attempt: Attempt, { message, firstContentAt, finishedAt }: Reading): AttemptResult {
  const { exchange, clock } = attempt;
  const endedByUs = message.finished ? null : interruption(factsOf(attempt));
  if (endedByUs !== null) return failed(attempt, message, endedByUs);
  const cached = attempt.cacheWatch.reasonOf(attempt.request, message.messageId, exchange.headers);
  if (cached !== null) return failed(attempt, message, cachedFailure(cached, new URL(attempt.baseUrl).host));
  try {
    return {
      status: "answered",
      completion: message.completion(),
      requestId: requestIdOf(exchange.headers),
      rateLimits: exchange.rateLimits,
      ttftMs: firstContentAt === null ? null : firstContentAt - exchange.startedAt,
      latencyMs: (finishedAt ?? clock.monotonicMs()) - exchange.startedAt,
      reused: false,
      ...(isOfSimulator(exchange.headers) ? { simulated: true } : {}),
    };
  } catch (error) {
    if (!(error instanceof MalformedStream)) throw error;
    return failed(attempt, message, streamFailure(error));
  }
}

/** The failure behind an error; throws the error itself when it is a bug. */
function explain(error: unknown, attempt: Attempt, sdk: LoadedSdk): Failure {
  const failure = failureOf(error, factsOf(attempt), sdk);
  if (failure !== null) return failure;
  try {
    void new Headers(attempt.request.headers);
  } catch (invalid) {
    const { message: reason } = invalid as Error; // Headers throws TypeErrors only
    return unsendable(failureWords("bad-header", { reason }));
  }
  throw error;
}

function factsOf({ exchange, context, clock, baseUrl }: Attempt): AttemptFacts {
  return { exchange, aborted: context.signal.aborted, baseUrl, nowMs: clock.now() };
}

/** The Claude API's own, AWS's, Azure's, Cloudflare's. */
const REQUEST_IDS = ["request-id", "x-amzn-requestid", "apim-request-id", "cf-ray"];

function requestIdOf(headers: Headers | null): string | null {
  return REQUEST_IDS.map((name) => headers?.get(name) ?? null).find((id) => id !== null) ?? null;
}

function failed(attempt: Attempt, message: MessageAccumulator, failure: Failure): AttemptResult {
  const { exchange, clock } = attempt;
  return {
    status: "failed",
    failure,
    requestId: requestIdOf(exchange.headers),
    rateLimits: exchange.rateLimits,
    latencyMs: clock.monotonicMs() - exchange.startedAt,
    partialUsage: message.usageSoFar(),
  };
}
