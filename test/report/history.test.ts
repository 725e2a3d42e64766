import { expect, test } from "vitest";
import type { CaseMark } from "../../src/domain/case-mark.ts";
import { caseStrip, type CaseHistory } from "../../src/report/history/case-strip.ts";
import { markList } from "../../src/report/history/mark-list.ts";
import { htmlTable } from "../../src/report/html/pieces/table.ts";
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
