import { expect, test } from "vitest";
import type { CheckRecord } from "../../src/domain/formats/records.ts";
import { failureText } from "../../src/vitest/failure-text.ts";

const CHECK: CheckRecord = {
  type: "judge",
  name: null,
  verdict: null,
  score: null,
  required: true,
  weight: 1,
  turn: 2,
  reason: "nothing hung on it",
};

test.each<[verdict: CheckRecord["verdict"], name: string | null, told: string]>([
  [null, null, "judge (turn 2): not asked: nothing hung on it"],
  ["fail", null, "judge (turn 2): fail: nothing hung on it"],
  ["fail", "trial 3", "trial 3: judge (turn 2): fail: nothing hung on it"],
])("a check that is %s, of %s", (verdict, name, told) => {
  const { reasons, expected } = failureText([{ name, checks: [{ ...CHECK, verdict }] }]);
  expect(reasons).toEqual([told]);
  expect(expected).toBe(told.replace(/: (?:not asked|fail): .*/, ": pass"));
});
