import type { Random } from "../../domain/values/clock.ts";
import type { CallRole, Failure, FailureKind } from "../../domain/run/provider.ts";

/**
 * What follows a failed attempt. `retry`: again after a backoff, until the trial's attempts are used up (or `maxRetries`
 * of this kind). `wait`: again, and no attempt is used up. `fail`: the trial is over. `stop`: the whole run is over.
 */
export type RetryRule =
  | {
      readonly action: "retry" | "wait";
      readonly baseMs: number;
      readonly capMs: number;
      readonly maxRetries: number | null;
    }
  | { readonly action: "fail" }
  | { readonly action: "stop" };

const FAIL: RetryRule = { action: "fail" };
const STOP: RetryRule = { action: "stop" };
const SOON: RetryRule = { action: "retry", baseMs: 1_000, capMs: 30_000, maxRetries: null };

/** The API's error page as data: which errors pass with time, and which no repetition cures. */
export const RETRY_RULES: Readonly<Record<FailureKind, RetryRule>> = {
  rate_limited: { action: "wait", baseMs: 2_000, capMs: 60_000, maxRetries: null },
  overloaded: { action: "retry", baseMs: 5_000, capMs: 60_000, maxRetries: null },
  server: SOON,
  connection: SOON,
  timeout: SOON,
  stall: SOON,
  stream: SOON,
  conflict: { action: "retry", baseMs: 500, capMs: 5_000, maxRetries: 2 },
  authentication: STOP,
  permission: STOP,
  model_not_found: STOP,
  path_not_found: STOP,
  billing: STOP,
  spend_limit: STOP,
  invalid_request: FAIL,
  too_large: FAIL,
  not_implemented: FAIL,
  aborted: FAIL,
  deadline: FAIL,
  missing_recording: FAIL,
  cached_answer: FAIL,
  tool: FAIL,
  target: FAIL,
  template: FAIL,
};

/**
 * The rule for a failure: that of its kind, unless the server says better (`x-should-retry`, which SDKs follow both ways):
 * `false` ends what would be tried again, `true` tries again what would be over.
 */
export function retryRule(failure: RuledFailure, role: CallRole): RetryRule {
  const { kind, shouldRetry } = failure;
  if (role === "meter") return meteredRule(failure);
  const rule = RETRY_RULES[kind];
  const isTriedAgain = rule.action === "retry" || rule.action === "wait";
  if (shouldRetry === undefined || shouldRetry === isTriedAgain) return rule;
  return shouldRetry ? SOON : FAIL;
}

type RuledFailure = Pick<Failure, "kind" | "shouldRetry" | "httpStatus">;

/**
 * An application's own call: what its request is answered with is its own affair, and so is trying again. Only what the
 * account's limits cause is taken off it (429, 529), and only while nothing of an answer has gone out.
 */
function meteredRule({ kind, shouldRetry, httpStatus }: RuledFailure): RetryRule {
  const isOfLimits = (kind === "rate_limited" || kind === "overloaded") && httpStatus !== 200;
  return isOfLimits && shouldRetry !== false ? RETRY_RULES[kind] : FAIL;
}

export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asked for, else exponential backoff with full
 * jitter (uniform in 0 … min(cap, base · 2^failures); Brooker, "Exponential Backoff And Jitter", 2015). `failures` counts
 * the ones before this one.
 */
export function retryDelayMs(backoff: Backoff, failures: number, retryAfterMs: number | null, random: Random): number {
  if (retryAfterMs !== null) return Math.max(0, retryAfterMs);
  return random() * Math.min(backoff.capMs, backoff.baseMs * 2 ** failures);
}
