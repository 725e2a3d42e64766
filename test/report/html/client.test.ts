import fc from "fast-check";
import { expect, test } from "vitest";
import { filterCases, outcomeCounts, outcomeOf } from "../../../src/report/html/client/cases/case-filter.ts";
import {
  createCaseTable,
  firstFinding,
  trialsOf,
  worstClass,
} from "../../../src/report/html/client/cases/case-table.ts";
import { flipText } from "../../../src/report/html/client/cases/flip-standard.ts";
import { MarkBook } from "../../../src/report/html/client/cases/mark-book.ts";
import type { PageComparison } from "../../../src/report/html/page-data.ts";
import { textParts } from "../../../src/report/html/client/texts/text-parts.ts";
import { FIRST_VIEW, isView, readView, writeView } from "../../../src/report/html/client/view.ts";
import { failedTrial, trial } from "../../helpers/report-fixtures.ts";
import { threeArms } from "../../helpers/report-shapes.ts";

const HAIKU = "claude-haiku-5-5/default";
const SONNET = "sonnet-cold/default";
const comparison: PageComparison = {
  against: "arm",
  baseline: HAIKU,
  candidate: SONNET,
  regressed: ["refund", "not-in-this-run"],
  improved: ["history"],
};
const table = createCaseTable({
  name: "support-triage",
  file: "suites/triage.yaml",
  rank: 0,
  simulated: false,
  arms: [{ id: HAIKU, model: "m", settings: {}, dropped_settings: [], cost_usd: null }],
  comparisons: [comparison],
  prompts: [],
  trials: [...threeArms.trials[0]!, trial({ case: "odd", quarantined: true })],
});
const none = { suite: "", outcome: "", column: "", tag: "", mark: "", query: "" };
const book = new MarkBook([
  { suite: "support-triage", case: "refund", mark: "bad", note: "" },
  { suite: "support-triage", case: "same", mark: null, note: "ask support" },
  { suite: "support-triage", case: "odd", mark: null, note: "" },
  { suite: "another", case: "weapons", mark: "bad", note: "" },
]);

test("cases and arms come in the order of the plan, arms of trials alone too", () => {
  expect(table.cases.map(({ id }) => id).slice(0, 3)).toEqual(["refund", "払い戻し-1", "weapons"]);
  expect(table.arms).toEqual([HAIKU, SONNET, "claude-opus-4-1-20250805/default"]);
});

test.each([
  ["outcome", "errored", ["outage", "outage-2"]],
  ["outcome", "refused", ["weapons"]],
  ["outcome", "truncated", ["long"]],
  ["outcome", "undecided", ["no-words"]],
  ["outcome", "skipped", ["late", "later"]],
  ["outcome", "arms differ", ["refund"]],
  ["outcome", "quarantined", ["odd"]],
  ["outcome", "regressed", ["refund"]],
  ["outcome", "improved", ["history"]],
  ["outcome", "flaky", ["odd"]],
  ["outcome", "passed", []],
  ["outcome", "no such kind", []],
  ["outcome", "constructor", []],
  ["mark", "bad", ["refund"]],
  ["mark", "good", []],
  ["mark", "noted", ["same"]],
  ["mark", "any mark", ["refund", "same"]],
  ["mark", "toString", []],
  ["tag", "lang=日本語", ["払い戻し-1"]],
  ["column", SONNET, ["refund", "no-words", "history"]],
  ["query", "  DUNNO ", ["same"]],
  ["query", "tokenizer", ["no-words"]],
  ["query", "message_stop", ["outage-2"]],
  ["query", "reverse a list", ["history"]],
  ["query", "nothing like it", []],
])("%s %s lets through %j", (key, value, cases) => {
  expect(filterCases(table, { ...none, [key]: value }, book).map(({ id }) => id)).toEqual(cases);
});

test("B20: what nothing was said of has no mark; where marks are not known, nothing has one", () => {
  const unmarked = filterCases(table, { ...none, mark: "no mark" }, book);
  expect(unmarked.length).toBe(table.cases.length - 2);
  expect(filterCases(table, { ...none, mark: "bad" })).toEqual([]);
  book.keep({ suite: "support-triage", id: "long" }, "good", "");
  expect(filterCases(table, { ...none, mark: "good" }, book).map(({ id }) => id)).toEqual(["long"]);
  book.keep({ suite: "support-triage", id: "long" }, null, "");
  expect(book.of({ suite: "support-triage", id: "long" })).toBeNull();
});

test("with a column, an outcome is that of the column", () => {
  expect(filterCases(table, { ...none, outcome: "failed", column: HAIKU }).map(({ id }) => id)).not.toContain("refund");
  expect(filterCases(table, { ...none, outcome: "regressed", column: HAIKU })).toEqual([]);
});

test("the kinds on offer are those that occur, counted as the filter counts", () => {
  for (const { outcome, count } of outcomeCounts([table])) {
    expect(count).toBe(filterCases(table, { ...none, outcome }).length);
  }
  expect(outcomeCounts([table]).map(({ outcome }) => outcome)).not.toContain("passed");
});

test.each([
  { query: "dunno" },
  { tag: "lang=日本語" },
  { column: SONNET },
  { mark: "any mark" },
  { query: "nothing like it" },
])("the counts follow the rest of the filter, and no kind goes away: %j", (narrow) => {
  const counts = outcomeCounts([table], { ...none, ...narrow }, book);
  for (const { outcome, count } of counts) {
    expect([outcome, count]).toEqual([outcome, filterCases(table, { ...none, ...narrow, outcome }, book).length]);
  }
  expect(counts.map(({ outcome }) => outcome)).toEqual(outcomeCounts([table]).map(({ outcome }) => outcome));
});

