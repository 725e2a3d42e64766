import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportTargets } from "../../../src/pipeline/output/report-targets.ts";
import { comparisonTargets } from "../../../src/pipeline/output/write-comparison.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const PLACES = { suites: [], step: { summaryFile: null, outputFile: null, workspace: null }, guard: () => null };

test("`-` is stdout, where one report goes", () => {
  expect(reportTargets(["json=-"], PLACES)).toMatchObject({ ok: true, targets: [{ name: "json", file: null }] });
  expect(reportTargets(["json=-", "table"], PLACES)).toMatchObject({ ok: false, problems: [{ code: "two-reports" }] });
  expect(comparisonTargets(["markdown=-"], [])).toEqual([{ format: "markdown", file: null }]);
});

test("a reporter with an empty file name is told what to write", () => {
  const targets = reportTargets(["json="], PLACES);
  expect(targets).toMatchObject({
    ok: false,
    problems: [{ code: "nameless-file", hint: expect.stringContaining("json=FILE") }],
  });
  expect(comparisonTargets(["table="], [])).toMatch(/no file name/);
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

test.each([
  ["red.yaml", "name: a\n"],
  ["data.csv", "id,a\n"],
  ["prompts/p.md", "Sort {{ message }}.\n"],
  ["b.json", '{ "format": "prompt-run.baseline" }'],
])("30e: a report is not written over what is none: %s", (name, text) => {
  const file = join(temporaryProject({ [name]: text }), name);
  for (const targets of [reportTargets([`markdown=${file}`], PLACES), reportTargets([`json=${file}`], PLACES)]) {
    expect(targets).toMatchObject({ ok: false, problems: [{ code: "unwritable-report" }] });
  }
  expect(comparisonTargets([`markdown=${file}`], [])).toMatch(/is there already, and is no report/);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test.each([
  ["out.md", "## ✓ prompt-run: pass\n\n{{ message }}"],
  ["empty.md", ""],
  ["out.json", '{ "format": "prompt-run.report" }'],
])("30e: an earlier report, or nothing, is written over: %s", (name, text) => {
  const file = join(temporaryProject({ [name]: text }), name);
  expect(reportTargets([`markdown=${file}`], PLACES).ok).toBe(true);
});
