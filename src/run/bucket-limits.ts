import type { LimitReading, RateLimitReading } from "../domain/provider.ts";
import type { Expectation } from "./predicted-limit.ts";
import { PredictedLimit } from "./predicted-limit.ts";

/** What one request counts for in each kind of limit. */
export interface Share {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Ceilings that the user sets, per minute; null: none. */
export interface Ceilings {
  readonly rpm: number | null;
  readonly itpm: number | null;
  readonly otpm: number | null;
}

/** A request that counts against the limits: what it took of each. */
export interface Taken {
  readonly share: Share;
  readonly expectations: ReadonlyMap<LimitName, Expectation>;
  readonly outputInFlight: number;
  readonly sentAtMs: number;
  readonly order: number;
}

const MEASURED = ["requests", "inputTokens", "outputTokens", "tokens"] as const;
type Measured = (typeof MEASURED)[number];
type LimitName = Measured | "rpm" | "itpm" | "otpm";

/** What the server counts when a request comes in (API rate-limits page); output it counts as it is produced. */
const COUNTED_AT_START: Readonly<Partial<Record<LimitName, true>>> = { requests: true, inputTokens: true };

/** A ceiling has no burst of its own: it may be used three seconds ahead, as the API's buckets are small too. */
const CEILING_BURST = 1 / 20;

const COUNTS: Readonly<Record<LimitName, (share: Share) => number>> = {
  requests: () => 1,
  inputTokens: (share) => share.inputTokens,
  outputTokens: (share) => share.outputTokens,
  tokens: (share) => share.inputTokens + share.outputTokens,
  rpm: () => 1,
  itpm: (share) => share.inputTokens,
  otpm: (share) => share.outputTokens,
};

/** All limits of one bucket: those that the API's headers tell of and the user's ceilings. */
export class BucketLimits {
  private readonly limits = new Map<LimitName, PredictedLimit>();
  private readonly inFlight = new Set<Taken>();
  private outputInFlight = 0;
  private count = 0;
  private newestRead = 0;

  constructor(ceilings: Ceilings, nowMs: number) {
    for (const name of ["rpm", "itpm", "otpm"] as const) {
      const perMinute = ceilings[name];
      if (perMinute === null) continue;
      this.limits.set(name, new PredictedLimit(perMinute, Math.max(1, perMinute * CEILING_BURST), nowMs));
    }
  }

  get requestsInFlight(): number {
    return this.inFlight.size;
  }

  waitMs(share: Share, nowMs: number): number {
    let longest = 0;
    for (const [name, limit] of this.limits) longest = Math.max(longest, limit.waitMs(COUNTS[name](share), nowMs));
    return longest;
  }

  take(share: Share, nowMs: number): Taken {
    const expectations = new Map<LimitName, Expectation>();
    for (const [name, limit] of this.limits) expectations.set(name, limit.take(COUNTS[name](share), nowMs));
    this.outputInFlight += share.outputTokens;
    this.count += 1;
    const taken = {
      share,
      expectations,
      outputInFlight: this.outputInFlight,
      sentAtMs: nowMs,
      order: this.count,
    };
    this.inFlight.add(taken);
    return taken;
  }

  /** The request is over: `used` is what it really took, null when that is not known. */
  finish(taken: Taken, used: Share | null): void {
    this.leave(taken);
    if (used === null) return;
    for (const [name, limit] of this.limits) {
      if (!this.isReadIn(name, taken)) limit.settle(COUNTS[name](taken.share) - COUNTS[name](used));
    }
  }

  /** The request was turned away: it took nothing. */
  reject(taken: Taken): void {
    this.leave(taken);
    for (const [name, limit] of this.limits) {
      const cost = COUNTS[name](taken.share);
      if (name === "outputTokens") limit.settle(cost);
      else limit.refund(cost);
    }
  }

  /** Corrects the predictions by the headers of the answer to `taken`; those of earlier requests are old news. */
  read(reading: RateLimitReading, taken: Taken, certain: boolean): void {
    if (taken.order <= this.newestRead) return;
    this.newestRead = taken.order;
    for (const name of MEASURED) {
      const group = reading[name];
      if (group !== null && group.limit > 0 && !isRepeated(name, reading)) this.readOne(name, group, taken, certain);
    }
  }

  private readOne(name: Measured, reading: LimitReading, taken: Taken, certain: boolean): void {
    const limit = this.limits.get(name);
    const expected = taken.expectations.get(name);
    if (!limit?.isOf(reading)) {
      this.limits.set(name, PredictedLimit.fromReading(reading, taken.sentAtMs, this.takenSince(name, taken)));
    } else if (expected !== undefined) {
      limit.correct(reading, expected, name === "outputTokens" ? taken.outputInFlight : 0, certain);
    }
  }

  /** Do the server's own figures, which count this request, stand behind the limit's level already? */
  private isReadIn(name: LimitName, taken: Taken): boolean {
    return name in COUNTED_AT_START && taken.order <= this.newestRead;
  }

  /** What requests in flight took after `taken` was sent; output is counted by the server only as it is produced. */
  private takenSince(name: Measured, taken: Taken): number {
    if (name === "outputTokens") return this.outputInFlight;
    let sum = 0;
    for (const other of this.inFlight) if (other.order > taken.order) sum += COUNTS[name](other.share);
    return sum;
  }

  private leave(taken: Taken): void {
    if (this.inFlight.delete(taken)) this.outputInFlight -= taken.share.outputTokens;
  }
}

/** `tokens` repeats the other two groups, unless it tells of a tighter limit, such as a workspace's. */
function isRepeated(name: Measured, { tokens, inputTokens, outputTokens }: RateLimitReading): boolean {
  if (name !== "tokens" || tokens === null || inputTokens === null || outputTokens === null) return false;
  return tokens.limit >= Math.min(inputTokens.limit, outputTokens.limit);
}
