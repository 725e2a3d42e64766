import type { AttemptResult, CallRole, RateLimitReading } from "./provider.ts";

/** What one request counts for in each kind of limit. */
export interface RequestShare {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Ceilings that the user sets, per minute; null: none. */
export interface Ceilings {
  readonly rpm: number | null;
  readonly itpm: number | null;
  readonly otpm: number | null;
  /** Of every limit that responses tell of, 0..1; absent or null: all of it. */
  readonly share?: number | null;
}

/** A request as admission sees it: what it is expected to take of each limit, and what kind of request it is. */
export interface AdmissionRequest extends RequestShare {
  /** What one kind teaches of its size says nothing of another's. */
  readonly role: CallRole;
}

/** Decides when a bucket's next request may be sent. `Pass` is the implementation's note of one that was let through. */
export interface Admission<Pass> {
  readonly inFlight: number;
  /** What is left of the tightest rate limit, 0..1; null when no response has told. */
  shareLeft(nowMs: number): number | null;
  /** Milliseconds until such a request may be sent; Infinity: not before another one has ended. */
  waitMs(request: AdmissionRequest, nowMs: number): number;
  admit(request: AdmissionRequest, nowMs: number): Pass;
  /** The headers of the answer have come. */
  read(pass: Pass, reading: RateLimitReading, nowMs: number): void;
  finish(pass: Pass, result: AttemptResult, nowMs: number): void;
}

/** Opens the admission of a bucket that is asked for the first time. Its notes are its own: nobody else reads them. */
export type OpenAdmission = (bucket: string, nowMs: number) => Admission<unknown>;
