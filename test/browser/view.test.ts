import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axeFindings, axeWidths, browserTest, useBrowser } from "../helpers/browser.ts";
import { spawnCli } from "../helpers/spawn-cli.ts";
import { startView, VIEW_SUITE } from "../helpers/servers/view-process.ts";
import type { ViewProcess } from "../helpers/servers/view-process.ts";

const browser = useBrowser();
const cwd = mkdtempSync(join(tmpdir(), "prompt-run-view-"));
let view: ViewProcess;

beforeAll(async () => {
  writeFileSync(join(cwd, "colours.yaml"), VIEW_SUITE);
  for (const seed of ["1", "2"]) await spawnCli(["colours.yaml", "--simulate", "--seed", seed], { cwd });
  const folder = join(cwd, ".prompt-run/runs");
  cpSync(join(folder, readdirSync(folder)[0] ?? ""), join(folder, "20200101-000000-0000"), { recursive: true });
  rmSync(join(folder, "20200101-000000-0000/head.json"));
  view = await startView([], cwd);
});
afterAll(async () => {
  view.kill("SIGINT");
  await view.result;
  rmSync(cwd, { recursive: true });
});

/** Opens the page of the run that goes on, which loads itself anew every two seconds: not while a test looks at it. */
async function openRunning(page: Page): Promise<void> {
  await page.addInitScript("window.setInterval = () => 0");
  await page.goto(`${view.url}runs/20200101-000000-0000`);
}

browserTest("from the list to a report, a history, and two runs side by side", async () => {
  const { page, complaints, requests } = await browser.open(view.url);
  await page.getByRole("button", { name: "side by side" }).click();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Two runs side by side");
  await page.getByRole("link", { name: "runs", exact: false }).first().click();
  await page.getByRole("link", { name: "colours" }).first().click();
  expect(await page.locator("figure svg").count()).toBe(6);
  expect(await page.locator("figure .bar").count()).toBe(4);
  expect(await page.locator("figure .limit").count()).toBe(2);
  const strip = page.getByRole("group", { name: "Cases over runs" });
  expect(await strip.getByRole("row").nth(1).textContent()).toContain("in all 2 runs");
  await strip.getByRole("link", { name: "failed" }).first().click();
  await page.locator("dialog#case[open]").waitFor();
  await page.goBack();
  await page.locator("figure a").first().click();
  expect(page.url()).toContain("/runs/");
  await page.goBack();
  await page.getByRole("group", { name: "Runs" }).getByRole("link").first().click();
  await page.locator("#grid").getByRole("link", { name: "grass", exact: true }).click();
  expect(await page.locator("dialog[open]").textContent()).toContain("<img src=x onerror=alert(1)>");
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(view.url))).toEqual([]);
});

/** Marks of two cases, so that what is shown of marks is there to be looked at. */
function writeMarks(): void {
  const [run = ""] = readdirSync(join(cwd, ".prompt-run/runs")).slice(-1);
  const said = { suite: "colours", run, vars: {}, at: "2026-01-01T00:00:00.000Z" };
  const marks = [
    { ...said, case: "grass", mark: "bad", note: "not a colour" },
    { ...said, case: "sky", mark: "good", note: "" },
  ];
  writeFileSync(join(cwd, ".prompt-run/marks.jsonl"), marks.map((mark) => `${JSON.stringify(mark)}\n`).join(""));
}

/** The addresses of all kinds of pages. */
function pages(): string[] {
  const [first = "", second = ""] = readdirSync(join(cwd, ".prompt-run/runs")).slice(-2);
  return ["", "suite?name=colours", "nothing", "marks", `compare?a=${first}&b=${second}`, `runs/${first}`];
}

browserTest.each(["light", "dark"] as const)("no page has a violation that axe knows, %s", async (colorScheme) => {
  writeMarks();
  const rules = colorScheme === "light" ? "all" : "colour";
  const { page } = await browser.open(view.url, { colorScheme, bypassCSP: true });
  const findAll = async (path: string): Promise<void> => {
    for (const width of axeWidths(rules)) {
      await page.setViewportSize({ width, height: 900 });
      expect({ path, width, found: await axeFindings(page, rules) }).toEqual({ path, width, found: [] });
    }
  };
  for (const path of pages()) {
    await page.goto(view.url + path);
    await findAll(path);
  }
  await openRunning(page);
  await findAll("running");
});

browserTest.each([390, 768])(
  "B20, B22: in the lists of view, every figure of a row is on the screen, %i",
  async (width) => {
    writeMarks();
    const { page } = await browser.open(view.url, { viewport: { width, height: 900 } });
    for (const path of ["", "suite?name=colours", "marks"]) {
      await page.goto(view.url + path);
      const rows = page.locator("table.cards tbody tr");
      const off = await rows.evaluateAll(
        (all) =>
          all.flatMap((row) => [...row.children].filter((cell) => cell.getBoundingClientRect().right > innerWidth))
            .length,
      );
      expect({ path, rows: (await rows.count()) > 0, off }).toEqual({ path, rows: true, off: 0 });
    }
  },
);

