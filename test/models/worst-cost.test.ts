import { expect, test } from "vitest";
import type { CompletionRequest } from "../../src/domain/run/provider.ts";
import type { RatesOf } from "../../src/models/tables/token-rates.ts";
import { worstCost } from "../../src/models/worst-cost.ts";

const MIDNIGHT = Date.UTC(2026, 11, 1);
const MINUTE_MS = 60_000;
const request: CompletionRequest = {
  body: { model: "claude-opus-5-5", max_tokens: 100, messages: [] },
  headers: {},
  apiVersion: "2026-10-21",
};
/** A price that changes at midnight from one number to another; null: unknown. */
const changing =
  (before: bigint, after: bigint | null): RatesOf =>
  (_model, _speed, _promptTokens, atMs) => {
    const rate = atMs < MIDNIGHT ? before : after;
    if (rate === null) return null;
    return { input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate };
  };
const at = (rates: RatesOf, atMs: number): bigint | null => worstCost(rates, request, 1_000, atMs);

const LOW = 1_000_000_000_000n;
const HIGH = 2n * LOW;

test("a request that is sent shortly before a price rises may end after it: the dearer day is its worst case", () => {
  const rises = changing(LOW, HIGH);
  expect(at(rises, MIDNIGHT - MINUTE_MS)).toBe(at(rises, MIDNIGHT));
  const low = at(rises, MIDNIGHT - 24 * 60 * MINUTE_MS);
  expect(low).not.toBeNull();
  expect(at(rises, MIDNIGHT)).toBe(2n * (low ?? 0n));
});

test("a price that falls at midnight is still that of the day before; one that nobody knows then is no bound", () => {
  const falls = changing(HIGH, LOW);
  expect(at(falls, MIDNIGHT - MINUTE_MS)).toBe(at(changing(HIGH, HIGH), MIDNIGHT));
  expect(at(changing(LOW, null), MIDNIGHT - MINUTE_MS)).toBeNull();
});

test.each([-1, -1_000_000, 0.5, Number.NaN, "100", null])(
  "%o is no number of tokens: the worst case is unknown",
  (given) => {
    const asked = { ...request, body: { ...request.body, max_tokens: given } };
    expect(worstCost(changing(LOW, LOW), asked, 1_000, MIDNIGHT)).toBeNull();
  },
);
