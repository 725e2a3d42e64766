import type { Purse } from "../../domain/run/budget.ts";
import type { Lane } from "./lane.ts";

/** The purses of trials that wait for something else than to be sent. */
export class ParkedPurses {
  /** One purse may wait for several things. */
  private readonly parked = new Set<{ readonly purse: Purse }>();

  private readonly onAdded: () => void;

  constructor(onAdded: () => void) {
    this.onAdded = onAdded;
  }

  /** Returns what is called when the wait is over. */
  add(purse: Purse): () => void {
    const parked = { purse };
    this.parked.add(parked);
    this.onAdded();
    return () => void this.parked.delete(parked);
  }

  /** Those, and the purses of all requests that wait to be sent. */
  andWaiting(lanes: readonly Lane[]): ReadonlySet<Purse> {
    const waiting = lanes.flatMap(({ queue }) => [...queue].flatMap(({ ticket }) => ticket.purse ?? []));
    return new Set([...waiting, ...[...this.parked].map(({ purse }) => purse)]);
  }
}
