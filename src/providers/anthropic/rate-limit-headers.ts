import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { LimitReading, RateLimitReading } from "../../domain/run/provider.ts";

/**
 * The `anthropic-ratelimit-*` headers of a response; null when there is none of them. Fast mode has a pool of tokens of its
 * own (docs page fast-mode): where `anthropic-fast-*` tell of it, the others speak of a pool that the request is not in.
 */
export function readRateLimits(headers: Headers | null): RateLimitReading | null {
  if (headers === null) return null;
  const fast = {
    inputTokens: readGroup(headers, "fast-input-tokens"),
    outputTokens: readGroup(headers, "fast-output-tokens"),
  };
  const isFast = fast.inputTokens !== null || fast.outputTokens !== null;
  const reading = {
    requests: readGroup(headers, "ratelimit-requests"),
    tokens: isFast ? null : readGroup(headers, "ratelimit-tokens"),
    inputTokens: isFast ? fast.inputTokens : readGroup(headers, "ratelimit-input-tokens"),
    outputTokens: isFast ? fast.outputTokens : readGroup(headers, "ratelimit-output-tokens"),
  };
  return Object.values(reading).every((group) => group === null) ? null : reading;
}

function readGroup(headers: Headers, name: string): LimitReading | null {
  const limit = headers.get(`anthropic-${name}-limit`);
  const remaining = headers.get(`anthropic-${name}-remaining`);
  const reset = headers.get(`anthropic-${name}-reset`);
  if (limit === null || remaining === null || reset === null) return null;
  const reading = { limit: Number(limit), remaining: Number(remaining), resetAtMs: Date.parse(reset) };
  return isLimit(reading.limit) && Object.values(reading).every(Number.isFinite) ? reading : null;
}

/** Limits are whole numbers a minute; what allows nothing, or less than one, can only be a mistake. */
function isLimit(limit: number): boolean {
  return Number.isInteger(limit) && limit >= 1;
}

/** What to tell of headers that name a limit which makes no sense and is not gone by; null when there are none. */
export function strangeLimit(headers: Headers | null): Sentence | null {
  for (const [name, value] of headers ?? []) {
    if (/^anthropic-(ratelimit|fast)-.*-limit$/.test(name) && !isLimit(Number(value))) {
      return noteWords("strange-limit", { name, value });
    }
  }
  return null;
}

/** No wait that a server asks for can be longer: the longest that one timer holds (2³¹ − 1 ms). */
const MAX_WAIT_MS = 2 ** 31 - 1;

/**
 * How long a response asks to wait: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date (RFC 9110 §10.2.3).
 * Null when it does not ask, or asks for nothing that can be waited for.
 */
export function readRetryAfterMs(headers: Headers | null, nowMs: number): number | null {
  const inMs = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (isWait(inMs)) return inMs;
  const text = headers?.get("retry-after") ?? "";
  const wait = /^\s*[\d.]+\s*$/.test(text) ? Number.parseFloat(text) * 1000 : Date.parse(text) - nowMs;
  return isWait(wait) ? wait : null;
}

function isWait(ms: number): boolean {
  return ms > 0 && ms <= MAX_WAIT_MS;
}
