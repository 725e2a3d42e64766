import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { html } from "../../src/report/html/html.ts";
import { axeFindings, axeWidths, browserTest, useBrowser } from "../helpers/browser.ts";
import type { Watched } from "../helpers/browser.ts";
import type { TrialRecord } from "../../src/domain/formats/records.ts";
import {
  arm,
  check,
  comparison,
  erroredTrial,
  failedTrial,
  head,
  render,
  rule,
  suite,
  trial,
} from "../helpers/report-fixtures.ts";
import type { ReportFixture } from "../helpers/report-fixtures.ts";
import { mixed, SHAPES, threeArms, twelveArms } from "../helpers/report-shapes.ts";
import { IS_SOAK } from "../helpers/soak.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const browser = useBrowser();
const WIDTHS = [390, 768, 1280, 1920];
type Options = Parameters<typeof browser.open>[1];

/** The report of a run, opened from disk as a reader opens it. */
async function openReport(fixture: ReportFixture, hash = "", options: Options = {}): Promise<Watched> {
  const folder = temporaryProject({ "report.html": await render(html, fixture) });
  return browser.open(`file://${folder}/report.html${hash}`, options);
}

const status = (page: Page): Promise<string | null> => page.locator("#count").textContent();
const cases = (page: Page): Promise<string[]> => page.locator("#grid th.case a").allTextContents();
const dialog = (page: Page) => page.locator("dialog#case[open]");
const heads = (page: Page): Promise<string[]> => page.locator("#grid thead th").allTextContents();
const address = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  browserTest("opens from disk without a request or a complaint, at every width", async () => {
    const watched = await openReport(fixture);
    for (const width of WIDTHS) {
      await watched.page.setViewportSize({ width, height: 900 });
      const overflow = await watched.page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    }
    expect([watched.complaints, watched.requests]).toEqual([[], []]);
  });

  // What other shapes have is on these three as well: all are held in the soak.
  const isHeld = IS_SOAK || ["three-arms", "mixed", "nasty"].includes(name);
  const axeTest = isHeld ? browserTest : test.skip;
  axeTest.each(["light", "dark"] as const)("has no violation that axe knows, %s", async (colorScheme) => {
    const rules = colorScheme === "light" ? "all" : "colour";
    const { page } = await openReport(fixture, "", { colorScheme, bypassCSP: true });
    const widths = axeWidths(rules);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, found: await axeFindings(page, rules) }).toEqual({ width, found: [] });
    }
    await page.locator("#grid th.case a").first().click();
    await dialog(page).waitFor();
    for (const width of widths.toReversed()) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, found: await axeFindings(page, rules) }).toEqual({ width, found: [] });
    }
  });
});

browserTest(
  "verdict, suites and arms, what changed and the plot stand on the first screen; the figures are behind a fold",
  async () => {
    const { page } = await openReport(threeArms);
    expect(await page.locator(".top-bar").textContent()).toContain("✗ fail");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("support-triage");
    expect(await page.getByRole("group", { name: "Suites and arms" }).isVisible()).toBe(true);
    expect(await page.getByRole("heading", { name: "What changed" }).isVisible()).toBe(true);
    const plot = page.locator(".overview figure");
    expect([await plot.locator("circle").count(), await plot.locator(".bar, .limit").count()]).toEqual([2, 3]);
    expect(await page.getByText("SIMULATED").first().isVisible()).toBe(true);
    for (const text of ["Gate: fail", "agreed with support", "▲ better", "Flaky: 4 cases"]) {
      expect(await page.locator(".sure").getByText(text).first().isVisible()).toBe(false);
    }
    await page.locator("#suite-0 summary").first().click();
    for (const text of ["Gate: fail", "agreed with support", "▲ better", "Flaky: 4 cases"]) {
      expect(await page.getByText(text).first().isVisible()).toBe(true);
    }
  },
);

browserTest("B11: a cell has the answer, its outcome by mark and word, and how the case flipped", async () => {
  const { page } = await openReport(threeArms);
  const row = page.getByRole("row", { name: /^refund/ });
  expect(await row.getByRole("gridcell").allTextContents()).toEqual([
    "✓ ▼passed, regressedrefunds",
    "✗failedI would send this to the refunds team. Shall I? Yours",
    "not run",
  ]);
});

