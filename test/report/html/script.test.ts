import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { html } from "../../../src/report/html.ts";
import { WORD_DIFF } from "../../../src/report/html/script/word-diff.ts";
import { FakeElement, openPage } from "../../helpers/fake-page.ts";
import type { FakePage } from "../../helpers/fake-page.ts";
import { arm, failedTrial, head, render, REPORTER_OPTIONS, suite, trial } from "../../helpers/report-fixtures.ts";
import type { ReportFixture } from "../../helpers/report-fixtures.ts";
import { NASTY, nasty, threeArms, twelveArms } from "../../helpers/report-shapes.ts";

const page = await render(html, threeArms);
const shownCases = (open: FakePage): string[] =>
  open
    .byId("grid")
    .all("case")
    .map((button) => button.textContent);
const choose = (open: FakePage, id: string, value: string): void => {
  open.byId(id).value = value;
  open.byId(id).fire(id === "query" ? "input" : "change");
};

test("the grid has a row a case and a column an arm", () => {
  const open = openPage(page);
  expect(open.byId("count").textContent).toBe("13 of 13 cases");
  expect(open.byId("grid").all("tr")).toHaveLength(14);
  expect(
    open
      .byId("grid")
      .all("th")
      .slice(0, 4)
      .map((cell) => cell.textContent),
  ).toEqual(["case", "claude-haiku-5-5/default", "sonnet-cold/default", "claude-opus-4-1-20250805/default"]);
});

test("a cell tells its outcome by mark and word, not by colour alone", () => {
  const [, row] = openPage(page).byId("grid").all("tr");
  expect(row?.all("cell").map((cell) => cell.textContent)).toEqual(["✓passed", "✗failed", " not run"]);
});

test.each([
  ["outcome", "errored", ["outage", "outage-2"]],
  ["outcome", "refused", ["weapons"]],
  ["outcome", "truncated", ["long"]],
  ["outcome", "undecided", ["no-words"]],
  ["outcome", "skipped", ["late", "later"]],
  ["outcome", "differs", ["refund"]],
  ["outcome", "quarantined", ["odd"]],
  ["tag", "lang=日本語", ["払い戻し-1"]],
  ["query", "  DUNNO ", ["same"]],
  ["query", "tokenizer", ["no-words"]],
  ["query", "message_stop", ["outage-2"]],
  ["query", "nothing like it", []],
])("filter %s by %s", (id, value, cases) => {
  const open = openPage(page);
  choose(open, id, value);
  expect(shownCases(open)).toEqual(cases);
});

test("the view is in the address, and the address makes the view", () => {
  const open = openPage(page);
  choose(open, "outcome", "failed");
  choose(open, "query", "billing");
  expect(new URLSearchParams(open.location.hash.slice(1)).get("outcome")).toBe("failed");
  expect(shownCases(openPage(page, open.location.hash))).toEqual(shownCases(open));
});

test("a case opens by its button and by its link, and closes", () => {
  const open = openPage(page);
  open.byId("grid").all("case")[0]?.fire("click");
  expect(open.byId("case").open).toBe(true);
  expect(open.byId("case").textContent).toContain("is none of billing, refunds");
  open.byId("case").close();
  expect(open.location.hash).not.toContain("case=");
  open.go("#suite=0&case=outage");
  expect(open.byId("case").textContent).toContain("HTTP 529 overloaded_error: Overloaded");
  expect(open.byId("case").textContent).toContain("3 attempts");
});

test("the arrows go from case to case", () => {
  const open = openPage(page, "#case=refund");
  open.byId("case").fire("keydown", "ArrowRight");
  expect(open.location.hash).toContain(new URLSearchParams({ case: "払い戻し-1" }).toString());
});

test("answers are marked where they differ from another arm's", () => {
  const open = openPage(page, "#case=refund");
  const select = open.byId("case").all("select")[0] ?? new FakeElement("none");
  select.value = "claude-haiku-5-5/default";
  select.fire("change");
  expect(
    open
      .byId("case")
      .all("ins")
      .map((part) => part.textContent)
      .join("|"),
  ).toContain("I would send");
});

