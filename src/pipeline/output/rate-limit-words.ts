import { findingWords } from "../../domain/diagnostics/finding-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RateLimitReading } from "../../domain/run/provider.ts";

/** The buckets of a reading, in the order in which they are told. */
const BUCKETS = ["requests", "tokens", "inputTokens", "outputTokens"] as const;

/** A line for each bucket that an answer's headers tell of: limit a minute, what is left, and when it is full again. */
export function rateLimitLines(reading: RateLimitReading | null, nowMs: number): Sentence[] {
  if (reading === null) return [];
  return BUCKETS.flatMap((bucket) => {
    const found = reading[bucket];
    if (found === null) return [];
    const { limit, remaining, resetAtMs } = found;
    const waitMs = resetAtMs - nowMs;
    const fullInMs = waitMs <= 0 || remaining >= limit ? null : waitMs;
    return [findingWords("limit", { bucket, limit, remaining, fullInMs }).message];
  });
}