browserTest("B20: marks narrow the list of a report, the strip of cases, and the list of marks", async () => {
  writeMarks();
  const [run = ""] = readdirSync(join(cwd, ".prompt-run/runs")).slice(-1);
  const { page } = await browser.open(`${view.url}runs/${run}#outcome=all`);
  const cases = (): Promise<string[]> => page.locator("#grid th.case a").allTextContents();
  expect(await page.locator("#grid tr", { hasText: "grass" }).locator(".said-of").textContent()).toBe(
    "badnot a colour",
  );
  await page.locator("#mark").selectOption("bad");
  expect([await cases(), await page.locator("#mark option:checked").textContent()]).toEqual([["grass"], "bad (1)"]);
  await page.locator("#grid").getByRole("link", { name: "grass", exact: true }).click();
  await page.locator("#case").getByRole("button", { name: "look again" }).click();
  await expect.poll(() => page.locator("#grid .said-of").textContent()).toBe("look againnot a colour");
  await page.keyboard.press("Escape");
  await page.locator("#mark").selectOption("look again");
  expect(await cases()).toEqual(["grass"]);
  await page.goto(`${view.url}marks`);
  await page.getByRole("link", { name: "good 1" }).click();
  expect(await page.getByRole("row").allTextContents()).toHaveLength(2);
  expect(await page.getByRole("link", { name: "good 1" }).getAttribute("aria-current")).toBe("true");
  await page.goto(`${view.url}suite?name=colours`);
  await page.getByRole("link", { name: "look again 1" }).click();
  const strip = page.getByRole("group", { name: "Cases over runs" });
  expect(await strip.locator("tbody th bdi").allTextContents()).toEqual(["grass"]);
  await page.goto(`${view.url}suite?name=colours&mark=constructor`);
  expect(await page.getByText("None of these cases has this mark").isVisible()).toBe(true);
});

browserTest("B20: a run that goes on is followed, and its page becomes the report", async () => {
  const folder = join(cwd, ".prompt-run/runs/20200101-000000-0000");
  const { page } = await browser.open(`${view.url}runs/20200101-000000-0000`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("4 of 4 trials");
  expect(await page.getByText("did not pass", { exact: false }).count()).toBeGreaterThan(0);
  const [first = ""] = readdirSync(join(cwd, ".prompt-run/runs")).slice(-1);
  cpSync(join(cwd, ".prompt-run/runs", first, "head.json"), join(folder, "head.json"));
  await page.locator("#grid").waitFor({ timeout: 15_000 });
  rmSync(join(folder, "head.json"));
});

browserTest("B20: a case is marked and noted in its report, and stands in the list of marks", async () => {
  const { page, complaints } = await browser.open(view.url, { bypassCSP: false });
  await page.getByRole("group", { name: "Runs" }).getByRole("link").first().click();
  await page.locator("#grid").getByRole("link", { name: "grass", exact: true }).click();
  await page.getByRole("button", { name: "bad", exact: true }).click();
  await expect.poll(() => page.locator("#told").textContent()).toBe("Kept");
  await page.getByRole("textbox", { name: "Note" }).fill("<i>not</i> a colour");
  await page.getByRole("textbox", { name: "Note" }).press("Tab");
  await expect
    .poll(async () => (await page.request.get(`${view.url}marks.jsonl`)).text())
    .toContain("not</i> a colour");
  await page.reload();
  expect(await page.getByRole("button", { name: "bad", exact: true }).getAttribute("aria-pressed")).toBe("true");
  expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("<i>not</i> a colour");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "marks" }).click();
  expect(await page.getByRole("row").nth(1).textContent()).toContain("<i>not</i> a colour");
  await page.getByRole("link", { name: "grass" }).click();
  await page.locator("dialog#case[open]").waitFor();
  expect(complaints).toEqual([]);
});

browserTest("B20: whoever leaves the page of a run that goes on is not called back by it", async () => {
  const { page } = await browser.open(`${view.url}runs/20200101-000000-0000`);
  // The next page takes longer to come than this one waits before it looks again.
  await page.route("**/marks", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.continue();
  });
  await page.getByRole("link", { name: "marks" }).click();
  await page.waitForURL("**/marks");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("arks");
});

browserTest("every page fits a narrow screen", async () => {
  const { page } = await browser.open(view.url, { viewport: { width: 390, height: 800 } });
  const [first = "", second = ""] = readdirSync(join(cwd, ".prompt-run/runs")).slice(-2);
  for (const path of ["", "suite?name=colours", `compare?a=${first}&b=${second}`, "marks"]) {
    await page.goto(view.url + path);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  }
  await openRunning(page);
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
});