browserTest("on a narrow screen a row is a card: every answer is on it, with its arm", async () => {
  const { page } = await openReport(threeArms, "#outcome=all", { viewport: { width: 390, height: 800 } });
  const row = page.locator("#grid tbody tr", { hasText: "refund" }).first();
  const cells = row.locator("td:visible");
  expect(await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("data-arm")))).toEqual([
    "claude-haiku-5-5",
    "sonnet-cold",
  ]);
  const grid = page.locator("#grid");
  expect(await grid.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

browserTest("with marks alone, arms are narrow columns, and a flip is a ring", async () => {
  const { page } = await openReport(twelveArms, "#density=marks", { viewport: { width: 1280, height: 900 } });
  const grid = page.locator("#grid");
  expect(await grid.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  expect((await heads(page)).length).toBe(13);
  const flipped = await openReport(threeArms, "#density=marks");
  const cell = flipped.page.locator("#grid .cell.regressed").first();
  expect(await cell.evaluate((one) => getComputedStyle(one).boxShadow)).not.toBe("none");
});

browserTest("A4: the failures of all suites come first, and every count leads to its cases", async () => {
  const suites = ["green", "red"].map((name) => suite({ name, verdict: name === "red" ? "fail" : "pass" }));
  const trials = [
    [trial({ case: "fine" }), failedTrial("a", "is not b", { case: "slip" })],
    [trial({ case: "good" }), failedTrial("a", 'expected "b", got "a"', { case: "bad" })],
  ];
  const { page } = await openReport({ head: head({ verdict: "fail", suites }), trials });
  expect([await status(page), await cases(page)]).toEqual(["2 of 4 cases", ["bad", "slip"]]);
  expect(await page.locator("#grid h3").allTextContents()).toEqual(["red 1 case", "green 1 case"]);
  await page.getByRole("button", { name: "all 4" }).click();
  expect(await cases(page)).toEqual(["bad", "good", "slip", "fine"]);
  await page.locator(".results").getByRole("link", { name: "red" }).click();
  await expect.poll(() => cases(page)).toEqual(["bad"]);
  await page.locator("#bar-chips").getByRole("link", { name: "2 failed" }).click();
  await expect.poll(() => cases(page)).toEqual(["bad", "slip"]);
});

browserTest("a suite that is worse than its baseline stands first everywhere, as it does in the headline", async () => {
  const { page } = await openReport(mixed);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/^triage is worse/);
  expect((await page.locator(".results .of-suite th a").allTextContents()).slice(0, 2)).toEqual(["triage", "reviews"]);
  expect(await page.locator("#grid h3 bdi").allTextContents()).toEqual(["triage", "reviews"]);
});

browserTest("cases are grouped by the check that failed, the most frequent first, and ordered as asked", async () => {
  const failed = (id: string, name: string, latency: number) =>
    failedTrial("a", "is not b", {
      case: id,
      latency_ms: latency,
      checks: [{ ...failedTrial("a", "x").checks[0]!, name }],
    });
  const trials = [failed("a", "tone", 9), failed("b", "queue", 10), failed("c", "queue", 30)];
  const { page } = await openReport({ head: head({ suites: [suite()] }), trials: [trials] });
  await page.getByLabel("Group by").selectOption("check");
  expect(await page.locator("#grid h3 bdi").allTextContents()).toEqual(["queue", "tone"]);
  await page.getByLabel("Order").selectOption("latency");
  expect(await cases(page)).toEqual(["c", "b", "a"]);
  expect([address(page).get("group"), address(page).get("sort")]).toEqual(["check", "latency"]);
});

browserTest.each(WIDTHS)("the search stands in the bar, in sight wherever one is, %i", async (width) => {
  const { page } = await openReport(threeArms, "", { viewport: { width, height: 800 } });
  await page.evaluate("scrollTo(0, document.body.scrollHeight)");
  await page.keyboard.press("/");
  const search = page.locator(".top-bar").getByLabel("Search");
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  const { x, y, width: wide } = (await search.boundingBox())!;
  expect([x >= 0, y >= 0, wide >= 80, x + wide <= width]).toEqual([true, true, true, true]);
});

browserTest(
  "what is typed narrows the list, brings it into sight, and every count follows; Enter goes on to it",
  async () => {
    const { page } = await openReport(twelveArms, "", { viewport: { width: 1280, height: 500 } });
    const chips = (): Promise<string[]> => page.locator("#outcomes button").allTextContents();
    const before = await chips();
    await page.keyboard.press("/");
    await page.keyboard.type("is not yes");
    await expect.poll(() => page.locator("#bar-count").textContent()).toBe(" (1 of 2)");
    expect([before.at(-1), (await chips()).at(-1)]).toEqual(["all 2", "all 1"]);
    const { y } = (await page.locator("#grid").boundingBox())!;
    expect(y).toBeLessThan(500);
    await page.keyboard.press("Enter");
    expect(await page.locator("#grid :focus").count()).toBe(1);
    await page.keyboard.press("/");
    await page.keyboard.type("nothing like it");
    await expect.poll(() => page.locator("#bar-count").textContent()).toBe(" (0 of 2)");
    expect(await page.getByText("No case is like this").isVisible()).toBe(true);
  },
);

browserTest("a case that lies over the page makes way for the search", async () => {
  const { page } = await openReport(threeArms, "#case=refund", { viewport: { width: 390, height: 800 } });
  await dialog(page).waitFor();
  await page.keyboard.press("/");
  await expect.poll(() => page.locator(":focus").getAttribute("id")).toBe("query");
});

browserTest("what axe is to find is found, in both themes: a guard that sees nothing is none", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const { page } = await openReport(threeArms, "", { colorScheme, bypassCSP: true });
    await page.addStyleTag({ content: ".quiet { color: #808080 !important }" });
    await page.locator('label[for="query"]').evaluate((label) => label.remove());
    await page.locator("#query").evaluate((field) => field.removeAttribute("title"));
    await page.locator("#query").evaluate((field) => field.removeAttribute("placeholder"));
    const rules = new Set((await axeFindings(page)).map((found) => found.slice(0, found.indexOf(":"))));
    expect([...rules].sort()).toEqual(["color-contrast", "label"]);
    expect((await axeFindings(page, "colour")).length).toBeGreaterThan(0);
  }
});

