import type { AttemptResult, LimitReading, RateLimitReading } from "../../domain/run/provider.ts";
import type { Clock } from "../../domain/values/clock.ts";

/** A reading with its resets on the monotonic clock: headers name moments of the wall clock, which may step. */
export function onMonotonic(reading: RateLimitReading, clock: Clock): RateLimitReading {
  const shiftMs = clock.monotonicMs() - clock.now();
  const shifted = (group: LimitReading | null): LimitReading | null =>
    group === null ? null : { ...group, resetAtMs: group.resetAtMs + shiftMs };
  return {
    requests: shifted(reading.requests),
    tokens: shifted(reading.tokens),
    inputTokens: shifted(reading.inputTokens),
    outputTokens: shifted(reading.outputTokens),
  };
}

/** The same for the reading of a result. */
export function resultOnMonotonic(result: AttemptResult, clock: Clock): AttemptResult {
  return result.rateLimits === null ? result : { ...result, rateLimits: onMonotonic(result.rateLimits, clock) };
}
