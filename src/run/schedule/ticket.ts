import type { AdmissionRequest } from "../../domain/run/admission.ts";
import type { Purse, Reservation } from "../../domain/run/budget.ts";
import type { CallPriority } from "../../domain/run/call.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import type { AttemptResult, RateLimitReading } from "../../domain/run/provider.ts";
import type { Skip } from "../../domain/run/trial.ts";
import type { Picodollars } from "../../domain/values/money.ts";

/** A request that waits to be sent. */
export interface Ticket {
  readonly expected: AdmissionRequest;
  readonly bucket: string;
  readonly suite: number;
  readonly priority: CallPriority;
  readonly worstPico: Picodollars | null;
  /** What is set aside for the trial's judges. Absent: nothing. */
  readonly purse?: Purse;
  readonly cacheGroups: readonly string[];
}

/** What an attempt may say while it holds its slot. */
export interface Slot {
  readonly reservation: Reservation;
  readonly onFirstByte: () => void;
  readonly onRateLimits: (reading: RateLimitReading) => void;
}

/** One attempt as it went over the wire, and what it is charged. */
export interface Sent {
  readonly id: string;
  readonly atMs: number;
  /** `atMs` on the monotonic clock. */
  readonly startedMs: number;
  readonly result: AttemptResult;
  readonly charge: Charge;
  /** Not settled yet. */
  readonly reservation: Reservation;
}

/** Sends: the slot is free, and others start, as soon as this resolves. */
export type SendInSlot = (slot: Slot) => Promise<Sent>;
export type Dispatched = ({ readonly status: "sent" } & Sent) | ({ readonly status: "refused" } & Skip);
