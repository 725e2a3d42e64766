import { expect, test } from "vitest";
import type { CaseMark } from "../../../src/domain/case-mark.ts";
import type { ComparedSuite } from "../../../src/domain/comparison-report.ts";
import { comparedSuite } from "../../../src/report/history/compared-suite.ts";
import { caseStrip, type CaseHistory } from "../../../src/report/history/case-strip.ts";
import { markList } from "../../../src/report/history/mark-list.ts";
import { htmlTable } from "../../../src/report/html/pieces/table.ts";
import { changedPartsOf } from "../../../src/report/history/run-changes.ts";
import { runIndex } from "../../../src/report/history/run-index.ts";
import type { RunEntry } from "../../../src/report/history/stored-run.ts";
import { seriesPlot } from "../../../src/report/history/series-plot.ts";
import { suiteHistory } from "../../../src/report/history/suite-history.ts";
import { arm, comparison, head, suite } from "../../helpers/report-fixtures.ts";
import { nestingFaults } from "../../helpers/reports/html-nesting.ts";

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
  const again = MARKS.map((mark) => (mark.case === "sky" ? { ...mark, at: "2026-02-01T10:00:00.000Z" } : mark));
  expect(casesIn(markList(again, { mark: "", suite: "" }))).toEqual(["sky", "sea", "grass"]);
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

test.each([
  ["skipped after a failure", ["passed", "failed", "skipped"], "since 2026-01-02"],
  ["errored after passing", ["passed", "passed", "errored"], "errored in its last run"],
  ["skipped in part after errors", ["errored", "passed", "skipped"], "not answered in full in its last run"],
  ["failed before a run that it was left out of", ["passed", "failed", null], "since 2026-01-02"],
  ["failed from the first run on", ["failed", "failed", "failed"], "in all 3 runs"],
  ["passed again before it was skipped", ["failed", "passed", "skipped"], "not answered in full in its last run"],
  ["passed again", ["failed", "passed", "passed"], "passes again"],
] as const)("newcomer 2: since when a case fails that was %s", (_name, outcomes, words) => {
  const runs = ["r1", "r2", "r3"].map((id, day) => ({ id, startedAt: `2026-01-0${day + 1}T10:00:00.000Z` }));
  const strip = caseStrip("s", { runs, cases: [{ id: "c", outcomes }] }, { said: new Map(), chosen: "" });
  const since = /<span class="since small">(.*?)<\/span><\/th>/.exec(strip)?.[1] ?? "";
  expect(since).toContain(words);
  expect(since.includes("since")).toBe(words.startsWith("since"));
});

