import fc from "fast-check";
import { expect, test } from "vitest";
import type { FailureKind } from "../../src/domain/run/provider.ts";
import { RETRY_RULES, retryDelayMs, retryRule } from "../../src/run/calls/retry-policy.ts";

const rows: readonly { readonly kinds: readonly FailureKind[]; readonly action: string }[] = [
  { kinds: ["server", "overloaded", "connection", "timeout", "stall", "stream", "conflict"], action: "retry" },
  { kinds: ["rate_limited"], action: "wait" },
  {
    kinds: ["authentication", "permission", "model_not_found", "path_not_found", "billing", "spend_limit"],
    action: "stop",
  },
  { kinds: ["invalid_request", "too_large", "not_implemented", "aborted", "deadline"], action: "fail" },
  { kinds: ["missing_recording", "cached_answer", "tool", "template", "target"], action: "fail" },
];
test.each(rows.flatMap(({ kinds, action }) => kinds.map((kind) => ({ kind, action }))))(
  "$kind → $action",
  ({ kind, action }) => {
    expect(RETRY_RULES[kind].action).toBe(action);
  },
);

test.each<[FailureKind, boolean | undefined, string]>([
  ["server", false, "fail"],
  ["rate_limited", false, "fail"],
  ["connection", false, "fail"],
  ["invalid_request", true, "retry"],
  ["authentication", true, "retry"],
  ["authentication", false, "stop"],
  ["too_large", false, "fail"],
  ["rate_limited", true, "wait"],
  ["server", true, "retry"],
  ["server", undefined, "retry"],
])("C11: %s with x-should-retry %s → %s", (kind, shouldRetry, action) => {
  expect(
    retryRule({ kind, httpStatus: null, ...(shouldRetry === undefined ? {} : { shouldRetry }) }, "turn").action,
  ).toBe(action);
});

test("every kind of failure is in one row", () => {
  expect(rows.flatMap(({ kinds }) => kinds).sort()).toEqual(Object.keys(RETRY_RULES).sort());
});

const backoff = { baseMs: 1_000, capMs: 30_000 };
test("without a retry-after the delay is full jitter under a growing cap", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, draw) => {
      const delay = retryDelayMs(backoff, failures, null, () => draw);
      expect(delay).toBe(draw * Math.min(30_000, 1_000 * 2 ** failures));
    }),
  );
});

test("a retry-after is honoured as it is", () => {
  expect(retryDelayMs(backoff, 3, 3_600_000, () => 0)).toBe(3_600_000);
});

test("an overloaded API gets more time than a broken connection", () => {
  const at = (kind: FailureKind): number => {
    const rule = RETRY_RULES[kind];
    return "baseMs" in rule ? retryDelayMs(rule, 0, null, () => 0.5) : 0;
  };
  expect(at("overloaded")).toBeGreaterThan(at("connection"));
});
