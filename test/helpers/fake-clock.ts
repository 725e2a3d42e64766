import type { Clock } from "../../src/domain/values/clock.ts";

interface Sleeper {
  readonly atMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * A clock that nobody waits for: whenever all else is idle, it jumps to the next time that someone sleeps until.
 * Tests over hours take milliseconds and always go the same way.
 */
export class FakeClock implements Clock {
  private elapsedMs = 0;
  private readonly sleepers = new Set<Sleeper>();
  private order = 0;
  private isDriven = false;

  private readonly startMs: number;

  constructor(startMs: number = Date.UTC(2026, 10, 22)) {
    this.startMs = startMs;
  }

  /** Does nobody sleep? Then no time will pass. */
  get isIdle(): boolean {
    return this.sleepers.size === 0;
  }

  now(): number {
    return this.startMs + this.elapsedMs;
  }

  /** From a zero of its own, so that nobody can mix the two. */
  monotonicMs(): number {
    return this.elapsedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = { atMs: this.elapsedMs + Math.max(0, ms), order: this.order++, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
      void this.drive();
    });
  }

  private async drive(): Promise<void> {
    if (this.isDriven) return;
    this.isDriven = true;
    while (this.sleepers.size > 0) {
      await idle();
      const next = this.earliest();
      if (next === null) break;
      this.elapsedMs = Math.max(this.elapsedMs, next.atMs);
      next.wake();
    }
    this.isDriven = false;
  }

  private earliest(): Sleeper | null {
    let first: Sleeper | null = null;
    for (const sleeper of this.sleepers) {
      if (first === null || sleeper.atMs < first.atMs || (sleeper.atMs === first.atMs && sleeper.order < first.order)) {
        first = sleeper;
      }
    }
    return first;
  }
}

/** Resolves when all microtasks and immediates so far have run. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}
