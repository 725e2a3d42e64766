import { formatCount, formatMs } from "../../base/figures.ts";
import type { LimitReading, RateLimitReading } from "../../domain/run/provider.ts";

/** The buckets of a reading, as people call them. */
const BUCKETS = [
  ["requests", "requests"],
  ["tokens", "tokens"],
  ["inputTokens", "input tokens"],
  ["outputTokens", "output tokens"],
] as const satisfies readonly (readonly [keyof RateLimitReading, string])[];

/** A line for each bucket that an answer's headers tell of: limit a minute, what is left, and when it is full again. */
export function rateLimitLines(reading: RateLimitReading | null, nowMs: number): string[] {
  if (reading === null) return [];
  return BUCKETS.flatMap(([key, name]) => {
    const bucket = reading[key];
    return bucket === null ? [] : [`${name}: ${bucketWords(bucket, nowMs)}`];
  });
}

function bucketWords({ limit, remaining, resetAtMs }: LimitReading, nowMs: number): string {
  const waitMs = resetAtMs - nowMs;
  const full = waitMs <= 0 || remaining >= limit ? "full" : `full in ${formatMs(waitMs)}`;
  return `${formatCount(remaining)} of ${formatCount(limit)} a minute left, ${full}`;
}
