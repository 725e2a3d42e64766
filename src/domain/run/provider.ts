import type { Sentence } from "../diagnostics/wording/sentence.ts";
import type { Completion, Usage } from "./completion.ts";
import type { JsonObject } from "../values/json.ts";
import type { Relay } from "./relay.ts";

export type ApiVersion = "2023-06-01" | "2026-10-21";

/** One Messages API request. `body` lacks `stream`; `headers` lack credentials and the version. */
export interface CompletionRequest {
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** One of `ApiVersion`; an application behind the meter may name any. */
  readonly apiVersion: string;
  /** The endpoint of the config that the arm names: part of what is asked. Absent: the one of the run. */
  readonly endpoint?: string;
  /** Is the body's `container` that of an earlier answer of the same conversation? The plan did not ask for it. */
  readonly carriesContainer?: true;
}

/** What a simulator is told to answer with (suite language, `simulate:`), rendered. */
export interface SimulatedReply {
  readonly text: string | null;
  readonly toolUse: readonly { readonly name: string; readonly input: JsonObject }[];
  readonly stopReason: string | null;
  /** Content blocks in the API's own form, before the text; ids may be left out. */
  readonly content?: readonly JsonObject[];
  /** The model that the answer says has served it; default the one that was asked. */
  readonly model?: string | null;
  /** API usage fields that replace the simulator's own count. */
  readonly usage: JsonObject | null;
  /** An error instead of an answer: { status?, type?, message?, times? }. `times`: how many attempts fail before the reply comes; default all. */
  readonly error: JsonObject | null;
}

/** What a simulator answers an application's call with this number of a turn, from 1; null: its own echo. */
export type SimulateCall = (k: number) => SimulatedReply | null | Promise<SimulatedReply | null>;

/** What a call is for: a turn of a trial, a question to a judge about an answer, or an application's own call through the meter. */
export type CallRole = "turn" | "judge" | "meter" | "target";

/** Which attempt of which trial this is: for seeds, books and logs; never sent. */
export interface AttemptId {
  readonly suite: string;
  readonly caseId: string;
  readonly armId: string;
  readonly trial: number;
  /** 1-based turn, 1-based request inside the turn (tool loops), 1-based HTTP try. */
  readonly turn: number;
  readonly round: number;
  readonly attempt: number;
}

export interface SendContext {
  readonly id: AttemptId;
  /** What the call is for; absent: a turn. */
  readonly role?: CallRole;
  readonly signal: AbortSignal;
  readonly simulated: SimulatedReply | null;
  /** Of a metered call: the application that the answer goes on to, byte by byte. */
  readonly relay?: Relay;
  /** Called with each piece of text as it comes. */
  readonly onText?: (delta: string) => void;
  /** Called with each event of the stream as it came, before it is understood. */
  readonly onEvent?: (event: unknown) => void;
  /** Called once, when the first byte of the answer has come. */
  readonly onFirstByte?: () => void;
  /** Called when the headers of an accepted (200) response have come: a stream's rate-limit reading is old by the time it ends. */
  readonly onRateLimits?: (reading: RateLimitReading) => void;
}

