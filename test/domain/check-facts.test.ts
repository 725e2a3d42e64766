import { expect, test } from "vitest";
import { registry } from "../../src/checks/prepare/registry.ts";
import { CHECK_TYPES, checkFacts, isCheckType } from "../../src/domain/check-facts.ts";
import type { CheckType } from "../../src/domain/check.ts";

test("every check of the registry says of itself what it is, in words that are known", () => {
  expect(CHECK_TYPES.toSorted()).toEqual(Object.keys(registry).toSorted());
  for (const type of Object.keys(registry) as CheckType[]) {
    const { looksAt, of, names, replaces } = checkFacts(type);
    expect(["text", "answer", "record", "inner"], type).toContain(looksAt);
    expect(["turn", "trial"], type).toContain(of);
    expect(["tools", "script", "judge", null], type).toContain(names);
    expect(["refusal", "complete"], type).toEqual(expect.arrayContaining([...replaces]));
  }
});

test.each(["file", "on", "constructor", "toString", "nothing"])("%s is no check", (key) => {
  expect(isCheckType(key)).toBe(false);
});
