import { expect, test } from "vitest";
import { displayWidth } from "../../../src/base/display-width.ts";
import type { StoredRun } from "../../../src/pipeline/stored/stored-runs.ts";
import { runsTable } from "../../../src/pipeline/output/runs-text.ts";
import { head, suite } from "../../helpers/report-fixtures.ts";
import { NASTY } from "../../helpers/report-shapes.ts";

function run(id: string, names: readonly string[], overrides: Partial<StoredRun> = {}): StoredRun {
  const line = {
    started_at: "2026-11-28T07:05:29.000Z",
    replies: "live",
    suites: names.map((name) => ({ name })),
  } as unknown as StoredRun["line"]; // what the table looks at of it
  return { id, line, head: head(), ...overrides };
}

const totals = { ...head().totals, passed: 59, failed: 5 };
const RUNS = [
  run("20261128-070529-a1b2c", ["a", "b", "c", "d", "e", "f", "g", "h"]),
  run("20261128-070400-00000", ["triage"], { head: head({ verdict: "over_budget", totals }) }),
  run("20261128-070300-00000", ["open"], {
    head: head({ suites: [suite({ gate: { verdict: null, note: null, rules: [] } })] }),
  }),
  run("20261128-070200-00000", ["triage"], { head: null }),
];

test("B16: runs have a head, a verdict in words with its mark, what passed, and few names", () => {
  const text = runsTable(RUNS, { columns: 120, color: false });
  expect(text.split("\n")[0]).toMatch(/^run +started \(UTC\) +verdict +passed +cost +suites$/);
  for (const part of [
    "✓ pass",
    "! over budget",
    "– no gate",
    "… unfinished",
    "59/64 92.2%",
    "a, b, c, d, e, f, g, h",
  ]) {
    expect(text).toContain(part);
  }
  expect(runsTable(RUNS, { columns: 120, color: true })).toContain("\u001b[32m✓ pass");
});

test.each([1, 9])(
  "next 3: a run that lacks %i answers says so, beside what passed and not as a rate of all",
  (lost) => {
    const cut = suite({ verdict: "over_budget", insights: { missing: { errored: 0, not_run: lost, why: "budget" } } });
    const of = (passed: number) => {
      return head({ verdict: "over_budget", totals: { ...totals, passed, failed: 0 }, suites: [cut] });
    };
    const runs = [run("a", ["s"], { head: of(11) }), run("b", ["s"], { head: of(0) })];
    for (const columns of [60, 120]) {
      const text = runsTable(runs, { columns, color: false });
      expect(text).toContain(`11/11, ${lost} missing`);
      expect(text).toContain(`0/0, ${lost} missing`);
      expect(text).not.toContain("100%");
    }
  },
);

test("an undecided trial is missing, as in the run's own table", () => {
  const cut = suite({ verdict: "incomplete", insights: { missing: { errored: 1, not_run: 0 } } });
  const of = head({ verdict: "incomplete", totals: { ...totals, passed: 1, failed: 0, undecided: 1 }, suites: [cut] });
  expect(runsTable([run("a", ["s"], { head: of })], { columns: 120, color: false })).toContain("1/1, 2 missing");
});

test("B16: a narrow terminal breaks the names, and cuts no id", () => {
  const lines = runsTable(RUNS, { columns: 80, color: false }).split("\n");
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
  for (const { id } of RUNS) expect(lines.some((line) => line.startsWith(`${id} `))).toBe(true);
  const many = [run("20261128-070529-a1b2c", ["support-triage", "translation", "weather-tools"])];
  expect(runsTable(many, { columns: 80, color: false })).toContain("support-triage and 2 more");
});

test("a name from outside steers no terminal", () => {
  const text = runsTable(
    NASTY.map((name) => run(name, [name])),
    { columns: 200, color: false },
  );
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e]/u);
});

test.each([40, 60, 80, 120, 200])("no id and no figure is cut at %i columns, and no line is wider", (columns) => {
  const text = runsTable(RUNS, { columns, color: false });
  for (const part of [...RUNS.map(({ id }) => id), "59/64", "… unfinished"]) expect(text).toContain(part);
  for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
});

test("where there is little room, a star stands for what is as judged, and is explained", () => {
  const judged = run("20261128-070100-00000", ["j"], { head: head({ totals: { ...totals, as_judged: 3 } }) });
  expect(runsTable([judged], { columns: 120, color: false })).toMatch(/59\/64 92\.2% as judged/);
  const text = runsTable([judged, ...RUNS], { columns: 70, color: false });
  expect(text).toMatch(/59\/64\* /);
  expect(text).toMatch(/\n\* as judged\n$/);
  expect(runsTable(RUNS, { columns: 70, color: false })).not.toContain("as judged");
});

test.each([
  [["classify", "reply"], 80],
  [["a-suite-with-a-very-long-name-indeed", "b", "c"], 80],
  [["classify", "reply"], 70],
])("13: %j at %d columns: that there are other suites is never cut", (names, columns) => {
  const long = head({ verdict: "fail", totals: { ...totals, as_judged: 3 } });
  const line = {
    started_at: "2026-11-28T07:05:29.000Z",
    replies: "simulated",
    suites: names.map((name) => ({ name })),
  };
  const runs = [run("20261128-213210-223478a", names, { head: long, line: line as unknown as StoredRun["line"] })];
  const text = runsTable(runs, { columns, color: false });
  expect(Math.max(...text.split("\n").map(displayWidth))).toBeLessThanOrEqual(columns);
  const others = names.length - 1;
  expect(
    names.every((name) => text.includes(name)) || text.includes(`+${others}`) || text.includes(`and ${others} more`),
  ).toBe(true);
});
