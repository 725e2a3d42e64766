import { expect, test } from "vitest";
import { registry } from "../../src/checks/prepare/registry.ts";
import suiteSchema from "../../schemas/suite.schema.json" with { type: "json" };
import { said } from "../../src/domain/diagnostics/said.ts";
import { CHECK_TYPES, checkFacts, factsOfKey, isCheckType } from "../../src/domain/check-facts.ts";
import { FUNCTION_CHECK } from "../../src/library/suite-input.ts";
import type { CheckType } from "../../src/domain/check.ts";

test("every check of the registry says of itself what it is, in words that are known", () => {
  expect(CHECK_TYPES.toSorted()).toEqual(Object.keys(registry).toSorted());
  for (const type of Object.keys(registry) as CheckType[]) {
    const { looksAt, of, names, replaces, reads, limits } = checkFacts(type);
    expect(["text", "answer", "record", "inner"], type).toContain(looksAt);
    expect(["turn", "trial"], type).toContain(of);
    expect(["tools", "script", "judge", null], type).toContain(names);
    expect(["expression", "everything", null], type).toContain(reads);
    expect(["usd", "ms", null], type).toContain(limits);
    expect(["refusal", "complete"], type).toEqual(expect.arrayContaining([...replaces]));
  }
});

test("what says that its form is told has one in the catalogue, and a file's member is one of its own", () => {
  const told = CHECK_TYPES.filter((type) => factsOfKey(type)?.tellsForm);
  expect(told).toEqual(["json_path", "length", "not", "all_of", "any_of"]);
  for (const check of told) {
    const { hint } = said("wrong-type.form", { types: ["object"], value: 1, check });
    expect(hint, check).toContain(`${check}: `);
  }
  const { json } = suiteSchema.$defs.checkItem.properties;
  expect(Object.keys(json.properties)).toContain(checkFacts("json").fileMember);
  expect(CHECK_TYPES.filter((type) => factsOfKey(type)?.fileMember != null)).toEqual(["json"]);
});

test("a function of a program stands where the suite names a program, and nowhere else", () => {
  expect(CHECK_TYPES.filter((type) => factsOfKey(type)?.names === "script")).toEqual([FUNCTION_CHECK]);
});

test.each(["file", "on", "constructor", "toString", "nothing"])("%s is no check", (key) => {
  expect(isCheckType(key)).toBe(false);
});