test("a cell has the colour of its worst trial, and a row the reason of the first that did not pass", () => {
  const item = table.byId.get("refund")!;
  expect(worstClass(trialsOf(item, ""))).toBe("failed");
  expect(worstClass(trialsOf(item, HAIKU))).toBe("passed");
  expect(worstClass([])).toBeNull();
  expect(firstFinding(trialsOf(item, ""))).toEqual({ arm: SONNET, reason: "is none of billing, refunds" });
  expect(firstFinding([trial()])).toBeNull();
  expect(firstFinding([trial(), failedTrial("x", "is not y")])?.reason).toBe("is not y");
});

test("a view survives its address, whatever it names", () => {
  const name = fc.string({ unit: "grapheme" });
  const view = fc.record({
    suite: name,
    outcome: name,
    column: name,
    tag: name,
    mark: name,
    query: name,
    sort: name,
    group: name,
    density: name,
    of: name,
    page: fc.nat(),
    case: name,
    arm: name,
  });
  fc.assert(
    fc.property(view, (any) => {
      expect(readView(writeView(any))).toEqual(any);
    }),
  );
});

test("A4: what is shown first is what failed or regressed; a search, and a run without troubles, shows everything", () => {
  expect(outcomeOf(none, [table])).toBe("failed or regressed");
  expect(outcomeOf({ ...none, query: "refund" }, [table])).toBe("all");
  expect(outcomeOf({ ...none, mark: "good" }, [table])).toBe("all");
  expect(outcomeOf({ ...none, mark: "no mark" }, [table])).toBe("failed or regressed");
  expect(outcomeOf({ ...none, outcome: "passed" }, [table])).toBe("passed");
  const green = createCaseTable({ ...table.suite, comparisons: [], trials: [trial()] });
  expect(outcomeOf(none, [green])).toBe("all");
});

test("next 4: a case that was not run neither failed nor regressed", () => {
  const skipped = trial({ case: "late", status: "skipped", status_reason: "budget", verdict: null });
  const failed = trial({ case: "bad", verdict: "fail" });
  const cut = createCaseTable({ ...table.suite, comparisons: [], trials: [trial(), skipped, failed] });
  const counts = new Map(outcomeCounts([cut]).map(({ outcome, count }) => [outcome, count]));
  expect([counts.get("failed or regressed"), counts.get("not passed"), counts.get("skipped")]).toEqual([1, 2, 1]);
  const only = createCaseTable({ ...table.suite, comparisons: [], trials: [trial(), skipped] });
  expect(outcomeOf(none, [only])).toBe("all");
});

test.each([
  ["", ["#cases", "#sure", "#top"], false],
  ["a view", ["", "#", "#case=x", "#outcome=failed"], true],
])("a place on the page is no view, %s is", (_what, hashes, isOne) => {
  expect(hashes.map(isView)).toEqual(hashes.map(() => isOne));
});

test("the first view has no address, and nonsense is the first view", () => {
  expect(writeView(FIRST_VIEW)).toBe("");
  expect(readView("#cases")).toEqual(FIRST_VIEW);
  expect(readView("#page=-3&else=1")).toEqual(FIRST_VIEW);
});

test.each([
  ["", []],
  ["short", [5]],
  [`${"a".repeat(5_000)}\n${"b".repeat(5_000)}`, [5_001, 5_000]],
  [`${"a".repeat(5_000)} ${"b".repeat(5_000)}`, [5_001, 5_000]],
  ["日".repeat(9_000), [8_000, 1_000]],
  [`${"a".repeat(7_999)}😀`, [7_999, 2]],
])("a text is laid out in parts", (text, lengths) => {
  expect(textParts(text).map((part) => part.length)).toEqual(lengths);
  expect(textParts(text).join("")).toBe(text);
});

const held = { ...comparison, against: "baseline" as const, baseline: SONNET, regressed: [], improved: [] };

test.each<[string, PageComparison[], { regressed: number; improved: number }, string]>([
  ["an arm", [comparison], { regressed: 1, improved: 1 }, "improved on claude-haiku-5-5"],
  ["a baseline that nothing changed against", [comparison, held], { regressed: 0, improved: 0 }, "improved"],
  [
    "both, of which the baseline counts",
    [comparison, { ...held, improved: ["refund"] }],
    { regressed: 0, improved: 1 },
    "improved since the baseline",
  ],
])("issue 20: what regressed or improved counts against its standard: %s", (_name, comparisons, counts, words) => {
  const arms = [HAIKU, SONNET].map((id) => ({ id, model: "m", settings: {}, dropped_settings: [], cost_usd: null }));
  const suite = { ...table.suite, comparisons, arms };
  const found = new Map(outcomeCounts([createCaseTable(suite)]).map(({ outcome, count }) => [outcome, count]));
  expect({ regressed: found.get("regressed") ?? 0, improved: found.get("improved") ?? 0 }).toEqual(counts);
  expect(flipText("improved", [suite])).toBe(words);
});

test("issue 20: what counts against several is said of each, or in a word", () => {
  const arms = [HAIKU, SONNET, "o/default"].map((id) => ({
    id,
    model: "m",
    settings: {},
    dropped_settings: [],
    cost_usd: null,
  }));
  const other = { arms, comparisons: [comparison, { ...comparison, baseline: "o/default" }] };
  expect(flipText("regressed", [other])).toBe("regressed on claude-haiku-5-5 or on o");
  const baseline = { arms, comparisons: [{ ...held, regressed: ["refund"] }] };
  expect(flipText("regressed", [other, baseline])).toBe("regressed since the baseline or on another arm");
  expect(flipText("regressed", [other, baseline], "nobody")).toBe("regressed");
});