test("newcomer 2: what fails stands above what the budget left without an answer, and that above what passes again", () => {
  const cases: CaseHistory["cases"] = [
    { id: "again", outcomes: ["failed", "passed"] },
    { id: "unasked", outcomes: ["errored", "skipped"] },
    { id: "long", outcomes: ["failed", "failed"] },
    { id: "new", outcomes: ["passed", "failed"] },
  ];
  const strip = caseStrip("s", { runs: HISTORY.runs, cases }, { said: new Map(), chosen: "" });
  expect(rowsIn(strip)).toEqual(["new", "long", "unasked", "again"]);
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

const runOf = (id: string, ...names: string[]): RunEntry => ({
  id,
  startedAt: "2026-01-01T10:00:00.000Z",
  replies: "live",
  suites: names,
  head: head({ suites: names.map((name) => suite({ name })) }),
});

test.each(["over_budget", "incomplete", "inconclusive", "interrupted", "fail"] as const)(
  "next 3: the list says of a run that is %s why, and how many answers are missing",
  (verdict) => {
    const cut = suite({ name: "s", verdict, insights: { missing: { errored: 0, not_run: 9, why: "budget" } } });
    const list = runIndex([{ ...runOf("r1", "s"), head: head({ verdict, suites: [cut] }) }], "store", null);
    expect(list).toContain('<span class="unsure small whole">9 missing</span>');
    expect(list).toMatch(/<span class="worst small">s (ran|is|was|failed)/);
  },
);

test("newcomer 2: the list counts the failed ones of those with a verdict, not of all that were planned", () => {
  const totals = { ...head({}).totals, trials: 2_400, passed: 1_631, failed: 240, skipped: 529 };
  const list = runIndex(
    [{ ...runOf("r1", "s"), head: { ...head({ suites: [suite({ name: "s" })] }), totals } }],
    "store",
    null,
  );
  expect(list).toContain(">240 of 1871<");
});

test.each([
  ["the two newest of one suite", [runOf("r3", "a"), runOf("r2", "a"), runOf("r1", "a")], ["r2", "r3"]],
  ["what lies between is of another suite", [runOf("r3", "a"), runOf("r2", "b"), runOf("r1", "a", "c")], ["r1", "r3"]],
  ["the newest is the first of its suite", [runOf("r3", "n"), runOf("r2", "b"), runOf("r1", "b")], ["r1", "r2"]],
  ["no two are of one suite", [runOf("r2", "a"), runOf("r1", "b")], []],
])("the runs that are chosen to be compared have a suite in common: %s", (_, runs, chosen) => {
  const found = [...runIndex(runs, "store", null).matchAll(/name="([ab])" value="(\w+)"[^>]* checked/g)];
  expect(found.toSorted(([, a = ""], [, b = ""]) => (a < b ? -1 : 1)).map(([, , id]) => id)).toEqual(chosen);
});

test("a change of one arm's prompt or settings is no news of another arm", () => {
  const arms = (temperature: number) => [arm({ id: "m/a" }), arm({ id: "m/b", settings: { temperature } })];
  const of = (prompts: string, text: string, temperature: number) => {
    const { hashes, ...others } = suite({ arms: arms(temperature) });
    const told = [
      { arms: ["m/a"], text: "the same" },
      { arms: ["m/b"], text },
    ];
    const settings = `t${temperature}`;
    return { ...others, hashes: { ...hashes, prompts, settings }, insights: { prompts: told } };
  };
  const before = of("h1", "was", 0);
  expect(changedPartsOf("m/a", before, of("h2", "is", 0))).toBeNull();
  expect(changedPartsOf("m/b", before, of("h2", "is", 0))).toBe("prompt");
  expect(changedPartsOf("m/a", before, of("h1", "was", 1))).toBeNull();
  expect(changedPartsOf("m/b", before, of("h1", "was", 1))).toBe("settings");
  const { insights: _, ...untold } = of("h2", "is", 0);
  expect(changedPartsOf("m/a", before, untold)).toBe("prompt"); // nobody knows whose
});

test("a run that sent nothing is no point of the cost", () => {
  const paid = runOf("r1", "s");
  const skipped = suite({
    name: "s",
    arms: [arm({ trials: 4, passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 4, cost_usd: 0 })],
  });
  const points = (runs: readonly RunEntry[]): number => {
    const page = suiteHistory({
      name: "s",
      runs,
      cases: { runs: [], cases: [] },
      marks: { chosen: "", said: new Map() },
    });
    return [...page.matchAll(/cost per 1,000 trials over runs;[^]*?<\/svg>/gu)].flatMap(([plot]) => [
      ...plot.matchAll(/\/runs\//gu),
    ]).length;
  };
  expect(points([runOf("r2", "s"), paid])).toBe(2);
  expect(points([{ ...runOf("r2", "s"), head: head({ suites: [skipped] }) }, paid])).toBe(1);
});

test("newcomer 3: every change that has a line in a drawing is named there, also where runs stand close", () => {
  const changes = [null, "prompt", "settings", "cases", "settings", "prompt"];
  const points = changes.map((change, index) => ({
    label: `r${index}`,
    href: "/",
    value: 0.5,
    low: null,
    high: null,
    isHollow: false,
    tone: "plain" as const,
    change,
  }));
  const plot = seriesPlot({ title: "rate", points, isShare: true, limit: null, format: String });
  const names = [...plot.matchAll(/<g class="change">.*?<\/g>/g)].map(
    ([mark]) => /<text [^>]*>([a-z]+)</.exec(mark)?.[1],
  );
  expect(names).toEqual(["prompt", "settings", "cases", "settings", "prompt"]);
});

test("newcomer 3: a change of what no prompt reads is no mark of a suite's history, and the cost is of a thousand trials", () => {
  const entry = (id: string, cases: string): RunEntry => {
    const hashes = { cases, checks: "k", prompts: "p", settings: "s" };
    const of = suite({ name: "s", hashes, arms: [arm({ id: "m/a", trials: 10, passed: 10, cost_usd: 0.02 })] });
    const told = head({ suites: [of] });
    return { id, startedAt: "2026-01-01T10:00:00.000Z", replies: "live", suites: ["s"], head: told };
  };
  const page = (changed: CaseHistory["runs"][number]["changed"]): string =>
    suiteHistory({
      name: "s",
      runs: [entry("r2", "c2"), entry("r1", "c1")],
      cases: { runs: [{ id: "r2", startedAt: null, changed: changed ?? null }], cases: [] },
      marks: { said: new Map(), chosen: "" },
    });
  expect(page(null)).toContain('<g class="change"><title>cases</title>');
  expect(page({ cases: false, checks: false })).not.toContain('class="change"');
  expect(page({ cases: false, checks: true })).toContain('<g class="change"><title>checks</title>');
  expect(page(null)).toContain("cost per 1,000 trials");
});
