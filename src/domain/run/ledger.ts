import type { Picodollars } from "../values/money.ts";
import type { CallRole } from "./provider.ts";

/** What a run has spent and sent over its whole life, earlier sessions of a resumed run included. */
export interface LedgerTotals {
  readonly paidPico: Picodollars;
  /** The part of `paidPico` that judges took, and how many of `requests`. */
  readonly gradingPico: Picodollars;
  readonly gradingRequests: number;
  /** The part of `paidPico` that applications took outside of any trial, and how many of `requests`. */
  readonly overheadPico: Picodollars;
  readonly overheadRequests: number;
  /** Charged at the worst case: attempts that broke after sending, and answers of unknown price. */
  readonly uncertainPico: Picodollars;
  /** Was anything sent whose price is not known at all? Then `paidPico` is only a part. */
  readonly unknownCost: boolean;
  /** Is what judges took, or applications outside of any trial, only a part of it? */
  readonly unknownGrading: boolean;
  readonly unknownOverhead: boolean;
  /** Whole answers among what is charged at the worst case: what they cost is not known, so `paidPico` is only a part. */
  readonly unpriced: number;
  /** HTTP attempts. */
  readonly requests: number;
  /** How many of `requests` a kill cut off, those to judges left out: nobody knows what became of them, and no trial tells of them. */
  readonly lostRequests: number;
  /** Attempts after the first of a request. */
  readonly retries: number;
  readonly rateLimited: number;
  /** Answers that came from recordings. */
  readonly reused: number;
  /** What those would have cost; null once the price of one is unknown. */
  readonly savedPico: Picodollars | null;
  /** Answers of a server that says it is a simulator. */
  readonly simulated: number;
  /** Answers that cost more than was reserved for them, and by how much in all: what no cap can hold. */
  readonly overReserved: number;
  readonly overReservedPico: Picodollars;
}

/** What one attempt is charged: what it is known to have cost, or what it may have. */
export type Charge =
  | {
      readonly status: "known" | "uncertain";
      readonly pico: Picodollars;
      /** What a cap counts, where that is more: prices are overridden below the table. */
      readonly cappedPico?: Picodollars;
      /** Uncertain, and of an answer that came whole: the price of the model that gave it, or its usage, is not known. */
      readonly isUnpriced?: true;
    }
  /** It may have cost something, and nobody knows how much. */
  | { readonly status: "unknown" };

export const NOTHING_SPENT: LedgerTotals = {
  paidPico: 0n,
  gradingPico: 0n,
  gradingRequests: 0,
  overheadPico: 0n,
  overheadRequests: 0,
  uncertainPico: 0n,
  unknownCost: false,
  unknownGrading: false,
  unknownOverhead: false,
  unpriced: 0,
  requests: 0,
  lostRequests: 0,
  retries: 0,
  rateLimited: 0,
  reused: 0,
  savedPico: 0n,
  simulated: 0,
  overReserved: 0,
  overReservedPico: 0n,
};

/** One attempt's entry. */
export interface LedgerEntry {
  readonly charge: Charge;
  readonly role: CallRole;
  /** What the call belongs to: that of an application before its first turn is of no trial. */
  readonly scope: string;
  readonly isRetry: boolean;
  readonly isRateLimited: boolean;
  /** Is it the answer of a server that says it is a simulator? */
  readonly isSimulated: boolean;
  /** Null: no price was known beforehand. */
  readonly reservedPico: Picodollars | null;
}

const OVERHEAD = "overhead ";

/** The scope of calls that an application of a suite makes outside of its trials. */
export function overheadScope(suite: number, target: string): string {
  return `${OVERHEAD}${suite} ${target}`;
}

/** Is a call of this scope of no trial? */
export function isOverhead(scope: string): boolean {
  return scope.startsWith(OVERHEAD);
}

