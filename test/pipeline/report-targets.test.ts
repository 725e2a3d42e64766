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

test.each(["junit", "tap", "ctrf", "ndjson"])(
  "a report of trials is refused for a meter, which has none: %s",
  (name) => {
    const specs = [name, `${name}=report.out`];
    for (const spec of specs) {
      expect(reportTargets([spec], { ...PLACES, isOfMeter: true })).toMatchObject({
        ok: false,
        problems: [{ code: "empty-report", hint: expect.stringContaining("json") }],
      });
      expect(reportTargets([name], PLACES).ok).toBe(true);
    }
  },
);
test.each(["table", "json", "markdown", "html", "github", "quiet"])("and %s shows a meter's run", (name) => {
  expect(reportTargets([name], { ...PLACES, isOfMeter: true }).ok).toBe(true);
});
