import type { Clock } from "../../domain/values/clock.ts";

/** Rings once, at the moment that was set last. */
export class Alarm {
  private readonly clock: Clock;
  private readonly ring: () => void;
  private set: { readonly atMs: number; readonly cancelled: AbortController } | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.clock = clock;
    this.ring = ring;
  }

  /** On the monotonic clock; null: it is not set. */
  get atMs(): number | null {
    return this.set?.atMs ?? null;
  }

  /** In so many milliseconds, whatever was set before; one that is set for then already is left alone. Infinity: never. */
  setIn(ms: number): void {
    const atMs = this.clock.monotonicMs() + ms;
    if (this.set?.atMs === atMs) return;
    this.set?.cancelled.abort("no longer needed");
    this.set = null;
    if (!Number.isFinite(ms)) return;
    const own = { atMs, cancelled: new AbortController() };
    this.set = own;
    void this.clock.sleep(ms, own.cancelled.signal).then(() => {
      if (this.set !== own) return;
      this.set = null;
      this.ring();
    });
  }
}
