import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileJsonPath } from "../../src/checks/engines/json-path-query.ts";
import type { Json } from "../../src/domain/values/json.ts";

/**
 * The compliance suite of RFC 9535 (github.com/jsonpath-standard/jsonpath-compliance-test-suite). It is not ours to copy:
 * a development dependency ships it.
 */
const SUITE = "node_modules/jsonpath-rfc9535/src/__tests__/jsonpath-compliance-test-suite/cts.json";

interface ComplianceTest {
  readonly name: string;
  readonly selector: string;
  readonly document?: Json;
  /** The one right list of nodes, or (where order is free) all right ones. */
  readonly result?: readonly Json[];
  readonly results?: readonly (readonly Json[])[];
  readonly invalid_selector?: true;
}

const { tests } = JSON.parse(readFileSync(join(import.meta.dirname, "../..", SUITE), "utf8")) as {
  readonly tests: readonly ComplianceTest[];
};
const invalid = tests.filter(({ invalid_selector: isInvalid }) => isInvalid === true);
const valid = tests.filter(({ invalid_selector: isInvalid }) => isInvalid !== true);

test("the suite is whole", () => {
  expect(valid.length).toBeGreaterThan(400);
  expect(invalid.length).toBeGreaterThan(200);
});

describe("RFC 9535", () => {
  test.each(valid)("$name: $selector", async ({ selector, document, result, results }) => {
    const compiled = await compileJsonPath(selector);
    if (!compiled.ok) throw new Error(compiled.wrong.message);
    const wanted = results ?? [result];
    expect(wanted).toContainEqual(compiled.query(document ?? null));
  });

  test.each(invalid)("$name: $selector is an error", async ({ selector }) => {
    expect((await compileJsonPath(selector)).ok).toBe(false);
  });
});
