/** The number of a request among the equal ones of its pass. */
export interface EqualNumber<Answer> {
  /** From 1. */
  readonly k: number;
  /** An answer that never reached the client that had asked for it; null: there is none, and the request is to be answered. */
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

  /** An answer that waits for its asker goes first; else the lowest free number, or the lowest above `above`. */
  take(key: string, above = 0): EqualNumber<Answer> {
    const numbers = this.byKey.get(key) ?? [];
    this.byKey.set(key, numbers);
    const waiting = numbers.findIndex((number) => number?.status === "kept");
    const free = numbers.findIndex((number, index) => index >= above && number === null);
    const index = waiting !== -1 ? waiting : free === -1 ? Math.max(above, numbers.length) : free;
    while (numbers.length < index) numbers.push(null);
    const before = numbers[index] ?? null;
    numbers[index] = HELD;
    return { k: index + 1, kept: before?.status === "kept" ? before.answer : null };
  }

  /** It was not answered: the number is free again. */
  giveBack(key: string, { k }: Pick<EqualNumber<Answer>, "k">): void {
    this.set(key, k, null);
  }

  /** It was answered, and nobody has the answer. */
  keep(key: string, { k }: Pick<EqualNumber<Answer>, "k">, answer: Answer): void {
    this.set(key, k, { status: "kept", answer });
  }

  private set(key: string, k: number, held: Held<Answer> | null): void {
    const numbers = this.byKey.get(key);
    if (numbers?.[k - 1]?.status !== "held") throw new RangeError(`nobody holds number ${k}`);
    numbers[k - 1] = held;
  }
}
