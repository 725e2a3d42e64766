import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Skip } from "../../domain/run/trial.ts";
import type { Admission } from "../../domain/run/admission.ts";
import type { ReadyQueue } from "./ready-queue.ts";
import type { Dispatched, SendInSlot, Ticket } from "./ticket.ts";

/** A ticket in its queue. */
export interface Waiting {
  readonly ticket: Ticket;
  readonly send: SendInSlot;
  readonly resolve: (dispatched: Dispatched | Promise<Dispatched>) => void;
}

/** One rate-limit bucket. */
export interface Lane {
  readonly name: string;
  readonly queue: ReadyQueue<Waiting>;
  readonly admission: Admission<unknown>;
}

/** Can a ticket be sent? */
export type Readiness =
  | { readonly status: "ready" | "blocked" }
  | { readonly status: "hopeless"; readonly skip: Skip }
  | { readonly status: "later"; readonly waitMs: number };

/** Nobody waits for the answer any more. */
export function askerGone(): Skip {
  return { reason: "interrupted", detail: failureWords("asker-gone") };
}

export const READY: Readiness = { status: "ready" };
export const BLOCKED: Readiness = { status: "blocked" };
