import { describe, expect } from "vitest";
import type { Page } from "playwright-core";
import { html } from "../../src/report/html/html.ts";
import { axeFindings, browserTest, useBrowser } from "../helpers/browser.ts";
import type { Watched } from "../helpers/browser.ts";
import { failedTrial, head, render, suite, trial } from "../helpers/report-fixtures.ts";
import type { ReportFixture } from "../helpers/report-fixtures.ts";
import { SHAPES, threeArms, twelveArms } from "../helpers/report-shapes.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const browser = useBrowser();
type Options = Parameters<typeof browser.open>[1];

/** The report of a run, opened from disk as a reader opens it. */
async function openReport(fixture: ReportFixture, hash = "", options: Options = {}): Promise<Watched> {
  const folder = temporaryProject({ "report.html": await render(html, fixture) });
  return browser.open(`file://${folder}/report.html${hash}`, options);
}

const status = (page: Page): Promise<string | null> => page.getByRole("status").textContent();
const cases = (page: Page): Promise<string[]> => page.locator("#grid th.case a").allTextContents();
const dialog = (page: Page) => page.locator("dialog[open]");
const address = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));

describe.each(Object.entries(SHAPES))("%s", (_name, fixture) => {
  browserTest("opens from disk without a request or a complaint, at every width", async () => {
    const watched = await openReport(fixture);
    for (const width of [400, 800, 1400]) {
      await watched.page.setViewportSize({ width, height: 900 });
      const overflow = await watched.page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    }
    expect([watched.complaints, watched.requests]).toEqual([[], []]);
  });

  browserTest.each(["light", "dark"] as const)("has no violation that axe knows, %s", async (colorScheme) => {
    const { page } = await openReport(fixture, "", { colorScheme, bypassCSP: true });
    expect(await axeFindings(page)).toEqual([]);
    await page.locator("#grid th.case a").first().click();
    await dialog(page).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

browserTest("verdict, arms, plot, gate, comparisons and slices stand on the page", async () => {
  const { page } = await openReport(threeArms);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("✗ fail");
  for (const region of ["Arms", "Slices by tag"])
    expect(await page.getByRole("group", { name: region }).count()).toBe(1);
  expect(await page.locator("figure circle").count()).toBe(2);
  expect(await page.locator("figure .bar").count()).toBe(2);
  for (const text of ["Gate: fail", "agreed with support", "▲ better", "Flaky: 4 cases", "SIMULATED"]) {
    expect(await page.getByText(text).first().isVisible()).toBe(true);
  }
});

browserTest("the grid tells outcomes by mark and word, and flips by a ring and a mark", async () => {
  const { page } = await openReport(threeArms);
  const row = page.getByRole("row", { name: /^refund/ });
  expect(await row.getByRole("gridcell").allTextContents()).toEqual([
    "✓ ▼passed, regressed",
    "✗ ▲failed, improved",
    "not run",
  ]);
  expect(await row.locator(".improved").evaluate((cell) => getComputedStyle(cell).boxShadow)).not.toBe("none");
});

browserTest("filters and search narrow the cases, are counted aloud, and stand in the address", async () => {
  const { page } = await openReport(threeArms);
  expect(await status(page)).toBe("13 of 13 cases");
  await page.getByLabel("Outcome").selectOption("errored");
  expect([await status(page), await cases(page)]).toEqual(["2 of 13 cases", ["outage", "outage-2"]]);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.keyboard.type("billing, refunds");
  await expect.poll(() => status(page)).toBe("2 of 13 cases");
  expect(address(page).get("query")).toBe("billing, refunds");
  await page.reload();
  expect([await status(page), await page.getByLabel("Search").inputValue()]).toEqual([
    "2 of 13 cases",
    "billing, refunds",
  ]);
  await page.getByLabel("Arm", { exact: true }).selectOption("sonnet-cold/default");
  expect(await page.locator("#grid thead th").allTextContents()).toEqual(["case", "sonnet-cold"]);
});

browserTest("a link opens a case at an arm; Back and Escape close it", async () => {
  const { page } = await openReport(threeArms, "#case=refund&arm=sonnet-cold%2Fdefault");
  expect(await dialog(page).getByRole("heading", { level: 2 }).textContent()).toBe("refund");
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog(page).count()).toBe(0);
  await expect.poll(() => address(page).get("case")).toBeNull();
  await page.getByRole("link", { name: "outage", exact: true }).click();
  expect(await dialog(page).textContent()).toContain("HTTP 529 overloaded_error: Overloaded");
  expect(await dialog(page).getByText("3 attempts").isVisible()).toBe(true);
  await page.goBack();
  await expect.poll(() => dialog(page).count()).toBe(0);
});

browserTest("among many arms a link brings its own into sight", async () => {
  const arms = twelveArms.head.suites[0]!.arms.map(({ id }) => id);
  const last = arms.at(-1)!;
  const { page } = await openReport(twelveArms, `#case=refund&arm=${encodeURIComponent(last)}`);
  const column = dialog(page).locator("article", { hasText: last });
  expect((await column.boundingBox())!.x).toBeLessThan(1280);
});

browserTest("the keyboard goes everywhere: one tab stop in the grid, arrows within, Enter, and back", async () => {
  const { page } = await openReport(threeArms);
  const focused = (): Promise<string | null> => page.locator(":focus").textContent();
  await page.keyboard.press("/");
  expect(await page.locator(":focus").getAttribute("id")).toBe("query");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("refund");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toBe("✓ ▼passed, regressed");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toContain("improved");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("払い戻し-1");
  await page.keyboard.press("Control+End");
  expect(await focused()).toBe("not run");
  await page.keyboard.press("ArrowLeft");
  expect(await focused()).toBe("✗failed");
  expect(await page.locator(":focus").evaluate((link) => getComputedStyle(link).outlineStyle)).toBe("solid");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  expect(await focused()).toBe("history");
  await page.keyboard.press("ArrowLeft");
  expect(await focused()).toBe("odd");
  await page.keyboard.press("Escape");
  await expect.poll(() => address(page).get("case")).toBeNull();
  expect(await focused()).toBe("✗failed");
  await page.keyboard.press("Tab");
  await expect.poll(() => page.locator("#grid :focus").count()).toBe(0);
});

browserTest("landmarks and headings are in order", async () => {
  const { page } = await openReport(twelveArms);
  for (const role of ["banner", "main", "search"] as const) expect(await page.getByRole(role).count()).toBe(1);
  expect(await page.getByRole("navigation", { name: "Suites" }).count()).toBe(1);
  const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
});

browserTest("a case shows its request, every turn, its checks, and what differs between arms", async () => {
  const { page } = await openReport(threeArms, "#case=history");
  const shown = async (): Promise<string> => (await dialog(page).textContent()) ?? "";
  for (const text of [
    "How do I reverse a list",
    "Answer 1",
    "use reverse",
    "Answer 2",
    "linear",
    "does not contain O(n)",
  ]) {
    expect(await shown()).toContain(text);
  }
  expect(await shown()).toContain("Not stored: tools");
  expect(await shown()).toContain("Which queue? {{ message }}");
  expect(await shown()).not.toContain("You route messages.");
  await page.goto(page.url().replace("history", "refund"));
  await dialog(page).getByRole("heading", { level: 2, name: "refund" }).waitFor();
  await dialog(page).getByLabel("Mark words that differ from").selectOption("claude-haiku-5-5/default");
  expect((await dialog(page).locator("ins").allTextContents()).join("")).toContain("I would send");
});

browserTest("a case shows the prompts of its arms, and says where none is kept", async () => {
  const { page } = await openReport(threeArms, "#case=refund");
  const prompt = dialog(page).getByRole("group", { name: "Prompt of claude-haiku-5-5/default" });
  await dialog(page).getByText("Prompt of claude-haiku-5-5/default").click();
  expect(await prompt.textContent()).toContain("You route messages.");
  const without = await openReport({ head: head(), trials: [[trial()]] }, "#case=refund");
  expect(await dialog(without.page).textContent()).toContain("Not stored: the system prompt");
});

browserTest("of several suites one is shown, and a suite's link shows its cases", async () => {
  const { page } = await openReport(twelveArms);
  await page.getByRole("link", { name: "cases of ungated", exact: true }).click();
  await expect.poll(() => page.locator("#grid thead th").allTextContents()).toEqual(["case", "claude-haiku-5-5"]);
  expect(await page.getByLabel("Suite", { exact: true }).inputValue()).toBe("ungated");
});

browserTest("a long list has pages, and a print has them all", async () => {
  const trials = Array.from({ length: 250 }, (_, index) => trial({ case: `c${index}` }));
  const { page } = await openReport({ head: head({ suites: [suite()] }), trials: [trials] });
  expect(await status(page)).toBe("250 of 250 cases, shown: 1–100");
  await page.getByRole("button", { name: "Next page" }).click();
  expect((await cases(page))[0]).toBe("c100");
  expect(await page.locator("#grid :focus").count()).toBe(1);
  const pages = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(pages(await page.pdf())).toBeGreaterThan(4);
  await expect.poll(async () => (await cases(page)).length).toBe(100);
});

browserTest("a print has no controls, and an open case is printed alone", async () => {
  const { page } = await openReport(threeArms);
  await page.emulateMedia({ media: "print" });
  expect([await page.getByRole("search").isVisible(), await page.locator("#grid").isVisible()]).toEqual([false, true]);
  await page.goto(`${page.url()}#case=refund`);
  await dialog(page).waitFor();
  expect([await page.locator("h1").isVisible(), await dialog(page).isVisible()]).toEqual([false, true]);
});

browserTest("an answer of a megabyte is shown from its start, and whole when asked", async () => {
  const answer = "日本 word ".repeat(120_000);
  const { page } = await openReport(
    { head: head({ suites: [suite()] }), trials: [[failedTrial(answer, "too long", { case: "long" })]] },
    "#case=long",
  );
  const text = dialog(page).getByRole("group", { name: "Answer", exact: true });
  expect((await text.textContent())?.length).toBe(20_000);
  await dialog(page)
    .getByRole("button", { name: /Show all/ })
    .click();
  expect((await text.textContent())?.length).toBe(answer.length);
});

browserTest("what is left out is said to be", async () => {
  const { page } = await openReport({ ...threeArms, trials: [[trial({ output: null, turns: [] })]] }, "#case=refund");
  expect(await dialog(page).textContent()).toContain("left out of this page");
});

browserTest("an empty run opens", async () => {
  const { complaints } = await openReport({ head: head({ suites: [] }), trials: [] });
  expect(complaints).toEqual([]);
});
