import { expect, test } from "vitest";
import { DEPRECATED_MODELS } from "../../node_modules/@anthropic-ai/sdk/internal/data/deprecated-models.mjs";
import { createModelFacts } from "../../src/models/model-facts.ts";
import { rulesOf } from "../../src/providers/simulator/rules/model-rules.ts";

const facts = createModelFacts({ priceOverrides: {} });
const SHAPE = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };

/** "January 22nd, 2027" as a day. */
function dayOf(words: string): string {
  return new Date(`${words.replace(/(\d+)(st|nd|rd|th)/, "$1")} UTC`).toISOString().slice(0, 10);
}

test.each(Object.entries(DEPRECATED_MODELS))("api 1: %s is deprecated, with the SDK's date (%s)", (id, words) => {
  expect(facts.standing(id)).toMatchObject({ status: "deprecated", retires: dayOf(words) });
  expect(rulesOf(id)?.lifecycle).toMatchObject({ stage: "deprecated", retiresOn: dayOf(words) });
});

test("api 1: fast mode of Opus 4.8 says when it ends; the newer ones' has no end", () => {
  const problems = (model: string): readonly { readonly message: string }[] =>
    facts.checkSettings(model, { speed: "fast" }, SHAPE);
  expect(problems("claude-opus-4-8")).toMatchObject([
    { severity: "warning", message: expect.stringContaining("2026-11-30") as string },
  ]);
  expect(problems("claude-opus-5")).toEqual([]);
  expect(problems("claude-opus-5-5")).toEqual([]);
});
