import { expect, test } from "vitest";
import { estimateTokens } from "../../src/models/estimate-tokens.ts";
import { listModels } from "../../src/models/list-models.ts";

const NOV_22 = Date.UTC(2026, 10, 22);

function row(id: string, atMs: number = NOV_22, overrides = {}): ReturnType<typeof listModels>[number] {
  const found = listModels(atMs, overrides).find((model) => model.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

test("the list has every model once, retired ones last", () => {
  const rows = listModels(NOV_22);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const firstRetired = rows.findIndex(({ status }) => status === "retired");
  expect(rows.slice(firstRetired).every(({ status }) => status === "retired")).toBe(true);
});

test("prices are those of the day, null where there are none", () => {
  expect(row("claude-haiku-5-5")).toMatchObject({ inputUsd: 0.1, longPrompt: { overTokens: 100_000, inputUsd: 0.5 } });
  expect(row("claude-haiku-5-5", Date.UTC(2026, 9, 6))).toMatchObject({ inputUsd: null, longPrompt: null });
  expect(row("claude-opus-5-5").fast).toMatchObject({ inputUsd: 8, cacheReadUsd: null });
  expect(row("claude-opus-4-20250514")).toMatchObject({ status: "retired", retires: "2026-06-15", inputUsd: null });
  expect(row("claude-mythos-5-2")).toMatchObject({ inputUsd: 8, cacheReadUsd: null, forcedTools: null });
});

test("a user's own prices are shown as such, under any name of the model", () => {
  const own = row("claude-haiku-4-5-20251001", NOV_22, { "claude-haiku-4-5": { input: 7, output: 8 } });
  expect(own).toMatchObject({ inputUsd: 7, outputUsd: 8, cacheReadUsd: null, isOverride: true, fast: null });
});

test("estimates grow with the text, by script and tokenizer", () => {
  const words = "The quick brown fox jumps over the lazy dog. ".repeat(10);
  expect(estimateTokens("claude-sonnet-4-6", "")).toBe(0);
  expect(estimateTokens("claude-sonnet-4-6", words)).toBeGreaterThan(90);
  expect(estimateTokens("claude-sonnet-4-6", words)).toBeLessThan(150);
  expect(estimateTokens("claude-opus-5-5", words)).toBeGreaterThan(estimateTokens("claude-opus-4-6", words));
  expect(estimateTokens("claude-opus-4-6", "日本語の文章です")).toBeGreaterThanOrEqual(8);
  expect(estimateTokens("claude-opus-4-6", "Привет, мир")).toBeGreaterThan(
    estimateTokens("claude-opus-4-6", "Privet, mir"),
  );
});
