/** The stretch whose requests are counted, and how long a bucket rests once they were too many. */
const STRETCH_MS = 1_000;
const CUT = 0.7;
/** By how much the pace may grow in a second. */
const GROWTH = 1.25;
/** A pace that has grown so much without another rejection binds no more. */
const FORGET_FACTOR = 1_000;

/**
 * Holds a bucket to a pace that grows gently once the API has said `ramp_limit_exceeded`: usage has grown too sharply, and
 * it does not say how sharply it may. Then seven tenths of the last second's requests, and a quarter more each second.
 */
export class RampPace {
  private stretch = { sinceMs: 0, count: 0, before: 0 };
  private paced: { readonly perSecond: number; readonly sinceMs: number } | null = null;
  private nextMs = Number.NEGATIVE_INFINITY;

  /** A request goes out. */
  admitted(nowMs: number): void {
    this.roll(nowMs);
    this.stretch.count += 1;
    const pace = this.paceAt(nowMs);
    if (pace !== null) this.nextMs = Math.max(nowMs, this.nextMs) + 1_000 / pace;
  }

  /** Milliseconds until the next request may go. */
  waitMs(nowMs: number): number {
    return this.paced === null ? 0 : Math.max(0, this.nextMs - nowMs);
  }

  /** The API has turned a request away for growth. Rejections of what was sent before a cut say nothing of the pace since. */
  exceeded(nowMs: number): void {
    if (this.paced !== null && nowMs - this.paced.sinceMs < STRETCH_MS) return;
    const pace = Math.min(this.lastSecond(nowMs), this.paceAt(nowMs) ?? Number.POSITIVE_INFINITY);
    this.paced = { perSecond: Math.max(1, CUT * pace), sinceMs: nowMs };
    this.nextMs = nowMs + STRETCH_MS;
  }

  private paceAt(nowMs: number): number | null {
    if (this.paced === null) return null;
    const factor = GROWTH ** ((nowMs - this.paced.sinceMs) / 1_000);
    if (factor > FORGET_FACTOR) this.paced = null;
    return this.paced === null ? null : this.paced.perSecond * factor;
  }

  /** Requests of the last second, those of the stretch before by the share of it that the second covers. */
  private lastSecond(nowMs: number): number {
    this.roll(nowMs);
    const { sinceMs, count, before } = this.stretch;
    return count + before * (1 - (nowMs - sinceMs) / STRETCH_MS);
  }

  private roll(nowMs: number): void {
    const { sinceMs, count } = this.stretch;
    const stretches = Math.floor((nowMs - sinceMs) / STRETCH_MS);
    if (stretches < 1) return;
    this.stretch = { sinceMs: sinceMs + stretches * STRETCH_MS, count: 0, before: stretches === 1 ? count : 0 };
  }
}
