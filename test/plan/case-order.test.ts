import fc from "fast-check";
import { expect, test } from "vitest";
import { type OrderedCase, seededOrder } from "../../src/plan/cases/case-order.ts";
import type { PlannedCase } from "../../src/plan/cases/planned-case.ts";

/** Cases as a stream gives them, and how often it was read. */
function stream(cases: number): { readonly open: () => AsyncIterable<OrderedCase>; reads: number } {
  const source = {
    reads: 0,
    async *open(): AsyncIterable<OrderedCase> {
      source.reads++;
      for (let n = 0; n < cases; n++) {
        yield { planned: { id: `c${n}` } as PlannedCase, rank: n, ordinal: n * 2 }; // only the id is looked at
      }
    },
  };
  return source;
}

async function order(cases: number, seed: string, window?: number): Promise<OrderedCase[]> {
  const ordered: OrderedCase[] = [];
  for await (const one of seededOrder(stream(cases).open, cases, seed, window)) ordered.push(one);
  return ordered;
}

const ids = (cases: readonly OrderedCase[]): string[] => cases.map(({ planned }) => planned.id);

test("every case once, each with its own ordinal, ranks counting up, whatever the window", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 70 }), async (cases, window) => {
      const ordered = await order(cases, "seed", window);
      expect(ordered.map(({ rank }) => rank)).toEqual(Array.from({ length: cases }, (_, n) => n));
      expect(new Set(ids(ordered)).size).toBe(cases);
      for (const { planned, ordinal } of ordered) expect(planned.id).toBe(`c${ordinal / 2}`);
      expect(ids(ordered)).toEqual(ids(await order(cases, "seed")));
    }),
    { numRuns: 40 },
  );
});

test("the seed decides the order", async () => {
  const [one, again, other] = [await order(50, "0 a"), await order(50, "0 a"), await order(50, "1 a")];
  expect(ids(one)).toEqual(ids(again));
  expect(ids(one)).not.toEqual(ids(other));
  expect(ids(one)).not.toEqual(ids(one).toSorted());
});

test("the data is read once for each window, and no further than is asked for", async () => {
  const source = stream(100);
  const taken: string[] = [];
  for await (const { planned } of seededOrder(source.open, 100, "seed", 10)) {
    taken.push(planned.id);
    if (taken.length === 15) break;
  }
  expect(source.reads).toBe(2);
});
