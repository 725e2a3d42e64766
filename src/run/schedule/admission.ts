import type { Admission, AdmissionRequest, Ceilings, RequestShare } from "../../domain/run/admission.ts";
import { promptTokens, type Usage } from "../../domain/run/completion.ts";
import type { AttemptResult, CallRole, RateLimitReading } from "../../domain/run/provider.ts";
import type { Taken } from "./bucket-limits.ts";
import { BucketLimits } from "./bucket-limits.ts";
import { ConcurrencyWindow } from "./concurrency-window.ts";
import { RampPace } from "./ramp-pace.ts";

/** How far a single answer moves what is expected of the next ones. */
const LEARNING_RATE = 0.2;
/** How long a bucket rests after a rejection that its headers do not explain; twice as long each time nothing got through since. */
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 60_000;

/** How much more or less than expected the requests of one kind took. */
interface Weighting {
  input: number;
  output: number;
}

/** A request that was let through. */
export interface Pass {
  readonly taken: Taken;
  /** What was expected before the bucket's own experience was applied. */
  readonly request: AdmissionRequest;
  /** Has it counted as a sign that the bucket bears more? */
  isCredited: boolean;
}

/**
 * Decides when a bucket's next request may be sent, from the headroom that the last responses let expect. What a request
 * takes is expected from its text and corrected by what earlier answers in the bucket really took.
 */
export class BucketAdmission implements Admission<Pass> {
  private readonly limits: BucketLimits;
  private readonly window = new ConcurrencyWindow();
  private readonly ramp = new RampPace();
  private readonly scales = new Map<CallRole, Weighting>();
  private heldUntilMs = Number.NEGATIVE_INFINITY;
  private nextHoldMs = FIRST_HOLD_MS;

  constructor(ceilings: Ceilings, nowMs: number) {
    this.limits = new BucketLimits(ceilings, nowMs);
  }

  get inFlight(): number {
    return this.limits.requestsInFlight;
  }

  /** What is left of the tightest rate limit, 0..1; null when no response has told. */
  shareLeft(nowMs: number): number | null {
    return this.limits.shareLeft(nowMs);
  }

  /** Milliseconds until such a request may be sent; Infinity: not before another one has ended. */
  waitMs(request: AdmissionRequest, nowMs: number): number {
    if (this.inFlight >= this.window.limit) return Number.POSITIVE_INFINITY;
    const limitedMs = this.limits.waitMs(this.scaled(request), nowMs);
    return Math.max(0, this.heldUntilMs - nowMs, limitedMs, this.ramp.waitMs(nowMs));
  }

  admit(request: AdmissionRequest, nowMs: number): Pass {
    this.ramp.admitted(nowMs);
    return { taken: this.limits.take(this.scaled(request), nowMs), request, isCredited: false };
  }

  /** The headers of the answer have come. */
  read(pass: Pass, reading: RateLimitReading, nowMs: number): void {
    this.credit(pass);
    this.limits.read(reading, pass.taken, { nowMs, isRefused: false });
  }

  finish(pass: Pass, result: AttemptResult, nowMs: number): void {
    if (result.status === "failed" && result.failure.kind === "rate_limited") {
      if (result.failure.code === "ramp_limit_exceeded") {
        this.limits.reject(pass.taken);
        this.ramp.exceeded(nowMs);
      } else this.reject(pass, result.rateLimits, nowMs);
      return;
    }
    if (result.rateLimits !== null) this.limits.read(result.rateLimits, pass.taken, { nowMs, isRefused: false });
    if (result.status === "answered") {
      this.learn(pass.request, shareOf(result.completion.usage));
      this.credit(pass);
    }
    this.limits.finish(pass.taken, usedBy(result));
  }

  private credit(pass: Pass): void {
    if (pass.isCredited) return;
    pass.isCredited = true;
    this.nextHoldMs = FIRST_HOLD_MS;
    this.window.accepted(this.inFlight);
  }

  /** `retry-after` is the rejected request's own affair: what it says of one must not freeze the whole bucket. */
  private reject(pass: Pass, reading: RateLimitReading | null, nowMs: number): void {
    this.limits.reject(pass.taken);
    if (reading !== null) this.limits.read(reading, pass.taken, { nowMs, isRefused: true });
    if (isExplained(reading, pass.taken.share)) return; // the corrected levels hold back what follows
    // Nothing that the headers tell of is exhausted, or there are no headers: only going slower helps.
    this.window.rejected(nowMs);
    if (nowMs < this.heldUntilMs) return;
    this.heldUntilMs = nowMs + this.nextHoldMs;
    this.nextHoldMs = Math.min(LONGEST_HOLD_MS, 2 * this.nextHoldMs);
  }

  private scaled({ inputTokens, outputTokens, role }: AdmissionRequest): RequestShare {
    const scale = this.scaleOf(role);
    return { inputTokens: inputTokens * scale.input, outputTokens: outputTokens * scale.output };
  }

  private learn({ role, ...expected }: AdmissionRequest, used: RequestShare): void {
    const scale = this.scaleOf(role);
    if (expected.inputTokens > 0) {
      scale.input += LEARNING_RATE * (used.inputTokens / expected.inputTokens - scale.input);
    }
    if (expected.outputTokens > 0) {
      scale.output += LEARNING_RATE * (used.outputTokens / expected.outputTokens - scale.output);
    }
  }

  private scaleOf(role: CallRole): Weighting {
    const known = this.scales.get(role) ?? { input: 1, output: 1 };
    this.scales.set(role, known);
    return known;
  }
}

/** What an attempt took: nothing but its place when the server turned it down, unknown when the answer broke off. */
function usedBy(result: AttemptResult): RequestShare | null {
  if (result.status === "answered") return shareOf(result.completion.usage);
  if (result.partialUsage !== null) return shareOf(result.partialUsage);
  return result.failure.maybeBilled ? null : { inputTokens: 0, outputTokens: 0 };
}

/** Cache reads do not count against the input limit (API rate-limits page). */
function shareOf(usage: Usage): RequestShare {
  return { inputTokens: promptTokens(usage) - usage.cacheReadTokens, outputTokens: usage.outputTokens };
}

/** Does a limit in the headers have too little left for the request? Remaining tokens are rounded to thousands. */
function isExplained(reading: RateLimitReading | null, share: RequestShare): boolean {
  if (reading === null) return false;
  const isShort = (remaining: number | undefined, needed: number): boolean =>
    remaining !== undefined && remaining <= needed;
  return (
    isShort(reading.requests?.remaining, 1) ||
    isShort(reading.inputTokens?.remaining, share.inputTokens + 500) ||
    isShort(reading.outputTokens?.remaining, 500) ||
    isShort(reading.tokens?.remaining, share.inputTokens + share.outputTokens + 500)
  );
}
