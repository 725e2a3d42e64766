import type { Purse } from "../../domain/run/budget.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Ticket } from "./ticket.ts";

/** The first request of a trial, its own or one of the application under test, fills its purse; a judge's draws on it. */
export function purseOf({ purse, expected: { role } }: Ticket): Purse | undefined {
  if (purse === undefined) return undefined;
  const isForIt = purse.isFilled ? role === "judge" : role === "turn" || role === "meter";
  return isForIt ? purse : undefined;
}

/** What a request may cost at worst, with what is set aside beside it for the judges of its trial. */
export function worstWithJudges(ticket: Ticket): Picodollars | null {
  return withJudges(ticket.worstPico, purseOf(ticket));
}

/** The same of a request whose purse, if any, is the one to be filled with it. */
export function withJudges(ownPico: Picodollars | null, purse: Purse | undefined): Picodollars | null {
  return ownPico === null || purse === undefined || purse.isFilled ? ownPico : ownPico + purse.wantedPico;
}
