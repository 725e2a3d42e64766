import { seededRanks, seededRandom } from "../../base/seeded-random.ts";
import type { PlannedCase } from "./planned-case.ts";

/** A case, where it stands in the run's order, and the ordinal of its first trial. */
export interface OrderedCase {
  readonly planned: PlannedCase;
  /** From 0; in file order the case's index. */
  readonly rank: number;
  readonly ordinal: number;
}

/** Cases held at once in a seeded order. Each further so many cost one more reading of the data. */
export const WINDOW = 10_000;

/**
 * The cases of a stream in a seeded order: the same seed and the same number of cases give the same order. A stream cannot be
 * read out of order, so it is read once for each `window` cases, and only those are held. `open` reads it from the start.
 */
export async function* seededOrder(
  open: () => AsyncIterable<OrderedCase>,
  cases: number,
  seed: string,
  window: number = WINDOW,
): AsyncIterable<OrderedCase> {
  const ranks = seededRanks(cases, seededRandom(seed));
  for (let start = 0; start < cases; start += window) {
    const held: OrderedCase[] = [];
    for await (const one of open()) {
      const rank = ranks[one.rank] ?? -1;
      if (rank >= start && rank < start + window) held.push({ ...one, rank });
    }
    yield* held.sort((a, b) => a.rank - b.rank);
  }
}