test("a conversation shows every turn, a trial every check", () => {
  const open = openPage(page, "#case=history");
  for (const text of ["Answer 1", "Answer 2", "use reverse", "linear", "contains, turn 2: does not contain O(n)"]) {
    expect(open.byId("case").textContent).toContain(text);
  }
});

test("with several suites one is shown at a time", async () => {
  const open = openPage(await render(html, twelveArms));
  expect(open.byId("count").textContent).toBe("1 of 1 case");
  choose(open, "suite", "1");
  expect(
    open
      .byId("grid")
      .all("th")
      .map((cell) => cell.textContent),
  ).toEqual(["case", "claude-haiku-5-5/default", "refund"]);
});

test("ten thousand trials are shown a page at a time", async () => {
  const trials = Array.from({ length: 10_000 }, (_, i) =>
    i % 7 === 0 ? failedTrial("no", "-", { case: `c${i}` }) : trial({ case: `c${i}` }),
  );
  const open = openPage(await render(html, { head: head({ suites: [suite({ arms: [arm()] })] }), trials: [trials] }));
  expect(shownCases(open)).toHaveLength(100);
  open.byId("pager").all("button")[1]?.fire("click");
  expect(shownCases(open)[0]).toBe("c100");
  choose(open, "outcome", "failed");
  expect(open.byId("count").textContent).toBe("1429 of 10000 cases");
  expect(shownCases(open)[0]).toBe("c0");
});

test("nasty text is text: visible, and never an element", async () => {
  const open = openPage(await render(html, nasty));
  for (const text of NASTY) {
    open.go(`#${new URLSearchParams({ case: text }).toString()}`);
    const shown = open.byId("case").textContent;
    expect(shown.replaceAll(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e\u2066]/u);
  }
  const names = new Set(
    open
      .byId("case")
      .all("pre")
      .flatMap((pre) => pre.children.map((child) => typeof child)),
  );
  expect([...names]).toEqual(["string"]);
});

test("an answer that is left out is said to be", async () => {
  const cut: ReportFixture = { ...threeArms, trials: [[trial({ output: null, turns: [] })]] };
  const open = openPage(await render(html, cut), "#case=refund");
  expect(open.byId("case").textContent).toContain("left out of this page");
});

test("a run too large for a page keeps to its limit and says what is missing", async () => {
  const answer = "word ".repeat(50);
  async function* many() {
    for (let i = 0; i < 60_000; i++) yield failedTrial(answer, "-", { case: `case ${i}` });
  }
  let written = "";
  for await (const piece of html(head(), many, REPORTER_OPTIONS)) written += piece;
  expect(written.length).toBeLessThan(31_000_000);
  expect(written).toContain("To keep this page small");
  expect(openPage(written).byId("count").textContent).toMatch(/^\d+ of \d+ cases; \d+ trials of the run left out/);
});

test("an empty run opens", async () => {
  const empty = await render(html, { head: head({ suites: [] }), trials: [] });
  expect(() => openPage(empty)).not.toThrow();
});

// The function comes out of the string that the page holds.
type WordDiff = (older: string, newer: string) => [string, string][] | null;
const wordDiff = runInNewContext(`${WORD_DIFF}; wordDiff`) as WordDiff;

test.each([
  ["", ""],
  ["same", "same"],
  ["send to billing now", "send to sales now"],
  ["", "new"],
  ["返金したい", "請求したい"],
  ["a b a b c", "b a c a b"],
])("the page's diff of %j and %j loses nothing", (older, newer) => {
  const parts = wordDiff(older, newer) ?? [];
  const without = (kind: string): string =>
    parts
      .filter(([one]) => one !== kind)
      .map(([, text]) => text)
      .join("");
  expect([without("added"), without("removed")]).toEqual([older, newer]);
});

test("texts too long to compare have no diff", () => {
  const words = (word: string): string => Array.from({ length: 3_000 }, (_, i) => word + i).join(" ");
  expect(wordDiff(words("a"), words("b"))).toBeNull();
});
