import type { CallTimer } from "../../domain/run/call.ts";
import type { BackoffAllowance } from "./backoff-allowance.ts";
import { TurnTimer } from "./turn-timer.ts";

/** The time of a call of an application: its own, and of its turn what may be waited between attempts. */
export class MeteredTimer implements CallTimer {
  private readonly own: TurnTimer;
  private readonly backoff: BackoffAllowance;

  constructor(limitMs: number, backoff: BackoffAllowance) {
    this.own = new TurnTimer(limitMs);
    this.backoff = backoff;
  }

  /** Whichever limit the call comes up against. */
  get limitMs(): number {
    return Math.min(this.own.limitMs, this.backoff.limitMs);
  }

  get remainingMs(): number {
    return this.own.remainingMs;
  }

  get backoffLeftMs(): number {
    return Math.min(this.own.remainingMs, this.backoff.remainingMs);
  }

  spend(ms: number): void {
    this.own.spend(ms);
  }

  backedOff(fromMs: number, untilMs: number): void {
    this.backoff.spend(fromMs, untilMs);
  }

  turnedAway(fromMs: number, untilMs: number): void {
    this.backoff.turnedAway(fromMs, untilMs);
  }
}
