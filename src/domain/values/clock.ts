/** Time and waiting, handed in so that tests decide both. */
export interface Clock {
  /** Epoch milliseconds: for timestamps alone. It may step back, or forward, at any moment. */
  now(): number;
  /** Milliseconds since some moment, which never go back: for all that takes or lasts. */
  monotonicMs(): number;
  /** Resolves after `ms`, or as soon as `signal` aborts (it never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A seeded source of numbers in [0, 1). */
export type Random = () => number;
