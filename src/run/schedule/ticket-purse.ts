import type { Purse } from "../../domain/run/budget.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Ticket } from "./ticket.ts";

/** A turn's request fills its trial's purse, the first time; a judge's draws on it. */
export function purseOf({ purse, expected }: Ticket): Purse | undefined {
  return purse !== undefined && expected.role === (purse.isFilled ? "judge" : "turn") ? purse : undefined;
}

/** What a request may cost at worst, with what is set aside beside it for the judges of its trial. */
export function worstWithJudges(ticket: Ticket): Picodollars | null {
  const purse = purseOf(ticket);
  if (ticket.worstPico === null || purse === undefined || purse.isFilled) return ticket.worstPico;
  return ticket.worstPico + purse.wantedPico;
}