browserTest("the worst is the headline; suites of which the same is said share a sentence below it", async () => {
  const open = { verdict: "incomplete" as const, note: null, rules: [] };
  const suites = ["a", "b", "c"].map((name) => suite({ name, verdict: "incomplete", gate: open }));
  const all = [suite({ name: "red", verdict: "fail" }), ...suites];
  const { page } = await openReport({ head: head({ verdict: "fail", suites: all }), trials: all.map(() => [trial()]) });
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/^red failed/);
  expect(await page.locator(".others").textContent()).toMatch(/^a, b and c are incomplete\./);
});

browserTest("the first screen says what to do next: the worst case, and the command that asks it again", async () => {
  const { page } = await openReport(mixed, "", { permissions: ["clipboard-read"] });
  const next = page.locator("#next");
  expect(await next.textContent()).toContain("one, the first of 4 cases that failed or regressed");
  await next.getByRole("button", { name: "Copy command" }).click();
  await expect.poll(() => page.locator("#told").textContent()).toBe("Copied: command");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "prompt-run try suites/triage.yaml --case one --model haiku --prompt v1",
  );
  await next.getByRole("link", { name: "one" }).click();
  expect(await dialog(page).getByRole("heading", { level: 2 }).textContent()).toBe("one");
  const green = await openReport(SHAPES["one-pass"]!);
  expect(await green.page.locator("#next").isVisible()).toBe(false);
});

const MODELS = ["claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5", "claude-opus-4-8"].map((id) => `${id}/v-1`);

