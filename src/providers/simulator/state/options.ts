import type { Clock } from "../../../domain/values/clock.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import type { SimulatedReply } from "../../../domain/run/provider.ts";
import { wallClock } from "../../../host/wall-clock.ts";

/**
 * What can go wrong on purpose: `rate_limit` 429 · `server_error` 500 · `overloaded` 529 · `reset` before an answer ·
 * `cut` in the middle of the body · `error_event` after HTTP 200 · `stall` for good · `malformed` bodies.
 */
export const FAULT_KINDS = [
  "rate_limit",
  "server_error",
  "overloaded",
  "reset",
  "cut",
  "error_event",
  "stall",
  "malformed",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOdds {
  /** 0 to 1; the probabilities of all kinds together are at most 1. */
  readonly probability: number;
  /** So many requests get this fault for certain, the first ones to arrive. */
  readonly first?: number;
}

/** A fixed wait, or a lognormal one with this median and this standard deviation of its logarithm. */
export type Wait = number | { readonly medianMs: number; readonly sigma: number };

export interface Latency {
  /** From the request to the head of the answer. */
  readonly ttftMs: Wait;
  readonly perTokenMs: number;
}

/** Per minute; null is unlimited, and its headers are left out. */
export interface ModelLimits {
  readonly rpm: number | null;
  readonly itpm: number | null;
  readonly otpm: number | null;
}

export interface SimulatedLimits extends ModelLimits {
  /** The share of a minute's allowance that a full bucket holds: 0.05 of 1,200 requests is a burst of 60. Default 1. */
  readonly burst?: number;
  /**
   * Acceleration: a second may bring twice as many requests as the second before it, and always this many. What is more
   * gets a 429 `ramp_limit_exceeded`. How the API counts is not published: this is a rule of its kind.
   */
  readonly ramp?: number;
  /** Other limits for a model id or for a bucket of models (`opus-4`, `sonnet-4`, …). */
  readonly by?: Readonly<Record<string, Partial<ModelLimits>>>;
}

export interface SimulatorOptions {
  /** Faults, latencies and ids are drawn from it: the same seed and requests give the same ones. */
  readonly seed: string | number;
  readonly latency: Latency;
  readonly limits: SimulatedLimits | null;
  readonly faults: Readonly<Partial<Record<FaultKind, FaultOdds>>>;
  /** The only key or token that is let in; null lets in any that is not empty. */
  readonly apiKey: string | null;
  /** How long a minted token is good, and for how many requests (null: any number). */
  readonly tokens: { readonly lifeS: number; readonly maxUses: number | null };
  readonly maxBodyBytes: number;
  /** From the creation of a batch to its end. */
  readonly batchDelayMs: number;
  /** Splits every body into pieces of so many bytes, through the middle of characters and events; null: by events. */
  readonly chunkBytes: number | null;
  /** Keep an entry of every request in the books. */
  readonly keepLog: boolean;
  /** The reply to a request that says nothing of one itself; null: an echo. */
  readonly answer: ((body: JsonObject) => SimulatedReply | null) | null;
  readonly clock: Clock;
}

export const DEFAULT_SIMULATOR: SimulatorOptions = {
  seed: 0,
  latency: { ttftMs: 0, perTokenMs: 0 },
  limits: null,
  faults: {},
  apiKey: null,
  tokens: { lifeS: 3_600, maxUses: null },
  maxBodyBytes: 32_000_000,
  batchDelayMs: 0,
  chunkBytes: null,
  keepLog: false,
  answer: null,
  clock: wallClock,
};
