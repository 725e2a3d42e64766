import type { RateLimitReading, SendContext } from "../../domain/run/provider.ts";

/** What is seen of one attempt on the wire, below the SDK, which keeps part of it to itself. Times are of the monotonic clock. */
export interface Exchange {
  readonly context: Pick<SendContext, "id" | "simulated" | "onFirstByte" | "onRateLimits">;
  readonly startedAt: number;
  /** The most bytes that the body of an answer may have. */
  readonly maxBodyBytes: number;
  /** Has `fetch` been called? */
  sent: boolean;
  headers: Headers | null;
  httpStatus: number | null;
  rateLimits: RateLimitReading | null;
  firstByteAt: number | null;
  lastByteAt: number | null;
  /** What `fetch` threw before there was a response. */
  transportError: unknown;
  stalled: boolean;
  /** What a callback of our own threw: a bug, never the connection's fault. */
  bug: { readonly error: unknown } | null;
  /** Ends the reading of the body as if the server had closed it. */
  endBody: (() => void) | null;
}

/** What a simulator in this process is told of an attempt, beside what goes over the wire. */
export interface AttemptInit {
  readonly attempt?: Exchange["context"];
}

/** A body is events of some 200 bytes a token, and what comes with them: search results, signatures, pings. */
const FIXED_BODY_BYTES = 16_000_000;
const BODY_BYTES_PER_TOKEN = 1_000;

/** `maxTokens`: what the request allows the answer; it bounds the body. */
export function newExchange(context: Exchange["context"], startedAt: number, maxTokens: number): Exchange {
  return {
    context,
    startedAt,
    maxBodyBytes: FIXED_BODY_BYTES + BODY_BYTES_PER_TOKEN * maxTokens,
    sent: false,
    headers: null,
    httpStatus: null,
    rateLimits: null,
    firstByteAt: null,
    lastByteAt: null,
    transportError: null,
    stalled: false,
    bug: null,
    endBody: null,
  };
}
