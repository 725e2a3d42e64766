import type { Ceilings, RequestShare } from "../../domain/run/admission.ts";
import type { LimitReading, RateLimitReading } from "../../domain/run/provider.ts";
import type { ExpectedLevel, FirstTaken } from "./predicted-limit.ts";
import { PredictedLimit } from "./predicted-limit.ts";

/** A request that counts against the limits: what it took of each. */
export interface Taken {
  readonly share: RequestShare;
  readonly expectations: ReadonlyMap<LimitName, ExpectedLevel>;
  /** Expected of all that was in flight when this request was sent, itself included. */
  readonly inFlight: RequestShare;
  readonly order: number;
}

/** When a reading came, and whether its request had been turned away. */
export interface ReadingMoment {
  readonly nowMs: number;
  readonly isRefused: boolean;
}

const MEASURED = ["requests", "inputTokens", "outputTokens", "tokens"] as const;
type Measured = (typeof MEASURED)[number];
type LimitName = Measured | `share of ${Measured}` | "rpm" | "itpm" | "otpm";

/** Remaining tokens are rounded to the nearest thousand (API rate-limits page). */
const TOKEN_ROUNDING = 500;

/** A ceiling has no burst of its own: it may be used three seconds ahead, as the API's buckets are small too. */
const CEILING_BURST = 1 / 20;

const COUNTS: Readonly<Record<LimitName, (share: RequestShare) => number>> = {
  requests: () => 1,
  inputTokens: (share) => share.inputTokens,
  outputTokens: (share) => share.outputTokens,
  tokens: (share) => share.inputTokens + share.outputTokens,
  "share of requests": () => 1,
  "share of inputTokens": (share) => share.inputTokens,
  "share of outputTokens": (share) => share.outputTokens,
  "share of tokens": (share) => share.inputTokens + share.outputTokens,
  rpm: () => 1,
  itpm: (share) => share.inputTokens,
  otpm: (share) => share.outputTokens,
};

/** All limits of one bucket: those that the API's headers tell of and the user's ceilings. */
export class BucketLimits {
  private readonly limits = new Map<LimitName, PredictedLimit>();
  /** What may be taken of the limits that headers tell of, 0..1; null: all. */
  private readonly share: number | null;
  private readonly inFlight = new Set<Taken>();
  private tokensInFlight: RequestShare = { inputTokens: 0, outputTokens: 0 };
  private count = 0;
  private newestRead = 0;

  constructor(ceilings: Ceilings, nowMs: number) {
    this.share = ceilings.share ?? null;
    for (const name of ["rpm", "itpm", "otpm"] as const) {
      const perMinute = ceilings[name];
      if (perMinute === null) continue;
      this.limits.set(name, new PredictedLimit(perMinute, Math.max(1, perMinute * CEILING_BURST), nowMs));
    }
  }

  get requestsInFlight(): number {
    return this.inFlight.size;
  }

  waitMs(share: RequestShare, nowMs: number): number {
    let longest = 0;
    for (const [name, limit] of this.limits) longest = Math.max(longest, limit.waitMs(COUNTS[name](share), nowMs));
    return longest;
  }

  /** What is left of the tightest limit that the API told of, 0..1; null when it told of none. */
  shareLeft(nowMs: number): number | null {
    const shares = MEASURED.flatMap((name) => this.limits.get(name)?.shareLeft(nowMs) ?? []);
    return shares.length === 0 ? null : Math.min(...shares);
  }

  take(share: RequestShare, nowMs: number): Taken {
    const expectations = new Map<LimitName, ExpectedLevel>();
    for (const [name, limit] of this.limits) expectations.set(name, limit.take(COUNTS[name](share), nowMs));
    this.tokensInFlight = added(this.tokensInFlight, share, 1);
    this.count += 1;
    const taken = {
      share,
      expectations,
      inFlight: this.tokensInFlight,
      order: this.count,
    };
    this.inFlight.add(taken);
    return taken;
  }

