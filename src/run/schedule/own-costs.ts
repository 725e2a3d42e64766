import type { Budget } from "../../domain/run/budget.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { RunStop } from "./run-stop.ts";

export interface Capped {
  readonly budget: Budget;
  readonly stop: RunStop;
}

/**
 * Books what an application paid itself, which nothing was reserved for: it is known only when it is paid. Once that is more than a
 * cap allows, nothing more is sent under it. 0 looks whether an earlier session paid too much.
 */
export function bookOwnCost({ budget, stop }: Capped, suite: number, costPico: Picodollars): void {
  budget.book(suite, costPico);
  const scope = budget.overdrawn(suite);
  if (scope !== null) stop.overdraw(scope === "run" ? null : suite);
}
