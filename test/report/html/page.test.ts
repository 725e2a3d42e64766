import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { html } from "../../../src/report/html/html.ts";
import { PAGE_SCRIPT } from "../../../src/report/html/generated/page-script.ts";
import { PAGE_STYLE } from "../../../src/report/html/generated/page-style.ts";
import { between } from "../../helpers/between.ts";
import { nestingFaults } from "../../helpers/reports/html-nesting.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { failedTrial, head, noTotals, render, REPORTER_OPTIONS, suite } from "../../helpers/report-fixtures.ts";
import { SHAPES, onePass, threeArms } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

// The nasty page holds a megabyte of answer: what it must be is tested below, not read.
const readable = Object.entries(SHAPES).filter(([name]) => name !== "nasty");
test.each(readable)("%s reads as it did", async (name, fixture) => {
  const page = await render(html, fixture);
  const parts = page.replace(PAGE_STYLE, "STYLE").replace(PAGE_SCRIPT, () => "SCRIPT");
  expectGolden(`report/${name}.html`, parts.replace(/sha256-[\w+/=]+/g, "HASH"));
});

describe.each(Object.entries(SHAPES))("%s", (_name, fixture) => {
  test("nests, and holds no script but our own", async () => {
    const page = await render(html, fixture);
    expect(nestingFaults(page)).toEqual([]);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(commandsIn(page)).toEqual([]);
  });

  test("the data is the trials, and cannot end its element", async () => {
    const text = between(await render(html, fixture), '<script type="application/json" id="data">', "</script>");
    expect(text).not.toContain("<");
    const data = JSON.parse(text) as { suites: { trials: unknown }[] };
    expect(data.suites.map((suite) => suite.trials)).toEqual(JSON.parse(JSON.stringify(fixture.trials)));
  });

  test("loads nothing and allows nothing to load", async () => {
    const page = await render(html, fixture);
    const tags = page.replace(PAGE_SCRIPT, "").match(/<[a-z][^<>]*>/g) ?? [];
    expect(tags.filter((tag) => /\b(src|action|style|on\w+)=/.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
    expect(tags.filter((tag) => /href="(?!#)/.test(tag))).toEqual([]);
    expect(PAGE_STYLE).not.toMatch(/url\(|@import/);
  });
});

test("the policy names our script and style by their hashes, and nothing else", async () => {
  const page = await render(html, threeArms);
  const policy = between(page, 'http-equiv="Content-Security-Policy" content="', '"');
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const script = page.slice(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(between(page, "<style>", "</style>"))}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test("the script makes no markup of text and runs no text", () => {
  expect(PAGE_SCRIPT).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|<\/|<!--/,
  );
});

test("simulated replies are announced, cut pages too", async () => {
  expect(await render(html, threeArms)).toContain("SIMULATED");
  expect((await render(html, onePass)).replace(PAGE_SCRIPT, "")).not.toMatch(/SIMULATED|left out/);
});

test("a run too large for a page keeps to its limit and says what is missing", async () => {
  // A name is what no trial is without: few trials with long ones fill a page as many would.
  const name = "word ".repeat(8_000);
  async function* many() {
    for (let i = 0; i < 900; i++) yield failedTrial("-", "-", { case: `${name} ${i}` });
  }
  let written = "";
  for await (const piece of html(onePass.head, many, REPORTER_OPTIONS)) written += piece;
  expect(written.length).toBeLessThan(31_000_000);
  expect(written).toContain("To keep this page small");
  expect(Number(/"left_out":(\d+)/.exec(written)?.[1])).toBeGreaterThan(100);
});

test.each([
  ["pass", 0, null, "Worth a look"],
  ["fail", 0, null, "Next"],
  ["interrupted", 3, "prompt-run resume 2026-11-22T09-30-00-7f3a</code> goes on where it stopped", "Until then"],
  [
    "over_budget",
    3,
    "cap that stopped it, then <code>prompt-run resume 2026-11-22T09-30-00-7f3a</code> goes on where",
    "Until then",
  ],
  ["incomplete", 3, "resume 2026-11-22T09-30-00-7f3a</code> asks for the answers that are missing", "Until then"],
  ["incomplete", 0, null, "Next"],
] as const)(
  "the first screen of a run that is %s, %d trials skipped, says how it goes on",
  async (verdict, skipped, command, lead) => {
    const run = head({ verdict, totals: { ...noTotals, skipped }, suites: [suite({ verdict })] });
    const page = await render(html, { head: run, trials: [[]] });
    expect([page.includes("prompt-run resume"), page.includes(command ?? "")]).toEqual([command !== null, true]);
    expect(page).toContain(`data-lead="${lead}"`);
    const elsewhere = await render(html, { head: run, trials: [[]] }, { store: "elsewhere" });
    expect(elsewhere.includes("7f3a --store elsewhere")).toBe(command !== null);
  },
);