  /** The request is over: `used` is what it really took, null when that is not known. */
  finish(taken: Taken, used: RequestShare | null): void {
    this.leave(taken);
    if (used === null) return;
    for (const [name, limit] of this.limits) limit.settle(COUNTS[name](taken.share) - COUNTS[name](used));
  }

  /** The request was turned away: it took nothing. */
  reject(taken: Taken): void {
    this.leave(taken);
    for (const [name, limit] of this.limits) limit.settle(COUNTS[name](taken.share));
  }

  /** Corrects the predictions by the headers of the answer to `taken`; those of earlier requests are old news. */
  read(reading: RateLimitReading, taken: Taken, moment: ReadingMoment): void {
    if (taken.order < this.newestRead && !moment.isRefused) return;
    this.newestRead = Math.max(this.newestRead, taken.order);
    for (const name of MEASURED) {
      const group = reading[name];
      if (group !== null && group.limit > 0 && !isRepeated(name, reading)) this.readOne(name, group, taken, moment);
    }
  }

  private readOne(name: Measured, reading: LimitReading, taken: Taken, moment: ReadingMoment): void {
    const limit = this.limits.get(name);
    const expected = taken.expectations.get(name);
    if (!limit?.isOf(reading)) {
      this.limits.set(name, PredictedLimit.fromReading(reading, moment.nowMs, this.firstTaken(name, taken)));
      if (this.share !== null) this.limits.set(`share of ${name}`, shareOf(reading, this.share, moment.nowMs));
    } else if (expected !== undefined) {
      const isCounted = name === "requests"; // exactly, when it comes in: only tokens are guessed
      const uncertain = isCounted ? 0 : COUNTS[name](taken.inFlight);
      const refusedCost = moment.isRefused ? askedOf(name, taken.share) : null;
      const { nowMs } = moment;
      limit.correct(reading, {
        expected,
        nowMs,
        rounding: isCounted ? 0 : TOKEN_ROUNDING,
        uncertain,
        refusedCost,
      });
    }
  }

  private firstTaken(name: Measured, taken: Taken): FirstTaken {
    // The sizes of earlier requests are not kept; they are taken to be as large as this one.
    return { own: COUNTS[name](taken.share) * taken.order, since: this.takenSince(name, taken) };
  }

  /** What requests in flight took after `taken` was sent; output is counted by the server only as it is produced. */
  private takenSince(name: Measured, taken: Taken): number {
    if (name === "outputTokens") return this.tokensInFlight.outputTokens;
    let sum = 0;
    for (const other of this.inFlight) if (other.order > taken.order) sum += COUNTS[name](other.share);
    return sum;
  }

  private leave(taken: Taken): void {
    if (this.inFlight.delete(taken)) this.tokensInFlight = added(this.tokensInFlight, taken.share, -1);
  }
}

/** A part of a limit as a limit of its own, full when it is first known. */
function shareOf(reading: LimitReading, share: number, nowMs: number): PredictedLimit {
  const whole = PredictedLimit.fromReading(reading, nowMs, { own: 0, since: 0 });
  return new PredictedLimit(share * reading.limit, Math.max(1, share * whole.capacity), nowMs);
}

/** What a request must find of a limit to be let in: output is asked for as it is produced. */
function askedOf(name: Measured, share: RequestShare): number {
  return name === "outputTokens" ? 1 : COUNTS[name](share);
}

function added(sum: RequestShare, share: RequestShare, sign: 1 | -1): RequestShare {
  return {
    inputTokens: sum.inputTokens + sign * share.inputTokens,
    outputTokens: sum.outputTokens + sign * share.outputTokens,
  };
}

/** `tokens` repeats the other two groups, unless it tells of a tighter limit, such as a workspace's. */
function isRepeated(name: Measured, { tokens, inputTokens, outputTokens }: RateLimitReading): boolean {
  if (name !== "tokens" || tokens === null || inputTokens === null || outputTokens === null) return false;
  return tokens.limit >= Math.min(inputTokens.limit, outputTokens.limit);
}
