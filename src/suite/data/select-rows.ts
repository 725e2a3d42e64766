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
export async function* selectRows<T>(open: () => AsyncIterable<T>, selection: RowSelection): AsyncIterable<T> {
  const { limit = Number.POSITIVE_INFINITY, sample, seed = 0 } = selection;
  const chosen = sample === undefined ? null : await sampledIndexes(open(), sample, seed);
  let index = 0;
  let taken = 0;
  for await (const row of open()) {
    if (taken >= limit || (chosen !== null && taken >= chosen.size)) return;
    if (chosen === null || chosen.has(index)) {
      taken += 1;
      yield row;
    }
    index += 1;
  }
}

/** Reservoir sampling (Vitter's algorithm R): every set of `size` indexes is equally likely. */
async function sampledIndexes(rows: AsyncIterable<unknown>, size: number, seed: number): Promise<Set<number>> {
  const random = seededRandom(`rows ${seed}`);
  const reservoir: number[] = [];
  let index = 0;
  for await (const _ of rows) {
    if (index < size) reservoir.push(index);
    else {
      const slot = Math.floor(random() * (index + 1));
      if (slot < size) reservoir[slot] = index;
    }
    index += 1;
  }
  return new Set(reservoir);
}
