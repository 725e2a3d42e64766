import type { Clock } from "../../domain/values/clock.ts";

/**
 * The time that an application takes for a turn. It stands still while all of its open calls wait at the meter: for a limit,
 * for money, between two tries. That is our affair and not the application's.
 */
export class TurnClock {
  private readonly clock: Pick<Clock, "monotonicMs">;
  private open = 0;
  private sending = 0;
  private spentMs = 0;
  private since: number;

  constructor(clock: Pick<Clock, "monotonicMs">) {
    this.clock = clock;
    this.since = clock.monotonicMs();
  }

  get elapsedMs(): number {
    this.turn();
    return this.spentMs;
  }

  /** A call is taken in; it is over when what is returned is called. */
  callOpened(): () => void {
    this.turn();
    this.open += 1;
    return () => {
      this.turn();
      this.open -= 1;
    };
  }

  /** A call is on the wire until what is returned is called. */
  sendBegan(): () => void {
    this.turn();
    this.sending += 1;
    return () => {
      this.turn();
      this.sending -= 1;
    };
  }

  private turn(): void {
    const now = this.clock.monotonicMs();
    const isWaiting = this.open > 0 && this.sending === 0;
    if (!isWaiting) this.spentMs += now - this.since;
    this.since = now;
  }
}
