import { expect, test } from "vitest";
import type { SuiteHead } from "../../src/domain/reporter.ts";
import { html } from "../../src/report/html/html.ts";
import { inputStart } from "../../src/report/html/client/cases/case-input.ts";
import { createCaseTable } from "../../src/report/html/client/cases/case-table.ts";
import { armStandings } from "../../src/report/html/overview/arm-standing.ts";
import { armRows } from "../../src/report/rows/arm-rows.ts";
import { differenceTitle, rowLegend } from "../../src/report/rows/arm-texts.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import {
  arm,
  comparison,
  failedTrial,
  head,
  type ReportFixture,
  render,
  rule,
  suite,
  trial,
} from "../helpers/report-fixtures.ts";

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

/** What terminal, page and comment name first. */
async function firstNamed(fixture: ReportFixture): Promise<string[]> {
  const page = /"first":\{"suite":"[^"]*","case":"([^"]*)","arm":"([^"]*)"/.exec(await render(html, fixture));
  const others = [await render(table, fixture), await render(markdown, fixture)].map((text) => {
    const command = /--case (\S+) --model (\S+) --prompt ([^\s<]+)/.exec(text.replaceAll("\\", ""));
    return `${command?.[1]} of ${command?.[2]}/${command?.[3]}`;
  });
  return [`${page?.[1]} of ${page?.[2]}`, ...others];
}

const passed = (id: string) => rule({ arm: id, limit: 0.5 });
const missed = (id: string, value: number) => rule({ arm: id, limit: 0.9, value, verdict: "fail" });
const loss = (id: string, value: number) =>
  comparison({
    against: "baseline",
    baseline: id,
    candidate: id,
    regressed: [],
    difference: { value, low: value, high: value, level: 0.95, method: "newcombe-paired" },
  });
const IN_ORDER = [of("haiku/v1", "t0"), of("haiku/v2", "t1"), of("haiku/v1", "t2"), of("haiku/v2", "t2")];

test.each<[string, Partial<SuiteHead>, string]>([
  [
    "the arm that its gate fails, not that which stands first in the plan",
    { verdict: "fail", gate: { verdict: "fail", note: null, rules: [passed("haiku/v1"), missed("haiku/v2", 0.4)] } },
    "t1 of haiku/v2",
  ],
  [
    "of arms that both fail, that which misses by more",
    {
      verdict: "fail",
      gate: { verdict: "fail", note: null, rules: [missed("haiku/v1", 0.8), missed("haiku/v2", 0.7)] },
    },
    "t1 of haiku/v2",
  ],
  [
    "on this arm a case that passed on the baseline before one that did not",
    {
      verdict: "fail",
      gate: { verdict: "fail", note: null, rules: [passed("haiku/v1"), missed("haiku/v2", 0.4)] },
      comparisons: [{ ...loss("haiku/v2", -0.5), regressed: ["t2"] }],
    },
    "t2 of haiku/v2",
  ],
  [
    "where no rule tells arms apart, that which lost most against the baseline",
    { comparisons: [loss("haiku/v1", -0.1), loss("haiku/v2", -0.4)] },
    "t1 of haiku/v2",
  ],
  ["else the first in the plan", {}, "t0 of haiku/v1"],
  [
    "an arm that misses its gate without a failed answer is not named",
    {
      verdict: "fail",
      gate: { verdict: "fail", note: null, rules: [missed("sonnet/v1", 0), missed("haiku/v2", 0.5)] },
    },
    "t1 of haiku/v2",
  ],
])("issue 20: Next names one case of one arm everywhere: %s", async (_, overrides, wanted) => {
  const told = suite({ arms: IDS.map((id) => arm({ id })), ...overrides });
  const run = head({ verdict: told.verdict, suites: [told] });
  expect(await firstNamed({ head: run, trials: [IN_ORDER] })).toEqual([wanted, wanted, wanted]);
});

test("issue 20: the worst arm's case is named also where a report shows no case of it", async () => {
  const others = Array.from({ length: 70 }, (_, index) => of("haiku/v1", `c${index}`));
  const rules = [missed("haiku/v1", 0.8), missed("haiku/v2", 0.1)];
  const told = suite({
    verdict: "fail",
    arms: IDS.map((id) => arm({ id })),
    gate: { verdict: "fail", note: null, rules },
  });
  const run = head({ verdict: "fail", suites: [told] });
  const named = await firstNamed({ head: run, trials: [[...others, of("haiku/v2", "last")]] });
  expect(new Set(named)).toEqual(new Set(["last of haiku/v2"]));
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
