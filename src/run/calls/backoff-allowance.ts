/**
 * How long the calls of a turn may wait for rate limits that turn them away, all together: between attempts, and, once one was
 * turned away, for an attempt that is turned away again. Calls that wait at the same time wait once. The time of the turn stands
 * still meanwhile, so that nothing else would ever end a turn whose requests are turned away for ever. Times are monotonic.
 */
export class BackoffAllowance {
  private leftMs: number;
  /** Until when waits are counted. */
  private countedMs = Number.NEGATIVE_INFINITY;
  private firstRefusalMs: number | null = null;
  readonly limitMs: number;

  constructor(limitMs: number) {
    this.limitMs = limitMs;
    this.leftMs = limitMs;
  }

  get remainingMs(): number {
    return Math.max(0, this.leftMs);
  }

  /** Counts what of a wait no other has counted already. */
  spend(fromMs: number, untilMs: number): void {
    this.leftMs -= Math.max(0, untilMs - Math.max(fromMs, this.countedMs));
    this.countedMs = Math.max(this.countedMs, untilMs);
  }

  /** A request that waited to be sent was turned away. What was waited before any was is no sign of that. */
  turnedAway(fromMs: number, untilMs: number): void {
    this.firstRefusalMs ??= untilMs;
    this.spend(Math.max(fromMs, this.firstRefusalMs), untilMs);
  }
}
