import type { LimitReading } from "../domain/provider.ts";

const MINUTE_MS = 60_000;
/** Token counts in headers are rounded to thousands: single readings are averaged, not believed. */
const GAIN = 0.25;
/** Below this share of a bucket nothing is sent, so that a small misprediction costs no rejection. */
const MARGIN = 0.02;
const EPSILON = 1e-6;

/** What was expected of a limit right after a request took its share: to hold against the headers of its answer. */
export interface Expectation {
  readonly level: number;
  readonly sentAtMs: number;
}

/**
 * One rate limit as the server keeps it: a token bucket that refills continuously at `limit` per minute. Between readings
 * it is predicted from what we send; each reading corrects the prediction by the difference to what was expected at the
 * time of that request, so that requests that the server had not yet seen stay accounted for.
 */
export class PredictedLimit {
  private readonly refillPerMs: number;
  private readonly limitPerMinute: number;
  private capacity: number;
  private level: number;
  private updatedMs: number;
  private corrections = 0;
  private highest = 0;

  constructor(limitPerMinute: number, capacity: number, nowMs: number) {
    this.limitPerMinute = limitPerMinute;
    this.refillPerMs = limitPerMinute / MINUTE_MS;
    this.capacity = capacity;
    this.level = capacity;
    this.updatedMs = nowMs;
  }

  /**
   * From the first reading: what remains, and a capacity derived from the time to full. `sentAtMs`: when the request of
   * this reading was sent; `since`: what was taken since (or is not yet counted by the server).
   */
  static fromReading(reading: LimitReading, sentAtMs: number, since: number): PredictedLimit {
    const limit = new PredictedLimit(reading.limit, capacityOf(reading, sentAtMs), sentAtMs);
    limit.highest = reading.remaining;
    limit.level = reading.remaining - since;
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
    return missing <= EPSILON ? 0 : Math.ceil(missing / this.refillPerMs);
  }

  take(cost: number, nowMs: number): Expectation {
    this.refill(nowMs);
    this.level -= cost;
    return { level: this.level - this.corrections, sentAtMs: nowMs };
  }

  /** Books the difference between what was expected of a request and what it took, once it is known. */
  settle(difference: number): void {
    this.level += difference;
  }

  /** Gives back what the server never took: also what was expected of later requests was too little. */
  refund(amount: number): void {
    this.level += amount;
    this.corrections += amount;
  }

  /**
   * Holds a reading against what was expected of it. `uncounted`: what the level had already paid for but the server
   * counts only later (output in flight). `certain`: believe it at once, as after a rejection.
   */
  correct(reading: LimitReading, expected: Expectation, uncounted: number, certain: boolean): void {
    this.learnCapacity(reading, expected.sentAtMs);
    const predicted = Math.min(this.capacity, expected.level + this.corrections + uncounted);
    // A server in debt says 0: that is no more than we expected.
    if (reading.remaining <= 0 && predicted <= 0) return;
    const change = (reading.remaining - predicted) * (certain ? 1 : GAIN);
    this.level = Math.min(this.capacity, this.level + change);
    this.corrections += change;
  }

  private learnCapacity(reading: LimitReading, sentAtMs: number): void {
    this.highest = Math.max(this.highest, reading.remaining);
    // Reset times may be whole seconds, rounded either way: the least estimate, but never under what was seen.
    this.capacity = Math.max(this.highest, Math.min(this.capacity, capacityOf(reading, sentAtMs)));
  }

  private refill(nowMs: number): void {
    const elapsed = Math.max(0, nowMs - this.updatedMs);
    this.level = Math.max(this.level, Math.min(this.capacity, this.level + elapsed * this.refillPerMs));
    this.updatedMs = Math.max(nowMs, this.updatedMs);
  }
}

/** The level when full: `reset` is the time at which the bucket is completely full again (API rate-limits page). */
function capacityOf(reading: LimitReading, atMs: number): number {
  const untilFullMs = Math.max(0, reading.resetAtMs - atMs);
  return Math.min(reading.limit, reading.remaining + (untilFullMs * reading.limit) / MINUTE_MS);
}
