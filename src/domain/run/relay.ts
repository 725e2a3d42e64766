/** An answer of the API that is none of the model's: it is passed on as it came, once it is known that nobody tries again. */
export interface RawRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The application that asked through the meter. What is written goes out as it comes; nothing here waits for the other side to read: it
 * would hold the slot of others.
 */
export interface Relay {
  /** Aborts when the other side is gone before it has all of its answer. */
  readonly signal: AbortSignal;
  /** Did it ask for events as they come? Else for one JSON text. */
  readonly wantsEvents: boolean;
  /** The query of its address (`beta=true`), without the question mark. */
  readonly query: string;
  /** Has an answer begun to go out? Then nothing else can be said. */
  readonly hasBegun: boolean;
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  write(bytes: Uint8Array): void;
  /** What the API said instead of an answer, the last time it was asked; null: it said nothing. */
  refusal: RawRefusal | null;
}
