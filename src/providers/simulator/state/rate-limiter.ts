import type { Clock } from "../../../domain/values/clock.ts";
import type { ModelRules } from "../rules/model-rules.ts";
import type { SimulatedLimits, ModelLimits } from "./options.ts";
import { RampRule } from "./ramp-rule.ts";

/** Token buckets of the models, which refill continuously. */
export interface RateLimiter {
  /** Takes a request with so many uncached input tokens, or says in how many seconds it may come again. */
  admit(rules: ModelRules, fast: boolean, inputTokens: number): LimiterAnswer;
}

export interface LimiterAnswer {
  /** Null: admitted. */
  readonly retryAfterS: number | null;
  /** Why not, where the API has a code for it. */
  readonly code: string | null;
  /** `anthropic-ratelimit-*`, as they are now. */
  headers(): Readonly<Record<string, string>>;
  /** Output tokens count as they are produced. */
  spendOutput(tokens: number): void;
}

interface Bucket {
  readonly perMinute: number;
  readonly capacity: number;
  level: number;
  refilledAt: number;
}

interface Buckets {
  readonly requests: Bucket | null;
  readonly input: Bucket | null;
  readonly output: Bucket | null;
  readonly ramp: RampRule | null;
}

const UNLIMITED: LimiterAnswer = { retryAfterS: null, code: null, headers: () => ({}), spendOutput: () => undefined };

export function createRateLimiter(limits: SimulatedLimits | null, clock: Clock): RateLimiter {
  if (limits === null) return { admit: () => UNLIMITED };
  const groups = new Map<string, Buckets>();

  function bucketsOf(rules: ModelRules, fast: boolean): Buckets {
    const key = fast ? `${rules.bucket} fast` : rules.bucket;
    const known = groups.get(key);
    if (known !== undefined) return known;
    const ramp = limits?.ramp === undefined ? null : new RampRule(limits.ramp);
    const made = { ...makeBuckets(limitsOf(limits ?? {}, rules), limits?.burst ?? 1, clock.now()), ramp };
    groups.set(key, made);
    return made;
  }

  return {
    admit(rules, fast, inputTokens) {
      const buckets = bucketsOf(rules, fast);
      const now = clock.now();
      const waitMs = Math.max(
        waitFor(buckets.requests, 1, now),
        waitFor(buckets.input, inputTokens, now),
        waitFor(buckets.output, 1, now),
      );
      const isTooSteep = waitMs === 0 && buckets.ramp?.admits(now) === false;
      if (waitMs === 0 && !isTooSteep) {
        take(buckets.requests, 1);
        take(buckets.input, inputTokens);
      }
      return {
        retryAfterS: isTooSteep ? 1 : waitMs === 0 ? null : Math.ceil(waitMs / 1000),
        code: isTooSteep ? "ramp_limit_exceeded" : null,
        headers: () => {
          const shown = headersOf(buckets, clock.now());
          return fast ? { ...headersOf(bucketsOf(rules, false), clock.now()), ...fastHeaders(shown) } : shown;
        },
        spendOutput: (tokens) => {
          refill(buckets.output, clock.now());
          take(buckets.output, tokens);
        },
      };
    },
  };
}

function limitsOf(limits: Partial<SimulatedLimits>, rules: ModelRules): ModelLimits {
  const own = limits.by?.[rules.id] ?? limits.by?.[rules.bucket] ?? {};
  return { rpm: limits.rpm ?? null, itpm: limits.itpm ?? null, otpm: limits.otpm ?? null, ...own };
}

function makeBuckets({ rpm, itpm, otpm }: ModelLimits, burst: number, now: number): Omit<Buckets, "ramp"> {
  const make = (perMinute: number | null): Bucket | null =>
    perMinute === null ? null : { perMinute, capacity: perMinute * burst, level: perMinute * burst, refilledAt: now };
  return { requests: make(rpm), input: make(itpm), output: make(otpm) };
}

function refill(bucket: Bucket | null, now: number): void {
  if (bucket === null) return;
  const gained = ((now - bucket.refilledAt) / 60_000) * bucket.perMinute;
  bucket.level = Math.min(bucket.capacity, bucket.level + gained);
  bucket.refilledAt = now;
}

/** Milliseconds until the bucket holds the amount. What is larger than the bucket passes when it is full. */
function waitFor(bucket: Bucket | null, amount: number, now: number): number {
  if (bucket === null) return 0;
  refill(bucket, now);
  const missing = Math.min(amount, bucket.capacity) - bucket.level;
  return missing <= 1e-9 ? 0 : (missing / bucket.perMinute) * 60_000;
}

function take(bucket: Bucket | null, amount: number): void {
  if (bucket !== null) bucket.level -= amount;
}

function headersOf({ requests, input, output }: Buckets, now: number): Record<string, string> {
  for (const bucket of [requests, input, output]) refill(bucket, now);
  return {
    ...groupOf("requests", requests === null ? [] : [requests], now),
    ...groupOf("tokens", input === null || output === null ? [] : [input, output], now),
    ...groupOf("input-tokens", input === null ? [] : [input], now),
    ...groupOf("output-tokens", output === null ? [] : [output], now),
  };
}

/** Fast mode tells of its own tokens in headers of its own; those of requests are the ordinary ones. */
function fastHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const renamed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const fast = name.replace("anthropic-ratelimit-", "anthropic-fast-");
    if (name.includes("-requests-")) renamed[name] = value;
    else if (!name.startsWith("anthropic-ratelimit-tokens-")) renamed[fast] = value;
  }
  return renamed;
}

/** One header group over buckets that count together. Remaining tokens are rounded to the nearest thousand; `reset` has whole seconds. */
function groupOf(name: string, buckets: readonly Bucket[], now: number): Record<string, string> {
  if (buckets.length === 0) return {};
  const limit = buckets.reduce((sum, { perMinute }) => sum + perMinute, 0);
  const left = buckets.reduce((sum, { level }) => sum + Math.max(0, level), 0);
  const fullInMs = Math.max(
    ...buckets.map(({ capacity, level, perMinute }) => ((capacity - level) / perMinute) * 60_000),
  );
  const remaining = name === "requests" ? Math.floor(left) : Math.round(left / 1000) * 1000;
  const reset = new Date(Math.ceil((now + fullInMs) / 1000) * 1000).toISOString().replace(".000Z", "Z");
  return {
    [`anthropic-ratelimit-${name}-limit`]: String(limit),
    [`anthropic-ratelimit-${name}-remaining`]: String(remaining),
    [`anthropic-ratelimit-${name}-reset`]: reset,
  };
}
