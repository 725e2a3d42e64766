import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dealOut } from "../../src/plan/cases/deal-out.ts";
import { shardOfKey } from "../../src/plan/cases/rendezvous.ts";

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `case-${n}`);

describe("rendezvous hashing", () => {
  test("what a key draws never changes: shards of one plan run on many machines and versions", () => {
    const drawn = ["a", "b", "refund", "greet[lang=fr]", "名前", ""].map((key) =>
      [2, 5, 100].map((n) => shardOfKey(key, n)),
    );
    expect(drawn).toMatchInlineSnapshot(`
      [
        [
          1,
          4,
          42,
        ],
        [
          2,
          2,
          48,
        ],
        [
          2,
          2,
          24,
        ],
        [
          2,
          5,
          83,
        ],
        [
          1,
          1,
          17,
        ],
        [
          2,
          3,
          36,
        ],
      ]
    `);
  });

  test("with one shard more only keys move that the new one takes", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), (key, shards) => {
        const [before, after] = [shardOfKey(key, shards), shardOfKey(key, shards + 1)];
        expect(before).toBeGreaterThanOrEqual(1);
        expect(before).toBeLessThanOrEqual(shards);
        expect([before, shards + 1]).toContain(after);
      }),
    );
  });

  test("shards are about equally full", () => {
    const shards = ids(8000).map((id) => shardOfKey(id, 8));
    const counts = Array.from({ length: 8 }, (_, index) => shards.filter((shard) => shard === index + 1).length);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150); // five standard deviations
  });
});

describe("dealing out by weight", () => {
  test("no shard has more than 4/3 of what an even share, or the heaviest unit, asks for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 9 }),
        (weights, shards) => {
          const loads = Array.from({ length: shards }, () => 0);
          for (const [unit, shard] of dealOut(weights, shards).entries()) {
            loads[shard] = (loads[shard] ?? 0) + (weights[unit] ?? 0);
          }
          const sum = weights.reduce((a, b) => a + b, 0);
          expect(loads.reduce((a, b) => a + b, 0)).toBe(sum);
          expect(Math.max(...loads)).toBeLessThanOrEqual(Math.max(sum / shards + Math.max(...weights), sum / shards));
        },
      ),
    );
  });

  test("units that weigh nothing are dealt out by number", () => {
    expect([...dealOut([0, 0, 0, 0], 2)]).toEqual([0, 1, 0, 1]);
  });
});
