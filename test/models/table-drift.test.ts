import { findingWords } from "../../src/domain/diagnostics/finding-words.ts";
import { expect, test } from "vitest";
import type { ServedModel } from "../../src/domain/run/served-model.ts";
import { CURRENT_MODELS } from "../../src/models/tables/current-models.ts";
import { tableDrift } from "../../src/models/table-drift.ts";

/** An endpoint that says what the table says. */
const AGREEING: readonly ServedModel[] = CURRENT_MODELS.map((entry) => ({
  id: entry.id,
  lifecycle: entry.lifecycle.status,
  retires: entry.lifecycle.status === "deprecated" ? entry.lifecycle.retires : null,
  contextTokens: entry.contextTokens,
  maxOutputTokens: entry.maxOutputTokens,
  thinking: [...entry.thinking].toReversed(),
  effort: entry.effort?.levels ?? [],
  structuredOutputs: entry.structuredOutputs,
}));

function changed(id: string, change: Partial<ServedModel>): ServedModel[] {
  return AGREEING.map((model) => (model.id === id ? { ...model, ...change } : model));
}

const rows: readonly (readonly [name: string, served: readonly ServedModel[], drift: readonly string[]])[] = [
  ["nothing", AGREEING, []],
  [
    "a limit",
    changed("claude-haiku-5-5", { maxOutputTokens: 64_000 }),
    ["claude-haiku-5-5: most output tokens: 128000 in the table, 64000 at the endpoint"],
  ],
  [
    "a thinking mode",
    changed("claude-haiku-5-5", { thinking: ["adaptive"] }),
    ["claude-haiku-5-5: thinking: adaptive, disabled in the table, adaptive at the endpoint"],
  ],
  [
    "a model that retired; what it could do is no matter",
    changed("claude-opus-5", { lifecycle: "retired", maxOutputTokens: 1 }),
    ["claude-opus-5: status: active in the table, retired at the endpoint"],
  ],
  [
    "another day of retirement",
    changed("claude-sonnet-4-5-20250929", { retires: "2026-12-31" }),
    ["claude-sonnet-4-5-20250929: retirement: 2026-11-30 in the table, 2026-12-31 at the endpoint"],
  ],
  ["what the endpoint does not say", changed("claude-haiku-5-5", { effort: null, contextTokens: null }), []],
  [
    "a new model",
    [...AGREEING, { ...AGREEING[0]!, id: "claude-opus-6" }],
    ["claude-opus-6: the endpoint lists it, the table does not have it"],
  ],
  [
    "a model that is gone",
    AGREEING.filter(({ id }) => id !== "claude-opus-5"),
    ["claude-opus-5: the table has it, the endpoint does not list it"],
  ],
];
test.each(rows)("differs in %s", (_name, served, drift) => {
  expect(tableDrift(served).map((drift) => findingWords("drift", drift).message)).toEqual(drift);
});
