import { expect, test } from "vitest";
import { reportTargets } from "../../src/pipeline/output/report-targets.ts";
import { comparisonTargets } from "../../src/pipeline/output/write-comparison.ts";

const PLACES = { suites: [], step: { summaryFile: null, outputFile: null, workspace: null }, guard: () => null };

test("a reporter with an empty file name is told what to write", () => {
  const targets = reportTargets(["json="], PLACES);
  expect(targets).toMatchObject({
    ok: false,
    problems: [{ code: "nameless-file", hint: expect.stringContaining("json=FILE") }],
  });
  expect(comparisonTargets(["table="])).toMatch(/no file name/);
});