/** Many cases on several arms, of which one each fails, errors, stays undecided and differs from the baseline. */
function armsOf(models: readonly string[], verdict: "pass" | "fail" = "fail"): ReportFixture {
  const arms = models.map((id) => arm({ id }));
  const rules = models.map((id, index) =>
    rule({
      arm: id,
      limit: 0.95,
      value: 0.9 - index / 10,
      verdict: "fail",
      reason: `${90 - index * 10}% is below 95%`,
    }),
  );
  const against = { against: "baseline" as const, verdict: "inconclusive" as const };
  const [first = ""] = models;
  const comparisons = [
    comparison({ ...against, baseline: first, candidate: first, regressed: ["c1"], improved: ["c4"] }),
  ];
  const ofArm = (id: string): TrialRecord[] => [
    failedTrial("no, it is not what was asked for at all", "is not yes", { case: "c1", arm: id }),
    erroredTrial({ case: "c2", arm: id }),
    trial({ case: "c3", arm: id, verdict: "undecided", checks: [check({ verdict: "undecided" })] }),
    ...Array.from({ length: 9 }, (_, index) => trial({ case: `c${index + 4}`, arm: id })),
  ];
  const told = suite({ verdict, arms, comparisons, gate: { verdict, note: null, rules } });
  const trials = models.flatMap(ofArm).sort((a, b) => a.case.localeCompare(b.case));
  return { head: head({ verdict, exit_code: 1, suites: [told] }), trials: [trials] };
}

browserTest("issue 20: no column of four arms is out of sight, and where one is, the edge says so", async () => {
  const { page } = await openReport(armsOf(MODELS));
  const beyond = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.getElementById('grid'))";
  for (const width of [1000, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    expect({ width, beyond: await page.evaluate(beyond) }).toEqual({ width, beyond: 0 });
  }
  const many = await openReport(twelveArms);
  expect(await many.page.evaluate(beyond)).toBeGreaterThan(0);
  expect(await many.page.locator("#grid").evaluate((grid) => getComputedStyle(grid).backgroundAttachment)).toContain(
    "local",
  );
});

