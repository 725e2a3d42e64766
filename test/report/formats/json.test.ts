import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { json } from "../../../src/report/formats/json.ts";
import { ndjson } from "../../../src/report/formats/ndjson.ts";
import { HEAD_LAYOUT, TRIAL_LAYOUT } from "../../../src/report/formats/report-layout.ts";
import type { Layout } from "../../../src/report/formats/arrange.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { render, REPORTER_OPTIONS } from "../../helpers/report-fixtures.ts";
import { SHAPES, threeArms } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../schemas/report.schema.json"), "utf8"),
) as Schema;
const validate = new Ajv2020({ strict: false }).compile(schema);

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is valid under the schema and says what the report says", async () => {
    const report: unknown = JSON.parse(await render(json, fixture));
    expect(validate(report), JSON.stringify(validate.errors?.[0])).toBe(true);
    const suites = fixture.head.suites.map((suite, index) => {
      return { ...suite, insights: undefined, trials: fixture.trials[index] };
    });
    expect(report).toEqual(JSON.parse(JSON.stringify({ ...fixture.head, insights: undefined, suites })));
  });

  test("equal reports give equal bytes, with no command among them", async () => {
    const text = await render(json, fixture);
    expect(await render(json, fixture)).toBe(text);
    expect(commandsIn(text)).toEqual([]);
    if (name !== "nasty") expectGolden(`report/${name}.json`, text);
  });
});

test.each([json, ndjson])("insights are for people: what machines read has no such key", async (reporter) => {
  expect(threeArms.head.insights).toBeDefined();
  expect(threeArms.head.suites[0]?.insights).toBeDefined();
  expect(await render(reporter, threeArms)).not.toContain('"insights"');
});

test.each([json, ndjson])("trials are read and written one by one", async (reporter) => {
  let read = 0;
  async function* counted() {
    for (const trial of threeArms.trials[0]!) {
      read += 1;
      yield trial;
    }
  }
  let written = 0;
  for await (const piece of reporter(threeArms.head, counted, REPORTER_OPTIONS)) {
    if (piece.includes('"request_hash"')) written += 1;
    expect(read - written).toBeLessThanOrEqual(1);
  }
  expect(written).toBe(threeArms.trials[0]!.length);
});

test("a missing key is found by the schema", async () => {
  const report = JSON.parse(await render(json, threeArms)) as { run: { seed?: number } };
  delete report.run.seed;
  expect(validate(report)).toBe(false);
});

test("the order of keys does not depend on the record's", async () => {
  const reversed = threeArms.trials[0]!.map((trial) => Object.fromEntries(Object.entries(trial).toReversed()));
  const text = await render(json, { ...threeArms, trials: [reversed as never] });
  expect(text).toBe(await render(json, threeArms));
});

test("keys are in the schema's order", () => {
  const suite = layoutOf({ $ref: "#/$defs/suite" }) as Readonly<Record<string, Layout>>;
  const { trials, ...suiteLayout } = suite;
  expect(JSON.stringify(HEAD_LAYOUT)).toBe(JSON.stringify({ ...(layoutOf(schema) as object), suites: suiteLayout }));
  expect(JSON.stringify(TRIAL_LAYOUT)).toBe(JSON.stringify(trials));
});

/** The layout that a schema describes. */
function layoutOf(part: Schema): Layout {
  if (part.$ref !== undefined) return layoutOf(schema.$defs?.[part.$ref.split("/").at(-1) ?? ""] ?? {});
  if (part.items !== undefined) return layoutOf(part.items);
  if (part.anyOf !== undefined) return part.anyOf.map(layoutOf).find((layout) => layout !== null) ?? null;
  if (part.properties === undefined) return null;
  return Object.fromEntries(Object.entries(part.properties).map(([key, inner]) => [key, layoutOf(inner)]));
}
