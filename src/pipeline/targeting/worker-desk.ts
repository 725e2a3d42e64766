import { meterWords } from "../../domain/diagnostics/meter-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { MeterDesk, MeteredAnswer } from "../../domain/run/metering.ts";
import { refusal } from "../../meter/api-words.ts";
import type { TurnDesk } from "./turn-desk.ts";

/** The turns that a worker has in hand, and what answers at its own address. */
export class WorkerDesk implements MeterDesk {
  private readonly overhead: MeterDesk;
  private readonly isShared: boolean;
  private readonly turns = new Set<TurnDesk>();
  private readonly undecided = new WeakSet<TurnDesk>();
  private hasBegun = false;

  /** `overhead` answers what is asked before the first turn. A shared worker may hold several turns at once. */
  constructor(overhead: MeterDesk, isShared: boolean) {
    this.overhead = overhead;
    this.isShared = isShared;
  }

  begin(turn: TurnDesk): void {
    this.hasBegun = true;
    this.turns.add(turn);
  }

  end(turn: TurnDesk): void {
    this.turns.delete(turn);
  }

  /** Did calls come that may have been this turn's, or another's? */
  isUndecided(turn: TurnDesk): boolean {
    return this.undecided.has(turn);
  }

  ask(...args: Parameters<MeterDesk["ask"]>): Promise<MeteredAnswer> {
    const desk = this.current();
    if (desk !== null) return desk.ask(...args);
    return Promise.resolve({ reply: { status: "written", answer: closed() }, delivered: () => undefined });
  }

  askFree(...args: Parameters<MeterDesk["askFree"]>): ReturnType<MeterDesk["askFree"]> {
    return this.current()?.askFree(...args) ?? Promise.resolve(closed());
  }

  refused(says: Sentence): void {
    this.current()?.refused(says);
  }

  /** The turn that a call belongs to: the only open one; with none or several open, the call belongs to no turn. */
  private current(): MeterDesk | null {
    const [turn] = this.turns;
    if (!this.hasBegun) return this.overhead;
    if (turn === undefined) return null;
    if (!this.isShared) return turn.desk;
    for (const open of this.turns) this.undecided.add(open);
    return this.overhead;
  }
}

function closed(): ReturnType<typeof refusal> {
  return refusal(403, meterWords("no-turn"));
}
