import type { Picodollars } from "../values/money.ts";

/** Money set aside for one request. `amountPico` is null when its price is unknown (and nothing is capped). */
export interface Reservation {
  readonly suite: number;
  readonly amountPico: Picodollars | null;
  /** The widest cap that it falls under; null: none. */
  readonly scope: BudgetScope | null;
}

/**
 * Money set aside for what a trial will ask of judges: filled with the reservation of its first request, so that a cap stops
 * new trials and leaves no paid answer unjudged; drawn on by the trial's later requests.
 */
export interface Purse {
  readonly suite: number;
  readonly wantedPico: Picodollars;
  leftPico: Picodollars;
  isFilled: boolean;
  /** Is what is left kept for the end of the run? */
  isKept?: boolean;
}

/**
 * `fits`: may be sent. `wait`: fits once open reservations settle lower. `never`: fits no more, whatever settles;
 * `scope` says which cap is in the way.
 */
export type Fit =
  | { readonly status: "fits" }
  | { readonly status: "wait" }
  | { readonly status: "never"; readonly scope: BudgetScope };
export type BudgetScope = "run" | "suite";

/** Money that is set aside before it is spent. This process's own caps, or a share of what many spend from together. */
export interface Budget {
  /** Can `amount` be reserved now, with what an empty purse wants? An unknown amount (null) never fits under a cap: the cap could not hold. */
  fit(suite: number, amount: Picodollars | null, purse?: Purse): Fit;
  reserve(suite: number, amountPico: Picodollars | null, purse?: Purse): Reservation;
  /** Gives a reservation back and books what the request did cost. */
  settle(reservation: Reservation, costPico: Picodollars): void;
  /** Books what was paid without a reservation: an application says what it paid itself when it has paid it. */
  book(suite: number, costPico: Picodollars): void;
  /** The widest cap of a suite that more was paid under than it allows; null: none. */
  overdrawn(suite: number): BudgetScope | null;
  /**
   * Leaves in a purse what is wanted when all trials have ended (pairs are judged then) and gives back the rest. It is as good as
   * spent: nothing waits for it to come back.
   */
  keep(purse: Purse, pico: Picodollars): void;
  /** Gives back what is left in a purse. */
  release(purse: Purse): void;
  /**
   * Nothing is on its way, and all that waits waits for money, or for somebody who does: gives back what is in the purses,
   * if every one that holds any is among those that wait. False: there is nothing to give back, or somebody is about to
   * draw on theirs.
   */
  breakUp(waiting: ReadonlySet<Purse>): boolean;
}
