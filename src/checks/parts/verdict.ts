import type { Verdict } from "../../domain/check.ts";
import type { Reason } from "../../domain/reasons/reason.ts";

/** A check that holds. */
export function pass(reason: Reason, score = 1): Verdict {
  return { status: "pass", score, reason };
}

/** A check that does not hold. */
export function fail(reason: Reason, score = 0): Verdict {
  return { status: "fail", score, reason };
}

/** What the check looks at is not there: it does not hold, and neither does `not` of it. */
export function nothingThere(reason: Reason): Verdict {
  return { status: "fail", score: 0, reason, nothingExtracted: true };
}

/** A check that could not tell. */
export function undecided(reason: Reason): Verdict {
  return { status: "undecided", score: null, reason };
}

/** Pass or fail, with the same reason for both: it says what was found and what was expected. */
export function decide(holds: boolean, reason: Reason): Verdict {
  return holds ? pass(reason) : fail(reason);
}