/** What one rate-limit header group says. `resetAtMs`: epoch ms when the bucket is full again. */
export interface LimitReading {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

/** The `anthropic-ratelimit-*` headers of one response; a group that is absent is null. */
export interface RateLimitReading {
  readonly requests: LimitReading | null;
  readonly tokens: LimitReading | null;
  readonly inputTokens: LimitReading | null;
  readonly outputTokens: LimitReading | null;
}

/**
 * Why an attempt brought no answer:
 * `rate_limited` 429 · `spend_limit` 429/400 that waiting does not cure · `overloaded` 529 · `server` 500, 502, 503, 504, 408 ·
 * `conflict` 409 · `connection` refused, DNS, reset before an answer · `timeout` no headers in time · `stall` 60 s without an event ·
 * `stream` cut, malformed, or an error event after HTTP 200 that is not one of the above ·
 * `authentication` 401 · `permission` 403, and a 400 that is of the account · `model_not_found` 404 · `billing` 402 · `invalid_request` 400, 412, 422, other 4xx ·
 * `too_large` 413 · `not_implemented` 501 · `aborted` by us · `deadline` the trial's time is over
 * · `missing_recording` offline without a recording · `tool` a tool call nothing answers · `template` a turn could not be rendered.
 */
export type FailureKind =
  | "rate_limited"
  | "spend_limit"
  | "overloaded"
  | "server"
  | "conflict"
  | "connection"
  | "timeout"
  | "stall"
  | "stream"
  | "authentication"
  | "permission"
  | "model_not_found"
  | "path_not_found"
  | "billing"
  | "invalid_request"
  | "too_large"
  | "not_implemented"
  | "aborted"
  | "deadline"
  | "missing_recording"
  /** A cache between us and the model answered: not an answer of its own. */
  | "cached_answer"
  | "tool"
  | "target"
  | "template";

export interface Failure {
  readonly kind: FailureKind;
  /** The API's `error.type`, or ours (`connection_error`, `stream_error`, …). */
  readonly type: string;
  /** The API's stable `error.details.error_code`, if any. */
  readonly code: string | null;
  readonly httpStatus: number | null;
  readonly message: Sentence;
  /** From `retry-after-ms` or `retry-after`. */
  readonly retryAfterMs: number | null;
  /** The server's `x-should-retry`, where it sent one: it overrules what the kind says. */
  readonly shouldRetry?: boolean;
  /** May this attempt have been billed? True once a 200 was answered, or when the wire broke after sending. */
  readonly maybeBilled: boolean;
}

export type AttemptResult =
  | {
      readonly status: "answered";
      readonly completion: Completion;
      readonly requestId: string | null;
      readonly rateLimits: RateLimitReading | null;
      /** From send to first text or tool delta, and to the last byte. */
      readonly ttftMs: number | null;
      readonly latencyMs: number;
      /** Did this come from a recording? */
      readonly reused: boolean;
      /** Did the server say that it is a simulator? */
      readonly simulated?: true;
    }
  | {
      readonly status: "failed";
      readonly failure: Failure;
      readonly requestId: string | null;
      readonly rateLimits: RateLimitReading | null;
      readonly latencyMs: number;
      /** What the stream had reported before it broke. */
      readonly partialUsage: Usage | null;
    };

/** Sends exactly one HTTP attempt. Expected failures are values; it throws only for bugs. */
export interface Provider {
  send(request: CompletionRequest, context: SendContext): Promise<AttemptResult>;
  /** Where the spans of its requests go; to be told before the first attempt. Without it they go nowhere of ours. */
  traceWith?(tracing: RequestTracing): void;
}

/** An OpenTelemetry tracer provider of this run alone: the process's own is the host's affair. */
export interface RequestTracing {
  /** It has the shape of OpenTelemetry's API, written out: users of the library need not install the types of that. */
  readonly tracerProvider: object;
  /** May texts of prompts and answers stand in spans? */
  readonly capturesContent: boolean;
}

/** What a recording is found by: one request of one case of a suite. */
export interface RecordedRequest {
  /** The suite's place in the run, from 0. */
  readonly suite: number;
  readonly caseId: string;
  /** `CallIdentity.n`. */
  readonly n: number;
  readonly requestHash: string;
  readonly role: CallRole;
}

/** An answer that was recorded. */
export interface RecordedReply {
  readonly completion: Completion;
  readonly requestId: string | null;
  readonly ttftMs: number | null;
  readonly latencyMs: number;
  /** When its request was sent: it has that day's price. */
  readonly recordedAtMs: number;
}

/** What the recordings say to a request. */
export type Recalled =
  | { readonly status: "recorded"; readonly reply: RecordedReply }
  /** There is none, and the request is to be sent. */
  | { readonly status: "unknown" }
  /** There is none, and nothing may be sent. */
  | { readonly status: "missing"; readonly failure: Failure };

/** Looks a request up. Costs no slot, no admission and no budget. */
export type Recall = (request: RecordedRequest) => Recalled;
