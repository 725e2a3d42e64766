import { seededRandom } from "../../base/seeded-random.ts";

export interface RowSelection {
  readonly limit?: number;
  readonly sample?: number;
  readonly seed?: number;
}

/**
 * The rows that `select` asks for, in file order: a seeded sample (without replacement) of all rows first, then the
 * first `limit` of those. `open` is read twice for a sample; memory grows with the sample alone.
 */
export async function* selectRows<T>(
  open: () => AsyncIterable<Iterable<T>>,
  { limit = Number.POSITIVE_INFINITY, sample, seed = 0 }: RowSelection,
): AsyncIterable<Iterable<T>> {
  const chosen = sample === undefined ? null : await sampledIndexes(open(), sample, seed);
  const wanted = Math.min(limit, chosen?.size ?? limit);
  let index = 0;
  let taken = 0;
  const picked = function* (page: Iterable<T>): Iterable<T> {
    for (const row of page) {
      if (taken >= wanted) return;
      const isChosen = chosen?.has(index) ?? true;
      index += 1;
      if (!isChosen) continue;
      taken += 1;
      yield row;
    }
  };
  for await (const page of open()) {
    if (taken >= wanted) return;
    yield picked(page);
  }
}

/** Reservoir sampling (Vitter's algorithm R): every set of `size` indexes is equally likely. */
async function sampledIndexes(
  pages: AsyncIterable<Iterable<unknown>>,
  size: number,
  seed: number,
): Promise<Set<number>> {
  const random = seededRandom(`rows ${seed}`);
  const reservoir: number[] = [];
  let index = 0;
  const draw = (): void => {
    const slot = index < size ? index : Math.floor(random() * (index + 1));
    if (slot < size) reservoir[slot] = index;
    index += 1;
  };
  for await (const page of pages) for (const _ of page) draw();
  return new Set(reservoir);
}
