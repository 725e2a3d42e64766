import { expect, test } from "vitest";
import { html } from "../../src/report/html/html.ts";
import { inputStart } from "../../src/report/html/client/cases/case-input.ts";
import { createCaseTable } from "../../src/report/html/client/cases/case-table.ts";
import { armStandings } from "../../src/report/html/overview/arm-standing.ts";
import { armRows } from "../../src/report/rows/arm-rows.ts";
import { differenceTitle, rowLegend } from "../../src/report/rows/arm-texts.ts";
import { table } from "../../src/report/table/table.ts";
import { arm, comparison, failedTrial, head, render, rule, suite, trial } from "../helpers/report-fixtures.ts";

const IDS = ["haiku/v1", "haiku/v2", "sonnet/v1", "sonnet/v2"];
const failedRule = (id: string, value: number) =>
  rule({ rule: "not_worse_than", arm: id, limit: -0.05, value, low: value, high: value, verdict: "fail" });
const SUITE = suite({
  verdict: "fail",
  arms: IDS.map((id) => arm({ id })),
  gate: { verdict: "fail", note: null, rules: [failedRule("haiku/v2", -0.13), failedRule("sonnet/v1", -1)] },
  comparisons: [
    comparison({ baseline: "haiku/v1", candidate: "haiku/v2" }),
    comparison({ baseline: "sonnet/v1", candidate: "sonnet/v2" }),
  ],
});
const of = (id: string, caseId: string) => failedTrial("no", "expected yes", { arm: id, case: caseId });
const RUN = {
  head: head({ verdict: "fail", suites: [SUITE] }),
  trials: [[of("sonnet/v1", "t00"), of("haiku/v2", "t04"), of("sonnet/v1", "t04")]],
};

test("newcomer 9: the arms have one order on every screen, that which misses its gate most first", () => {
  const terminal = armRows(RUN.head).rows.flatMap((row) => (row.arm === null ? [] : [row.arm.id]));
  expect(terminal.slice(0, 2)).toEqual(["sonnet/v1", "haiku/v2"]);
  expect(armStandings(SUITE).map((one) => one.arm.id)).toEqual(terminal);
});

test("newcomer 9: the page names the case to look at first that the terminal names, of the same arm", async () => {
  const page = await render(html, RUN);
  expect(page).toContain('"first":{"suite":"' + SUITE.name + '","case":"t00","arm":"sonnet/v1"}');
  expect(await render(table, RUN)).toContain("--case t00 --model sonnet --prompt v1");
});

test.each([
  [
    "prompts of each model",
    [
      ["m/v1", "m/v2"],
      ["n/v1", "n/v2"],
    ],
    "vs v1",
  ],
  [
    "models with each prompt",
    [
      ["m/v1", "n/v1"],
      ["m/v2", "n/v2"],
    ],
    "vs m",
  ],
  [
    "one arm",
    [
      ["m/v1", "m/v2"],
      ["m/v1", "m/v3"],
    ],
    "vs v1",
  ],
  [
    "nothing in common",
    [
      ["m/v1", "n/v1"],
      ["n/v2", "m/v2"],
    ],
    "difference",
  ],
])("newcomer 10: the column of differences says against what: %s", (_name, pairs, title) => {
  const ids = [...new Set(pairs.flat())].sort();
  const told = suite({
    arms: ids.map((id) => arm({ id })),
    comparisons: pairs.map(([baseline = "", candidate = ""]) => comparison({ baseline, candidate, verdict: "worse" })),
  });
  const { rows } = armRows(head({ suites: [told] }));
  expect(differenceTitle(rows)).toBe(title);
  expect(rowLegend(rows)).toBe(`${title}: ▼ worse`);
});

test("newcomer, ugly: a page of simulated replies says of no money that it was spent", async () => {
  const { run, ...others } = head({ suites: [SUITE] });
  const page = await render(html, { head: { ...others, run: { ...run, replies: "simulated" } }, trials: [[]] });
  expect(page).toContain("simulated, nothing paid</span>");
  expect(page).not.toContain(" spent</span>");
});

test("newcomer, ugly: where the common beginning of what cases ask is left out, dots say so", () => {
  const trials = ["1 about shipping", "2 about billing"].map((text, index) => ({
    ...of("m", String(index)),
    turns: trial().turns.map((turn) => ({ ...turn, user: `Please sort this ticket now. Number ${text}` })),
  }));
  const table = createCaseTable({
    name: "s",
    file: "s.yaml",
    rank: 0,
    simulated: false,
    arms: [],
    comparisons: [],
    prompts: [],
    trials,
  });
  expect(table.cases.map((item) => inputStart(item, table))).toEqual(["…1 about shipping", "…2 about billing"]);
});
