import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reservation } from "../../src/domain/run/budget.ts";
import { LocalBudget } from "../../src/run/schedule/local-budget.ts";
import { times } from "../helpers/soak.ts";

const rows = [
  { name: "no cap", caps: { runPico: null, suitesPico: [null] }, amount: 10n ** 30n, fit: { status: "fits" } },
  {
    name: "an unknown amount without a cap",
    caps: { runPico: null, suitesPico: [null] },
    amount: null,
    fit: { status: "fits" },
  },
  { name: "just the cap", caps: { runPico: 10n, suitesPico: [null] }, amount: 10n, fit: { status: "fits" } },
  {
    name: "over the run's cap",
    caps: { runPico: 9n, suitesPico: [null] },
    amount: 10n,
    fit: { status: "never", scope: "run" },
  },
  {
    name: "over the suite's cap",
    caps: { runPico: 99n, suitesPico: [9n] },
    amount: 10n,
    fit: { status: "never", scope: "suite" },
  },
  {
    name: "an unknown amount under a cap",
    caps: { runPico: 9n, suitesPico: [null] },
    amount: null,
    fit: { status: "never", scope: "run" },
  },
] as const;
test.each(rows)("fit: $name", ({ caps, amount, fit }) => {
  expect(new LocalBudget(caps).fit(0, amount)).toEqual(fit);
});

test("what is reserved must wait, what is spent is gone", () => {
  const budget = new LocalBudget({ runPico: 10n, suitesPico: [null, 5n] });
  const first = budget.reserve(0, 6n);
  expect(budget.fit(1, 5n)).toEqual({ status: "wait" });
  budget.settle(first, 5n);
  expect(budget.fit(1, 5n)).toEqual({ status: "fits" });
  expect(budget.fit(0, 6n)).toEqual({ status: "never", scope: "run" });
});

test("a resumed run keeps its caps over its whole life", () => {
  const budget = new LocalBudget({ runPico: 10n, suitesPico: [null, 5n] }, [4n, 3n]);
  expect(budget.fit(1, 3n)).toEqual({ status: "never", scope: "suite" });
  expect(budget.fit(0, 4n)).toEqual({ status: "never", scope: "run" });
  expect(budget.fit(0, 3n)).toEqual({ status: "fits" });
});

test("however requests come and go, what is spent never exceeds any cap", () => {
  const request = fc.record({ suite: fc.nat(2), worst: fc.bigInt(0n, 50n), share: fc.nat(100), settles: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(request), fc.bigInt(0n, 200n), fc.bigInt(0n, 100n), (requests, runCap, suiteCap) => {
      const budget = new LocalBudget({ runPico: runCap, suitesPico: [suiteCap, null, suiteCap] });
      const open: { readonly reservation: Reservation; readonly cost: bigint }[] = [];
      const spent = [0n, 0n, 0n];
      for (const { suite, worst, share, settles } of requests) {
        if (budget.fit(suite, worst).status === "fits") {
          open.push({ reservation: budget.reserve(suite, worst), cost: (worst * BigInt(share)) / 100n });
        }
        for (const { reservation, cost } of open.splice(0, settles)) {
          budget.settle(reservation, cost);
          spent[reservation.suite] = (spent[reservation.suite] ?? 0n) + cost;
        }
        expect(spent.reduce((sum, part) => sum + part) <= runCap).toBe(true);
        expect((spent[0] ?? 0n) <= suiteCap && (spent[2] ?? 0n) <= suiteCap).toBe(true);
      }
    }),
    { numRuns: times({ small: 400, long: 20_000 }) },
  );
});

test("a purse is filled with the first request or neither is let through, and only its trial draws on it", () => {
  const budget = new LocalBudget({ runPico: 20n, suitesPico: [null] });
  const purse = { suite: 0, wantedPico: 8n, leftPico: 0n, isFilled: false };
  expect(budget.fit(0, 13n, purse)).toEqual({ status: "never", scope: "run" });
  const turn = budget.reserve(0, 10n, purse);
  expect(purse).toMatchObject({ leftPico: 8n, isFilled: true });
  expect(budget.fit(0, 3n)).toEqual({ status: "wait" });
  budget.settle(turn, 4n);
  expect(budget.fit(0, 8n)).toEqual({ status: "fits" });
  expect(budget.fit(0, 9n)).toEqual({ status: "wait" });
  const judged = budget.reserve(0, 6n, purse);
  expect(purse.leftPico).toBe(2n);
  expect(budget.fit(0, 8n)).toEqual({ status: "fits" });
  budget.settle(judged, 1n);
  budget.release(purse);
  expect(budget.fit(0, 15n)).toEqual({ status: "fits" });
  expect(budget.fit(0, 16n)).toEqual({ status: "never", scope: "run" });
});

test("purses are given up only when all that hold one wait", () => {
  const budget = new LocalBudget({ runPico: 20n, suitesPico: [null] });
  const purses = [1, 2].map(() => ({ suite: 0, wantedPico: 6n, leftPico: 0n, isFilled: false }));
  for (const purse of purses) budget.settle(budget.reserve(0, 2n, purse), 2n);
  expect(budget.fit(0, 8n)).toEqual({ status: "wait" });
  expect(budget.breakUp(new Set(purses.slice(0, 1)))).toBe(false);
  expect(budget.breakUp(new Set(purses))).toBe(true);
  expect(budget.fit(0, 8n)).toEqual({ status: "fits" });
  expect(budget.breakUp(new Set(purses))).toBe(false);
});
