import { describe, expect, test } from "vitest";
import { MODELS, standing } from "../../src/models/tables/find-model.ts";
import { PRICES } from "../../src/models/tables/price-table.ts";

describe("what the table says of a name", () => {
  test.each([
    ["claude-haiku-3-5-20241022", "claude-3-5-haiku-20241022"],
    ["claude-haiku-3-5", "claude-3-5-haiku-20241022"],
    ["claude-haiku-3-5-latest", "claude-3-5-haiku-latest"],
    ["claude-sonnet-3-7-20250219", "claude-3-7-sonnet-20250219"],
    ["claude-opus-3-20240229", "claude-3-opus-20240229"],
    ["claude-4-5-sonnet-20250929", "claude-sonnet-4-5-20250929"],
    ["claude-4-6-sonnet", "claude-sonnet-4-6"],
    ["claude-4-opus-20250514", "claude-opus-4-20250514"],
    ["claude-5-5-haiku", "claude-haiku-5-5"],
    ["claude-hiaku-5-5", "claude-haiku-5-5"],
    ["cluade-opus-5-5", "claude-opus-5-5"],
    ["Claude-Opus-5-5", "claude-opus-5-5"],
  ])("%s is misspelt for %s", (name, realId) => expect(standing(name)).toEqual({ status: "misspelt", realId }));

  test.each([
    // Another endpoint's names, and names of models that may be newer than the table.
    ["claude-opus-4.5", "claude-opus-4-5"],
    ["claude-sonnet-4-5@20250929", "claude-sonnet-4-5-20250929"],
    ["claude-sonnet-5-6", "claude-sonnet-5-5"],
    ["claude-haiku-6-20270101", "claude-haiku-5-5"],
    ["claude-opus-4-6-20260205", "claude-opus-4-6"],
    ["haiku", "claude-haiku-5-5"],
    ["claude-opus", "claude-opus-5-5"],
    ["my-own-model", null],
    ["toString", null],
    ["", null],
  ])("%j is unknown, nearest %j", (name, nearest) => {
    expect(standing(name)).toEqual({ status: "unknown", nearest });
  });

  test.each(["claude-3-5-sonnet-20241022", "claude-3-5-sonnet-20240620", "claude-3-5-sonnet-latest"])(
    "D6: %s is known as retired",
    (id) => {
      expect(standing(id)).toMatchObject({ status: "retired", retiredOn: "2025-10-28" });
    },
  );

  test("a retired model names the newest of its line", () => {
    const retired = { status: "retired", id: "claude-opus-4-20250514", retiredOn: "2026-06-15" };
    expect(standing("claude-opus-4-0")).toEqual({ ...retired, successor: "claude-opus-5-5" });
    expect(standing("claude-3-haiku-20240307")).toMatchObject({ status: "retired", successor: "claude-haiku-5-5" });
  });

  test("deprecated models say when they retire, where it is known", () => {
    const sonnet = { status: "deprecated", id: "claude-sonnet-4-5-20250929", retires: "2026-11-30" };
    expect(standing("claude-sonnet-4-5")).toEqual(sonnet);
    expect(standing("claude-mythos-preview")).toMatchObject({ status: "deprecated", retires: "2026-06-30" });
  });
});

describe("the tables", () => {
  test("names are unique, and every model has prices", () => {
    const names = MODELS.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(MODELS.map(({ id }) => id).sort()).toEqual(Object.keys(PRICES).sort());
  });

  test("days of a price neither overlap nor leave gaps", () => {
    for (const { standard, fast } of Object.values(PRICES)) {
      for (const rows of [standard, fast]) {
        for (const [index, row] of rows.slice(1).entries()) {
          const before = Date.parse(rows[index]?.to ?? "");
          expect(Date.parse(row.from ?? "") - before).toBe(24 * 60 * 60 * 1000);
        }
      }
    }
  });

  test("cache prices follow the published multipliers where they stand in the table", () => {
    const close = (a: number | null, b: number): boolean => a === null || Math.abs(a - b) <= 0.0126;
    for (const [id, { standard }] of Object.entries(PRICES)) {
      for (const { input, cacheWrite5m, cacheWrite1h } of standard) {
        expect({ id, ok: close(cacheWrite5m, input * 1.25) && close(cacheWrite1h, input * 2) }).toEqual({
          id,
          ok: true,
        });
      }
    }
  });

  test("modes that are limited or deprecated are modes the model has", () => {
    for (const { id, thinking, thinkingUpToHigh, deprecatedThinking } of MODELS) {
      const stray = [...thinkingUpToHigh, ...deprecatedThinking].filter((mode) => !thinking.includes(mode));
      expect({ id, stray }).toEqual({ id, stray: [] });
    }
  });
});
