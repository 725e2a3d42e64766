import { expect, test } from "vitest";
import { explicitArms, findArm } from "../../../src/pipeline/compare/named-arms.ts";

const MODELS = ["claude-haiku-5-5/default", "claude-sonnet-5-5/default"];
const PROMPTS = ["claude-haiku-5-5/v1", "claude-haiku-5-5/v2"];
const BOTH = ["haiku/v1", "haiku/v2", "sonnet/v1", "sonnet/v2"];

test.each<[name: string, ids: readonly string[], meant: number | readonly string[] | null]>([
  ["claude-haiku-5-5/default", MODELS, 0],
  ["claude-sonnet-5-5", MODELS, 1],
  ["sonnet-5-5", MODELS, 1],
  ["v2", PROMPTS, 1],
  ["claude-haiku-5-5", PROMPTS, PROMPTS],
  ["haiku", BOTH, ["haiku/v1", "haiku/v2"]],
  ["v2", BOTH, ["haiku/v2", "sonnet/v2"]],
  ["sonnet/v1", BOTH, 2],
  ["opus", BOTH, null],
  ["default", MODELS, MODELS],
])("an arm is found by the name that a table gives it: %s of %j", (name, ids, meant) => {
  const found = findArm(ids, name);
  if (meant === null) expect(found).toEqual({ status: "unknown" });
  else if (typeof meant === "number") expect(found).toEqual({ status: "found", index: meant });
  else expect(found).toEqual({ status: "ambiguous", ids: meant });
});

test("pairs that are named are those of the suites that have them; the others pair as they would", () => {
  const suites = [
    { baseline: MODELS, candidate: MODELS },
    { baseline: PROMPTS, candidate: PROMPTS },
  ];
  expect(explicitArms({ v2: "v1" }, suites)).toEqual({
    status: "resolved",
    arms: [{}, { "claude-haiku-5-5/v2": "claude-haiku-5-5/v1" }],
  });
  expect(explicitArms({ opus: "v1" }, suites)).toEqual({ status: "resolved", arms: [{ opus: "v1" }, { opus: "v1" }] });
  expect(explicitArms({ "claude-haiku-5-5": "v1" }, suites)).toMatchObject({ status: "refused" });
});
