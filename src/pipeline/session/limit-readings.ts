import type { Clock } from "../../domain/values/clock.ts";
import type { RateLimitRecord } from "../../domain/formats/records.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { CompletionRequest, LimitReading, Provider, RateLimitReading } from "../../domain/run/provider.ts";

/** The last that answers said of each rate-limit bucket. */
export interface LimitReadings {
  /** The provider, its answers looked at. */
  around(provider: Provider): Provider;
  /** By bucket, in the order in which they were first told of. */
  last(): RateLimitRecord[];
}

export function createLimitReadings({ facts, clock }: { facts: ModelFacts; clock: Clock }): LimitReadings {
  const readings = new Map<string, RateLimitRecord>();
  const note = (request: CompletionRequest, reading: RateLimitReading): void => {
    const { model } = request.body;
    if (typeof model !== "string") return;
    const { bucket } = facts.sentSettings(model, request.body);
    readings.set(bucket, limitRecord(bucket, reading, clock.now()));
  };
  return {
    around: (provider) => ({
      ...provider,
      async send(request, context) {
        const result = await provider.send(request, context);
        if (result.rateLimits !== null) note(request, result.rateLimits);
        return result;
      },
    }),
    last: () => [...readings.values()],
  };
}

function limitRecord(bucket: string, reading: RateLimitReading, nowMs: number): RateLimitRecord {
  return {
    bucket,
    at: new Date(nowMs).toISOString(),
    requests: bucketRecord(reading.requests),
    tokens: bucketRecord(reading.tokens),
    input_tokens: bucketRecord(reading.inputTokens),
    output_tokens: bucketRecord(reading.outputTokens),
  };
}

/** The last moment that a date can name: what a header says beyond it is as good as never. */
const LAST_MS = 8.64e15;

function bucketRecord(reading: LimitReading | null): RateLimitRecord["requests"] {
  if (reading === null) return null;
  const { limit, remaining, resetAtMs } = reading;
  return { limit, remaining, reset_at: new Date(Math.min(resetAtMs, LAST_MS)).toISOString() };
}
