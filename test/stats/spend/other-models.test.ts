import { expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import type { Arm } from "../../../src/domain/suite.ts";
import { createModelFacts } from "../../../src/models/model-facts.ts";
import { OtherModels } from "../../../src/stats/spend/other-models.ts";
import { trial } from "../../helpers/report-fixtures.ts";

const FACTS = createModelFacts({ priceOverrides: {} });
const AT = Date.parse("2026-11-28");

async function warnings(asked: string, served: readonly (string | null)[], isTarget = false): Promise<string[]> {
  const standing = (name: string): string => {
    const found = FACTS.standing(name);
    return "id" in found ? found.id : name;
  };
  const others = new OtherModels({ priceOf: (model, usage) => FACTS.costOf(model, usage, AT), modelOf: standing });
  // No more of an arm is looked at.
  const arm = { id: "a/default", model: asked, ...(isTarget ? { target: {} } : {}) } as Arm;
  async function* trials(): AsyncIterable<TrialRecord> {
    for (const model of served) yield trial({ arm: "a/default", model_served: model });
  }
  let count = 0;
  for await (const _ of others.watched(trials(), [arm])) count += 1;
  expect(count).toBe(served.length);
  return others.warnings().map(({ code, message }) => `${code}: ${message}`);
}

test.each([
  ["claude-haiku-4-5", "claude-haiku-4-5-20251001"],
  ["claude-haiku-4-5-20251001", "claude-haiku-4-5"],
  ["claude-haiku-4-5", "us.anthropic.claude-haiku-4-5-20251001-v1:0"],
  ["claude-haiku-4-5-20251001", "anthropic/claude-haiku-4.5"],
  ["claude-haiku-4-5", "claude-haiku-4-5@20251001"],
  ["my-model", "my-model"],
])("attack 6: a model by another of its names is the model that was asked: %s, %s", async (asked, served) => {
  expect(await warnings(asked, [served, null])).toEqual([]);
});

test.each([
  ["claude-haiku-4-5", "claude-opus-4-1", /other-model-served: .*1 answer came from claude-opus-4-1, and claude-haiku/],
  ["claude-haiku-4-5", "gpt-9", /other-model-served: .*what gpt-9 costs is not known/],
  ["claude-haiku-4-5-20251001", "claude-haiku-4-5-20991231", /other-model-served/],
  ["claude-opus-4", "claude-opus-4-6", /other-model-served/],
  ["claude-opus-5-5", "claude-haiku-5-5", /other-model-served: .*asked for$/],
  ["claude-haiku-5-5", "claude-opus-5-5", /dearer-model-served/],
])("attack 6: an answer of another model is told with both names: %s, %s", async (asked, served, words) => {
  expect(await warnings(asked, [served])).toEqual([expect.stringMatching(words)]);
  expect(await warnings(asked, [served], true)).toEqual([]);
});