/** The totals with one more attempt. */
export function withEntry(totals: LedgerTotals, entry: LedgerEntry): LedgerTotals {
  const isOfOverhead = isOverhead(entry.scope);
  const { charge, role, isRetry, isRateLimited, isSimulated } = entry;
  const paid = charge.status === "known" ? charge.pico : 0n;
  const excess = excessOf(entry);
  return {
    ...totals,
    paidPico: totals.paidPico + paid,
    gradingPico: role === "judge" ? totals.gradingPico + paid : totals.gradingPico,
    gradingRequests: totals.gradingRequests + (role === "judge" ? 1 : 0),
    overheadPico: isOfOverhead ? totals.overheadPico + paid : totals.overheadPico,
    overheadRequests: totals.overheadRequests + (isOfOverhead ? 1 : 0),
    uncertainPico: charge.status === "uncertain" ? totals.uncertainPico + charge.pico : totals.uncertainPico,
    unknownCost: totals.unknownCost || charge.status === "unknown",
    unknownGrading: totals.unknownGrading || (role === "judge" && isOpen(charge)),
    unknownOverhead: totals.unknownOverhead || (isOfOverhead && isOpen(charge)),
    unpriced: totals.unpriced + (isUnpriced(charge) ? 1 : 0),
    // An application is asked, and sends its requests itself.
    requests: totals.requests + (role === "target" ? 0 : 1),
    retries: totals.retries + (isRetry ? 1 : 0),
    rateLimited: totals.rateLimited + (isRateLimited ? 1 : 0),
    simulated: totals.simulated + (isSimulated ? 1 : 0),
    overReserved: totals.overReserved + (excess > 0n ? 1 : 0),
    overReservedPico: excess > 0n ? totals.overReservedPico + excess : totals.overReservedPico,
  };
}

function isUnpriced(charge: Charge): boolean {
  return charge.status !== "unknown" && charge.isUnpriced === true;
}

function isOpen(charge: Charge): boolean {
  return charge.status === "unknown" || isUnpriced(charge);
}

/** What an answer cost beyond its reservation, or has to be reckoned with beyond it. */
export function excessOf({ charge, reservedPico }: Pick<LedgerEntry, "charge" | "reservedPico">): Picodollars {
  if (charge.status === "unknown" || reservedPico === null) return 0n;
  return charge.pico > reservedPico ? charge.pico - reservedPico : 0n;
}

/** The totals with one more request, entered already, that a kill cut off. */
export function withLost(totals: LedgerTotals): LedgerTotals {
  return { ...totals, lostRequests: totals.lostRequests + 1 };
}

/** The totals with one more answer from a recording, which nothing was paid for. */
export function withReuse(totals: LedgerTotals, charge: Charge): LedgerTotals {
  const { savedPico, reused } = totals;
  const isKnown = savedPico !== null && charge.status === "known";
  return { ...totals, reused: reused + 1, savedPico: isKnown ? savedPico + charge.pico : null };
}

/** Requests sent and answers taken from recordings; nothing for no ledger. */
export function askedOf(ledger: LedgerTotals | null): number {
  return ledger === null ? 0 : ledger.requests + ledger.reused;
}

/** The money that a charge takes from a budget; an unknown amount cannot be under a cap. */
export function spentOf(charge: Charge): Picodollars {
  return charge.status === "unknown" ? 0n : (charge.cappedPico ?? charge.pico);
}

/** Two ledgers as one. */
export function addLedgers(a: LedgerTotals, b: LedgerTotals): LedgerTotals {
  return {
    paidPico: a.paidPico + b.paidPico,
    gradingPico: a.gradingPico + b.gradingPico,
    gradingRequests: a.gradingRequests + b.gradingRequests,
    overheadPico: a.overheadPico + b.overheadPico,
    overheadRequests: a.overheadRequests + b.overheadRequests,
    uncertainPico: a.uncertainPico + b.uncertainPico,
    unknownCost: a.unknownCost || b.unknownCost,
    unknownGrading: a.unknownGrading || b.unknownGrading,
    unknownOverhead: a.unknownOverhead || b.unknownOverhead,
    unpriced: a.unpriced + b.unpriced,
    requests: a.requests + b.requests,
    lostRequests: a.lostRequests + b.lostRequests,
    retries: a.retries + b.retries,
    rateLimited: a.rateLimited + b.rateLimited,
    reused: a.reused + b.reused,
    savedPico: a.savedPico === null || b.savedPico === null ? null : a.savedPico + b.savedPico,
    simulated: a.simulated + b.simulated,
    overReserved: a.overReserved + b.overReserved,
    overReservedPico: a.overReservedPico + b.overReservedPico,
  };
}
