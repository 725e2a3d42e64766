import type { CallTimer } from "../../domain/run/call.ts";

/**
 * The time that a turn may take: attempts and backoff use it up, waits for admission, budget or a slot do not. It starts
 * with the first send.
 */
export class TurnTimer implements CallTimer {
  private leftMs: number;
  readonly limitMs: number;

  constructor(limitMs: number) {
    this.limitMs = limitMs;
    this.leftMs = limitMs;
  }

  get remainingMs(): number {
    return this.leftMs;
  }

  spend(ms: number): void {
    this.leftMs -= ms;
  }
}
