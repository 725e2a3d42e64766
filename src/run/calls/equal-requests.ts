/** The place of a request among the equal ones of its pass. */
export interface EqualTurn<Answer> {
  /** From 1. */
  readonly k: number;
  /** An answer that never reached whoever had asked for it; null: there is none, and the request is to be answered. */
  readonly kept: Answer | null;
}

type Held<Answer> = { readonly status: "held" } | { readonly status: "kept"; readonly answer: Answer };

const HELD = { status: "held" } as const;

/**
 * Which of several equal requests is which: each has the lowest number that no answered or open equal one holds, so that
 * neither the order in which they come nor a client's own retries play a part. One that failed gives its number back; one
 * whose answer did not arrive leaves it, paid as it is, to whoever asks the same next.
 */
export class EqualRequests<Answer> {
  private readonly byKey = new Map<string, (Held<Answer> | null)[]>();

  /** An answer that waits for whoever asks goes first; else the lowest free place, or the lowest above `above`. */
  take(key: string, above = 0): EqualTurn<Answer> {
    const places = this.byKey.get(key) ?? [];
    this.byKey.set(key, places);
    const waiting = places.findIndex((place) => place?.status === "kept");
    const free = places.findIndex((place, index) => index >= above && place === null);
    const index = waiting !== -1 ? waiting : free === -1 ? Math.max(above, places.length) : free;
    while (places.length < index) places.push(null);
    const before = places[index] ?? null;
    places[index] = HELD;
    return { k: index + 1, kept: before?.status === "kept" ? before.answer : null };
  }

  /** It was not answered: the number is free again. */
  giveBack(key: string, { k }: Pick<EqualTurn<Answer>, "k">): void {
    this.set(key, k, null);
  }

  /** It was answered, and nobody has the answer. */
  keep(key: string, { k }: Pick<EqualTurn<Answer>, "k">, answer: Answer): void {
    this.set(key, k, { status: "kept", answer });
  }

  private set(key: string, k: number, held: Held<Answer> | null): void {
    const places = this.byKey.get(key);
    if (places?.[k - 1]?.status !== "held") throw new RangeError(`nobody holds place ${k}`);
    places[k - 1] = held;
  }
}
