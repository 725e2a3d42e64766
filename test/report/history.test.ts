import { expect, test } from "vitest";
import type { CaseMark } from "../../src/domain/case-mark.ts";
import type { ComparedSuite } from "../../src/domain/comparison-report.ts";
import { comparedSuite } from "../../src/report/history/compared-suite.ts";
import { caseStrip, type CaseHistory } from "../../src/report/history/case-strip.ts";
import { markList } from "../../src/report/history/mark-list.ts";
import { htmlTable } from "../../src/report/html/pieces/table.ts";
import { comparison } from "../helpers/report-fixtures.ts";
import { nestingFaults } from "../helpers/html-nesting.ts";

const said: Omit<CaseMark, "case" | "mark" | "note"> = {
  suite: "colours",
  run: "r1",
  vars: {},
  at: "2026-01-01T10:00:00.000Z",
};
const MARKS: readonly CaseMark[] = [
  { ...said, case: "sky", mark: "good", note: "" },
  { ...said, case: "grass", mark: "bad", note: "<i>no</i>" },
  { ...said, case: "sea", mark: null, note: "hm", suite: "a & b" },
];
const casesIn = (page: string): string[] =>
  [...page.matchAll(/<th scope="row"><a[^>]*><bdi>(\w+)/g)].map(([, id]) => id ?? "");

test.each([
  [{ mark: "", suite: "" }, ["sea", "grass", "sky"]],
  [{ mark: "bad", suite: "" }, ["grass"]],
  [{ mark: "a note alone", suite: "" }, ["sea"]],
  [{ mark: "", suite: "a & b" }, ["sea"]],
  [{ mark: "bad", suite: "a & b" }, []],
  [{ mark: "constructor", suite: "" }, []],
])("B20: the list of marks, narrowed to %j", (filter, cases) => {
  const page = markList(MARKS, filter);
  expect(casesIn(page)).toEqual(cases);
  expect(page).not.toContain("<i>no");
  expect(nestingFaults(page)).toEqual([]);
  expect(page.includes("No case has this mark")).toBe(cases.length === 0);
});

test("B20: a case that was marked again comes first", () => {
  const again = { ...MARKS[0]!, at: "2026-02-01T10:00:00.000Z" };
  expect(casesIn(markList([again, ...MARKS.slice(1)], { mark: "", suite: "" }))).toEqual(["sky", "sea", "grass"]);
});

test("B20: each choice leads to itself and keeps the other; the chosen one says so", () => {
  const page = markList(MARKS, { mark: "bad", suite: "" });
  expect(page).toContain('href="/marks?mark=bad&amp;suite=a+%26+b"');
  expect(page).toContain('href="/marks?mark=bad" aria-current="true"');
});

const HISTORY: CaseHistory = {
  runs: ["r1", "r2"].map((id) => ({ id, startedAt: "2026-01-01T10:00:00.000Z" })),
  cases: [
    { id: "sky", outcomes: ["passed", "failed"] },
    { id: "grass", outcomes: ["failed", "failed"] },
    { id: "sea", outcomes: ["passed", "passed"] },
  ],
};
const rowsIn = (strip: string): string[] =>
  [...strip.matchAll(/<th scope="row"><bdi>(\w+)/g)].map(([, id]) => id ?? "");

test.each([
  ["", ["sky", "grass"]],
  ["bad", ["grass"]],
  ["no mark", ["sky"]],
  ["good", []],
])("B20: the strip of cases that did not pass, narrowed to the mark %j", (chosen, rows) => {
  const strip = caseStrip("colours", HISTORY, { said: new Map([["grass", { mark: "bad", note: "" }]]), chosen });
  expect(rowsIn(strip)).toEqual(rows);
  expect(strip).toContain('href="/suite?name=colours&amp;mark=bad#since"');
  expect(nestingFaults(strip)).toEqual([]);
});

test("where no case is marked, nothing is offered to narrow by", () => {
  expect(caseStrip("colours", HISTORY, { said: new Map(), chosen: "" })).not.toContain('aria-label="Mark"');
});

test("B22: a cell of a table of cards tells its column, whatever its title is made of", () => {
  const table = htmlTable({
    caption: "Runs",
    head: ["run", "<bdi>a &quot;b&quot;</bdi>"],
    rows: [["1", "2"]],
    isOfCards: true,
  });
  expect(table).toContain('<td data-title="a &quot;b&quot;">2</td>');
  expect(table).toContain('class="cards"');
});

test.each([
  ["short", "refunds", "billing", "refunds → billing"],
  [
    "alike at first",
    "<reason>The customer wants money back.</reason>\n<queue>returns</queue>",
    "<reason>The customer wants money back.</reason>\n<queue>billing</queue>",
    "…back.</reason> <queue>returns</queue> → …back.</reason> <queue>billing</queue>",
  ],
  ["one long word", `${"😀".repeat(30)}a`, `${"😀".repeat(30)}b`, `…${"😀".repeat(8)}a → …${"😀".repeat(8)}b`],
  ["one of them unknown", null, "billing", "– → billing"],
  [
    "one of them the start of the other",
    `${"word ".repeat(8)}end`,
    "word ".repeat(8),
    "…word word word word end → …word word word word",
  ],
])("of two answers is told where they part: %s", (_name, baseline, candidate, told) => {
  const pair = { caseId: "c", baseline, candidate };
  const one = comparison({ regressed: ["c"], improved: [] });
  const compared: ComparedSuite = {
    name: "s",
    differences: [],
    comparisons: [{ comparison: one, measures: [], sentence: "", regressed: [pair], improved: [] }],
  };
  const page = comparedSuite(compared, { baseline: "a", candidate: "b" });
  const shown = /<\/bdi> <span class="quiet small">(.*?)<\/span>/.exec(page)?.[1] ?? "";
  expect(shown.replaceAll("&lt;", "<").replaceAll("&gt;", ">")).toBe(told);
});
