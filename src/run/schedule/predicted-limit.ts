import type { LimitReading } from "../../domain/run/provider.ts";
import { ForeignTraffic } from "./foreign-traffic.ts";

const MINUTE_MS = 60_000;
/** Alone, readings that contradict the prediction are averaged, not believed: token counts are rounded to thousands. */
const GAIN = 0.25;
/** Below this share of a bucket nothing is sent, so that a small misprediction costs no rejection. */
const MARGIN = 0.02;
const EPSILON = 1e-6;

/** What was expected of a limit right after a request took its share: to hold against the headers of its answer. */
export interface ExpectedLevel {
  readonly level: number;
  /** All that was taken of the limit until then, this request included. */
  readonly taken: number;
  readonly sentAtMs: number;
}

/** How a reading is to be held against what was expected. */
export interface ReadingContext {
  readonly expected: ExpectedLevel;
  readonly nowMs: number;
  /** By how much the figure may be off. */
  readonly rounding: number;
  /** Tokens of all that was in flight when the request was sent: guesses until they are answered. */
  readonly uncertain: number;
  /** What the request asked for, when it was turned away: more than there was, if this limit was the one in the way. */
  readonly refusedCost: number | null;
}

/** What we had taken when the first reading came. */
export interface FirstTaken {
  /** Until the request of the reading was sent, itself included. */
  readonly own: number;
  /** Since then, or not yet counted by the server. */
  readonly since: number;
}

/**
 * One rate limit as the server keeps it: a token bucket that refills continuously at `limit` per minute. Between readings
 * it is predicted from what we send. A reading was taken at some moment between the request and its answer, when the
 * server had counted some of what was sent since: only what no such moment explains corrects the prediction. It is what others
 * take of the same limit, and what comes in is shared with them.
 */
export class PredictedLimit {
  private readonly refillPerMs: number;
  private readonly limitPerMinute: number;
  /** When full, and now: as predicted. */
  capacity: number;
  level: number;
  private updatedMs: number;
  private corrections = 0;
  private taken = 0;
  private highest = 0;
  /** The level goes no lower. */
  private lowest = Number.NEGATIVE_INFINITY;
  private readonly traffic: ForeignTraffic;

  constructor(limitPerMinute: number, capacity: number, nowMs: number) {
    this.limitPerMinute = limitPerMinute;
    this.refillPerMs = limitPerMinute / MINUTE_MS;
    this.capacity = capacity;
    this.level = capacity;
    this.updatedMs = nowMs;
    this.traffic = new ForeignTraffic(this.refillPerMs);
  }

  /**
   * From the first reading: what remains, and a capacity derived from the time to full.
   */
  static fromReading(reading: LimitReading, nowMs: number, { own, since }: FirstTaken): PredictedLimit {
    const limit = new PredictedLimit(reading.limit, capacityOf(reading, nowMs), nowMs);
    limit.highest = reading.remaining;
    // Headers may say what makes no sense: nothing waits longer than two minutes for them, one of debt and one to be full.
    limit.lowest = -reading.limit;
    limit.level = Math.max(limit.lowest, reading.remaining - since);
    limit.traffic.begin(own, limit.capacity - reading.remaining, limit);
    return limit;
  }

  isOf(reading: LimitReading): boolean {
    return reading.limit === this.limitPerMinute;
  }

  /** Milliseconds until `cost` can be taken; a cost beyond the capacity waits for a full bucket. */
  waitMs(cost: number, nowMs: number): number {
    this.refill(nowMs);
    const wanted = Math.min(cost + this.capacity * MARGIN, this.capacity);
    const missing = wanted - this.level;
    const untilThereMs = missing <= EPSILON ? 0 : Math.ceil(this.traffic.untilRisenMs(missing));
    return Math.max(untilThereMs, this.traffic.waitMs(Math.min(cost, this.capacity), this));
  }

  /** What is left of it, 0..1. */
  shareLeft(nowMs: number): number {
    this.refill(nowMs);
    return this.capacity <= 0 ? 0 : Math.min(1, Math.max(0, this.level / this.capacity));
  }

  take(cost: number, nowMs: number): ExpectedLevel {
    this.refill(nowMs);
    this.level = Math.max(this.lowest, this.level - cost);
    this.taken += cost;
    this.traffic.take(cost);
    return {
      level: this.level - this.corrections,
      taken: this.taken,
      sentAtMs: nowMs,
    };
  }

  /** Books the difference between what was expected of a request and what it took, or the whole of one that was turned away. */
  settle(difference: number): void {
    this.level += difference;
    this.corrections += difference;
    this.traffic.settle(difference);
  }

  correct(reading: LimitReading, context: ReadingContext): void {
    this.learnCapacity(reading, context.nowMs);
    this.refill(context.nowMs);
    const difference = this.unexplained(reading, context);
    const change = this.traffic.gainOf(GAIN) * difference;
    this.level = Math.max(this.lowest, Math.min(this.capacity, this.level + change));
    this.corrections += change;
    this.traffic.correct(difference, this);
  }

  /** By how much the level must be off, given what the server said. */
  private unexplained({ remaining }: LimitReading, context: ReadingContext): number {
    const { expected, nowMs, uncertain, rounding, refusedCost } = context;
    const predicted = expected.level + this.corrections;
    if (refusedCost !== null) {
      const most = Math.min(remaining + rounding, refusedCost);
      return remaining <= refusedCost + rounding ? Math.min(0, most - predicted) : 0;
    }
    const refilled = Math.max(0, nowMs - expected.sentAtMs) * this.refillPerMs;
    const most = Math.min(this.capacity, predicted + uncertain + refilled) + rounding;
    const least = Math.min(this.capacity, predicted - (this.taken - expected.taken)) - rounding;
    // A server in debt says 0: that is no more than we expected.
    if (remaining > most) return remaining <= 0 ? 0 : remaining - most;
    return remaining < least ? remaining - least : 0;
  }

  private learnCapacity(reading: LimitReading, nowMs: number): void {
    this.highest = Math.max(this.highest, reading.remaining);
    // Reset times may be whole seconds, rounded either way: the least estimate, but never under what was seen.
    this.capacity = Math.max(this.highest, Math.min(this.capacity, capacityOf(reading, nowMs)));
  }

  private refill(nowMs: number): void {
    const elapsed = Math.max(0, nowMs - this.updatedMs);
    if (elapsed > 0) this.traffic.pass(elapsed, this);
    this.level = Math.max(this.level, Math.min(this.capacity, this.level + elapsed * this.traffic.leftPerMs));
    this.updatedMs = Math.max(nowMs, this.updatedMs);
  }
}

/** The level when full: `reset` is the time at which the bucket is completely full again (API rate-limits page). */
function capacityOf(reading: LimitReading, atMs: number): number {
  const untilFullMs = Math.max(0, reading.resetAtMs - atMs);
  return Math.min(reading.limit, reading.remaining + (untilFullMs * reading.limit) / MINUTE_MS);
}
