import type { Picodollars } from "../values/money.ts";

/** Money set aside for one request. `amountPico` is null when its price is unknown (and nothing is capped). */
export interface Reservation {
  readonly suite: number;
  readonly amountPico: Picodollars | null;
  /** The widest cap that it falls under; null: none. */
  readonly scope: BudgetScope | null;
}

/**
 * `fits`: may be sent. `wait`: fits once open reservations settle lower. `never`: fits no more, whatever settles;
 * `scope` says which cap is in the way.
 */
export type Fit =
  { readonly status: "fits" } | { readonly status: "wait" } | { readonly status: "never"; readonly scope: BudgetScope };
export type BudgetScope = "run" | "suite";

/** Money that is set aside before it is spent. This process's own caps, or a share of what many spend from together. */
export interface Budget {
  /** Can `amount` be reserved now? An unknown amount (null) never fits under a cap: the cap could not hold. */
  fit(suite: number, amount: Picodollars | null): Fit;
  reserve(suite: number, amountPico: Picodollars | null): Reservation;
  /** Gives a reservation back and books what the request did cost. */
  settle(reservation: Reservation, costPico: Picodollars): void;
}