browserTest("issue 20: a count in the bar is there as a whole or not at all; since when gives way first", async () => {
  const { page } = await openReport(armsOf(MODELS));
  const bar = page.locator("#bar-chips");
  const seen = async (): Promise<string[]> => {
    const box = await bar.boundingBox();
    const texts: string[] = [];
    for (const chip of await bar.locator(".chip").all()) {
      const own = await chip.boundingBox();
      if (box === null || own === null || own.y > box.y + box.height) continue;
      expect(own.x + own.width).toBeLessThanOrEqual(box.x + box.width);
      texts.push(await chip.innerText());
    }
    return texts;
  };
  const counts = ["✗ 1 failed", "▼ 1 regressed", "! 1 errored", "? 1 undecided", "▲ 1 improved"];
  for (const width of [768, 1000, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const texts = await seen();
    expect(texts).toEqual(counts.slice(0, texts.length));
    expect(texts.length).toBeGreaterThan(1);
    if (width === 1280) expect(texts).toEqual(counts);
  }
  await page.setViewportSize({ width: 1920, height: 900 });
  expect((await seen()).at(-1)).toBe("▲ 1 improved since the baseline");
});

browserTest("issue 20: names of models in the headline are not broken, and are copied as they are", async () => {
  const { page } = await openReport(armsOf(MODELS));
  await page.setViewportSize({ width: 768, height: 900 });
  const heading = page.getByRole("heading", { level: 1 });
  expect(await heading.textContent()).toContain("opus-4-8/v-1");
  const lines = await heading
    .locator(".unbroken")
    .evaluateAll((names) => names.map((name) => [...name.getClientRects()].length));
  expect(new Set(lines)).toEqual(new Set([1]));
  const heights = await heading.locator(".unbroken").evaluateAll((names) => names.map((name) => name.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(40);
});

browserTest(
  "issue 20: the arm that did worst on an open case is in sight, and edges show where there is more",
  async () => {
    const [first = "", second = "", third = "", fourth = ""] = MODELS;
    const { head: run } = armsOf(MODELS);
    const passed = [first, second, third].map((id) => trial({ case: "c7", arm: id }));
    const trials = [[...passed, failedTrial("no", "is not yes", { case: "c7", arm: fourth })]];
    const { page } = await openReport({ head: run, trials });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator("#grid th.case a").click();
    const box = await page.locator(".answers").boundingBox();
    const column = await page.locator(`article[data-arm="${fourth}"]`).boundingBox();
    if (box === null || column === null) throw new Error("the case is open");
    expect(column.x).toBeGreaterThanOrEqual(box.x);
    expect(column.x + column.width).toBeLessThanOrEqual(box.x + box.width + 1);
  },
);

browserTest("issue 20: Next asks the worst arm, and a case further down the list is not called the first", async () => {
  const { page } = await openReport(armsOf(MODELS));
  const next = (told: Page): Promise<string | null> => told.locator("#next").textContent();
  expect(await next(page)).toMatch(/^Next: c1, the worst of 3 cases that .* --model claude-opus-4-8 --prompt v-1/);
  const [first = "", second = ""] = MODELS;
  const trials = ["c1", "c2"].map((id, index) =>
    failedTrial("no", "is not yes", { case: id, arm: index === 0 ? first : second }),
  );
  const other = await openReport({ head: armsOf([first, second]).head, trials: [trials] });
  expect(await next(other.page)).toMatch(/^Next: c2, one of 2 cases that .* --model claude-sonnet-5-5 /);
});

browserTest(
  "issue 20: on paper a short run is one page, with margins, and without links that lead nowhere",
  async () => {
    const { page } = await openReport(armsOf(MODELS.slice(0, 2)));
    const pages = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages(await page.pdf({ format: "A4" }))).toBe(1);
    await page.emulateMedia({ media: "print" });
    const link = page.locator("#grid th.case a").first();
    expect(await link.evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe("none");
    expect(await page.locator("#grid").evaluate((grid) => getComputedStyle(grid).backgroundImage)).toBe("none");
  },
);

browserTest("29a: the first failed case stands on the first screen, below the gate and what changed", async () => {
  const { page } = await openReport(mixed, "");
  await page.setViewportSize({ width: 1280, height: 800 });
  const bottomOf = async (selector: string): Promise<number> => {
    const box = await page.locator(selector).first().boundingBox();
    return (box?.y ?? Infinity) + (box?.height ?? 0);
  };
  expect(await bottomOf("#grid tbody tr")).toBeLessThan(800);
  expect(await bottomOf(".of-gate")).toBeLessThan(400);
  expect(await bottomOf(".card del")).toBeLessThan(500);
});

browserTest(
  "29a: the list stays below its heading beside an open case, and on paper no column of it is lost",
  async () => {
    const { page } = await openReport(twelveArms, "#suite=compare-models&case=refund");
    await dialog(page).waitFor();
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const [head, grid] = [await page.locator(".cases-head").boundingBox(), await page.locator("#grid").boundingBox()];
      expect(grid?.x).toBe(head?.x);
      expect(grid?.y).toBeGreaterThan((head?.y ?? 0) + (head?.height ?? 0) - 1);
    }
    const paper = await openReport(twelveArms);
    await paper.page.setViewportSize({ width: 718, height: 1000 });
    await paper.page.emulateMedia({ media: "print" });
    const name = await paper.page.locator("#grid th.case bdi").first().boundingBox();
    expect(name?.height).toBeLessThan(40);
    expect(await paper.page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  },
);

browserTest(
  "29d: every command that the first screen offers can be copied, one with a gap in it excepted",
  async () => {
    const reason =
      "there is no baseline yet; `prompt-run accept r1 --as b.json` makes it, `prompt-run label RUN --judge k` too";
    const gate = { verdict: "incomplete" as const, note: null, rules: [] };
    const rules = [{ rule: "baseline", arm: null, tag: null, limit: null, value: null, low: null, high: null, reason }];
    const suites = [
      suite({
        verdict: "incomplete",
        gate: { ...gate, rules: rules.map((one) => ({ ...one, verdict: "incomplete" })) },
      }),
    ];
    const run = head({ verdict: "incomplete", exit_code: 3, suites });
    const trials = [[failedTrial("no", "is not yes", { case: "bad" })]];
    const { page } = await openReport({ head: run, trials });
    const commands = await page.locator(".overview code").allTextContents();
    expect(commands.length).toBeGreaterThan(2);
    expect(await page.getByRole("button", { name: "Copy command" }).count()).toBe(commands.length - 1);
  },
);

browserTest("next 4: cases that were not run are counted as such, apart from those that failed", async () => {
  const skipped = (id: string) => trial({ case: id, status: "skipped", status_reason: "budget", verdict: null });
  const trials = [[failedTrial("no", "is not yes", { case: "bad" }), skipped("late"), skipped("later")]];
  const run = head({ verdict: "over_budget", suites: [suite({ verdict: "over_budget" })] });
  const { page } = await openReport({ head: run, trials });
  const told = (await page.locator("#next").textContent()) ?? "";
  expect(told).toContain("bad, the only case that failed;");
  expect(told).toContain("2 cases were not run");
});

browserTest("filters and search narrow the cases, are counted aloud, and stand in the address", async () => {
  const { page } = await openReport(threeArms, "#outcome=all");
  expect(await status(page)).toBe("13 of 13 cases");
  await page.getByRole("button", { name: /^errored/ }).click();
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
  expect(await heads(page)).toEqual(["case", "sonnet-cold"]);
});

browserTest("a link opens a case at an arm; Back and Escape close it", async () => {
  const { page } = await openReport(threeArms, "#case=refund&arm=sonnet-cold%2Fdefault");
  expect(await dialog(page).getByRole("heading", { level: 2 }).textContent()).toBe("refund");
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog(page).count()).toBe(0);
  await expect.poll(() => address(page).get("case")).toBeNull();
  await page.getByRole("link", { name: "outage", exact: true }).click();
  expect(await dialog(page).textContent()).toContain("HTTP 529 overloaded_error: Overloaded");
  expect(await dialog(page).getByText("3 attempts, 3 failed").isVisible()).toBe(true);
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
  const { page } = await openReport(threeArms, "#outcome=all&sort=plan");
  const focused = (): Promise<string | null> => page.locator(":focus").textContent();
  await page.keyboard.press("/");
  expect(await page.locator(":focus").getAttribute("id")).toBe("query");
  await page.locator("#grid a").first().focus();
  expect(await focused()).toBe("refund");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toBe("✓ ▼passed, regressedrefunds");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toContain("✗failed");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("払い戻し-1");
  await page.keyboard.press("Control+End");
  expect(await focused()).toBe("not run");
  await page.keyboard.press("ArrowLeft");
  expect(await focused()).toBe("✗failedlinear");
  expect(await page.locator(":focus").evaluate((link) => getComputedStyle(link).outlineStyle)).toBe("solid");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  expect(await focused()).toBe("history");
  await page.keyboard.press("ArrowLeft");
  expect(await focused()).toBe("odd");
  await page.keyboard.press("Escape");
  await expect.poll(() => address(page).get("case")).toBeNull();
  expect(await focused()).toBe("✗failedlinear");
  await page.keyboard.press("Tab");
  await expect.poll(() => page.locator("#grid :focus").count()).toBe(0);
});

browserTest("B19: j, k and n go through the cases, ? tells the keys, y copies the link", async () => {
  const { page } = await openReport(threeArms, "#outcome=all&sort=plan", { permissions: ["clipboard-read"] });
  const focused = (): Promise<string | null> => page.locator(":focus").textContent();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect(await focused()).toBe("払い戻し-1");
  await page.keyboard.press("k");
  expect(await focused()).toBe("refund");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  expect(await dialog(page).locator(".steps").textContent()).toContain("1 of 13");
  await page.keyboard.press("j");
  expect(await focused()).toBe("払い戻し-1");
  await page.keyboard.press("n");
  expect(await focused()).toBe("weapons");
  await page.keyboard.press("y");
  await expect.poll(() => page.locator("#told").textContent()).toBe("Copied: link");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.keyboard.press("?");
  expect(await page.getByRole("heading", { name: "Keys" }).isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await dialog(page).count()).toBe(1);
});

browserTest("B19: what one takes elsewhere is copied: answer, prompt, command, the failure as Markdown", async () => {
  const { page } = await openReport(threeArms, "#case=refund", { permissions: ["clipboard-read"] });
  const copied = async (name: string): Promise<string> => {
    await dialog(page).getByRole("button", { name }).first().click();
    await expect.poll(() => page.locator("#told").textContent()).toBe(`Copied: ${name.replace("Copy ", "")}`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied("Copy answer")).toBe("refunds");
  expect(await copied("Copy prompt")).toContain("You route messages.");
  expect(await copied("Copy command")).toBe(
    "prompt-run try suites/triage.yaml --case refund --model claude-haiku-5-5 --simulate",
  );
  expect(await copied("Copy Markdown")).toContain("### support-triage: refund");
});

browserTest(
  "the pane leaves the list in sight where there is room, and takes the screen where there is none",
  async () => {
    const { page } = await openReport(threeArms, "", { viewport: { width: 1280, height: 800 } });
    await page.locator("#grid th.case a").first().click();
    await dialog(page).waitFor();
    const pane = (await dialog(page).boundingBox())!;
    const list = (await page.locator("#grid").boundingBox())!;
    expect(list.x + list.width).toBeLessThanOrEqual(pane.x);
    await page.locator("#grid th.case a").nth(2).click();
    await expect.poll(() => dialog(page).locator(".steps").textContent()).toContain("3 of");
    const narrow = await openReport(threeArms, "#case=refund", { viewport: { width: 390, height: 800 } });
    const whole = (await dialog(narrow.page).boundingBox())!;
    expect([whole.x, whole.y, whole.width, whole.height]).toEqual([0, 0, 390, 800]);
  },
);

browserTest("landmarks and headings are in order", async () => {
  const { page } = await openReport(twelveArms);
  for (const role of ["banner", "main", "search"] as const) expect(await page.getByRole(role).count()).toBe(1);
  expect(await page.getByRole("navigation", { name: "Page", exact: true }).count()).toBe(1);
  const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
});

browserTest("A9: a conversation is told in order, what failed of it at its turn", async () => {
  const { page } = await openReport(threeArms, "#case=history");
  const said = (await dialog(page).locator(".said-all").textContent()) ?? "";
  const places = ["Answer 1", "use reverse", "Message 2", "Answer 2", "linear", "does not contain O(n)"].map((text) =>
    said.indexOf(text),
  );
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const shown = (await dialog(page).textContent()) ?? "";
  for (const text of [
    "How do I reverse a list",
    "see turn 2 of 2",
    "Not stored: tools",
    "Which queue? {{ message }}",
  ]) {
    expect(shown).toContain(text);
  }
  expect(shown).not.toContain("You route messages.");
});

browserTest("B10: answers are shown clean; the words that differ are marked when asked", async () => {
  const answers = [
    "Please send the parcel back to our warehouse in Leeds today.",
    "Please send the parcel back to our office in Leeds today.",
  ];
  const arms = ["haiku/v1", "sonnet/v1"];
  const trials = arms.map((arm, index) => failedTrial(answers[index] ?? "", "is not yes", { arm }));
  const fixture = {
    head: head({ suites: [suite({ arms: arms.map((id) => ({ ...suite().arms[0]!, id })) })] }),
    trials: [trials],
  };
  const { page } = await openReport(fixture, "#case=refund");
  expect(await dialog(page).locator("ins, del").count()).toBe(0);
  await dialog(page).getByLabel("Diff against").selectOption("haiku/v1");
  expect(await dialog(page).locator("del, ins").allTextContents()).toEqual(["warehouse", "office"]);
});

browserTest(
  "B19: JSON and Markdown are set, and shown as they were sent when asked; trials are a strip of marks",
  async () => {
    const answer = "# Answer\n\n| a | b |\n|---|---|\n| **1** | <b>2</b> |";
    const trials = [
      failedTrial(answer, 'expected "x", got "y"', { trial: 1 }),
      failedTrial('{"queue":"<i>orders</i>"}', "is not yes", { trial: 2 }),
      trial({ trial: 3 }),
    ];
    const { page } = await openReport({ head: head({ suites: [suite()] }), trials: [trials] }, "#case=refund");
    expect(await dialog(page).locator(".rendered td").allTextContents()).toEqual(["1", "<b>2</b>"]);
    expect(await dialog(page).locator(".rendered b, .rendered h1").count()).toBe(0);
    expect(await dialog(page).locator(".halves dd").allTextContents()).toEqual(["x", "y"]);
    await dialog(page).getByRole("button", { name: "trial 2: failed" }).click();
    expect(await dialog(page).locator(".json").textContent()).toBe('{\n  "queue": "<i>orders</i>"\n}');
    expect(await dialog(page).locator(".trials button").allTextContents()).toEqual(["✗", "✗", "✓"]);
    await dialog(page).getByRole("button", { name: "Text", exact: true }).click();
    expect(await dialog(page).locator(".rendered").count()).toBe(0);
    expect(await dialog(page).getByRole("group", { name: "Answer", exact: true }).textContent()).toBe(answer);
  },
);

browserTest("a case shows the prompts of its arms, and says where none is kept", async () => {
  const { page } = await openReport(threeArms, "#case=refund");
  const prompt = dialog(page).getByRole("group", { name: "Prompt of claude-haiku-5-5/default" });
  await dialog(page).getByText("Prompt of claude-haiku-5-5/default").click();
  expect(await prompt.textContent()).toContain("You route messages.");
  const without = await openReport({ head: head(), trials: [[trial()]] }, "#case=refund");
  expect(await dialog(without.page).textContent()).toContain("Not stored: the system prompt");
});

browserTest("a suite's link shows its cases", async () => {
  const { page } = await openReport(twelveArms);
  await page.locator(".results").getByRole("link", { name: "ungated", exact: true }).click();
  await expect.poll(() => heads(page)).toEqual(["case", "claude-haiku-5-5"]);
  expect(await page.getByLabel("Suite", { exact: true }).inputValue()).toBe("ungated");
});

browserTest("A2: what has no gate is not green", async () => {
  const ungated = suite({ gate: { verdict: null, note: null, rules: [] } });
  const { page } = await openReport({ head: head({ suites: [ungated] }), trials: [[trial()]] });
  expect(await page.locator(".top-bar .badge").textContent()).toBe("– no gate");
  expect(await page.locator(".results .good").count()).toBe(0);
});

browserTest("many passing suites are one row, and unfold", async () => {
  const names = ["red", "a", "b", "c"];
  const suites = names.map((name) => suite({ name, verdict: name === "red" ? "fail" : "pass" }));
  const { page } = await openReport({ head: head({ verdict: "fail", suites }), trials: names.map(() => [trial()]) });
  const row = page.locator(".results").getByRole("link", { name: "b", exact: true });
  expect(await row.isVisible()).toBe(false);
  await page.getByLabel(/3 more suites passed/).check();
  expect(await row.isVisible()).toBe(true);
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

browserTest(
  "B21: a print has the overview and the failures of all suites, without controls; an open case is printed alone",
  async () => {
    const suites = ["one", "two"].map((name) => suite({ name, verdict: "fail" }));
    const trials = suites.map(({ name }) => [failedTrial(`said by ${name}`, "is not yes", { case: name })]);
    const { page } = await openReport({ head: head({ verdict: "fail", suites }), trials });
    await page.emulateMedia({ media: "print" });
    const grid = page.locator("#grid");
    expect([await page.getByRole("search").isVisible(), await page.locator(".results").isVisible()]).toEqual([
      false,
      true,
    ]);
    for (const { name } of suites) expect(await grid.getByText(`said by ${name}`).isVisible()).toBe(true);
    expect(await page.locator(".sure").isVisible()).toBe(false);
    await page.goto(`${page.url()}#case=two`);
    await dialog(page).waitFor();
    expect([await page.locator("h1").isVisible(), await dialog(page).isVisible()]).toEqual([false, true]);
  },
);

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
