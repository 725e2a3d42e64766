import { expect } from "vitest";
import type { Page } from "playwright-core";
import { labelPage } from "../../src/report/history/label-page.ts";
import { axeFindings, axeWidths, browserTest, useBrowser } from "../helpers/browser.ts";

const browser = useBrowser();
const ADDRESS = "http://label.test/";
const ANSWERS = ["<b>Paris</b> is the capital.", '{"city": "Lyon"}'];
const asked = { question: "Is the answer right?\nOf 5 words, 1 may be wrong.", of: 2 };

/** The page with a server that keeps labels in a list, as ours does; it can be taken away. */
async function openLabelling(page: Page): Promise<{ readonly labels: object[]; leave: () => void }> {
  const labels: object[] = [];
  let isThere = true;
  await page.route(`${ADDRESS}**`, async (route) => {
    const request = route.request();
    if (request.method() === "GET") {
      const body = labelPage({ nonce: "n", secret: "s", title: "right: label 2 answers" });
      return route.fulfill({ contentType: "text/html; charset=utf-8", body });
    }
    if (!isThere) return route.abort();
    if (request.url().endsWith("/label")) labels.push(request.postDataJSON() as object);
    const answer = ANSWERS[labels.length];
    const parts = answer === undefined ? null : [["Answer", answer]];
    return route.fulfill({ json: { ...asked, done: labels.length, parts } });
  });
  await page.goto(ADDRESS);
  await page.getByText("0 of 2 done").waitFor();
  return { labels, leave: () => (isThere = false) };
}

browserTest.each(["light", "dark"] as const)(
  "the label page has no violation that axe knows, %s",
  async (colorScheme) => {
    const { page } = await browser.open("about:blank", { colorScheme, bypassCSP: true });
    await openLabelling(page);
    const rules = colorScheme === "light" ? "all" : "colour";
    for (const width of axeWidths(rules)) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, found: await axeFindings(page, rules) }).toEqual({ width, found: [] });
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    }
  },
);

browserTest("answers are labelled with single keys and a note, as text, until there is none left", async () => {
  const { page } = await browser.open("about:blank");
  const { labels } = await openLabelling(page);
  expect(await page.locator("#parts pre").textContent()).toBe(ANSWERS[0]);
  await page.keyboard.press("n");
  await page.keyboard.type("pass? no");
  await page.keyboard.press("Enter");
  await page.keyboard.press("f");
  await page.getByText("1 of 2 done").waitFor();
  expect(await page.getByRole("heading", { name: "The question" }).isVisible()).toBe(true);
  await page.getByRole("button", { name: "pass" }).click();
  await page.getByText("that was all").waitFor();
  expect(await page.getByRole("heading", { name: "The question" }).isVisible()).toBe(false);
  await page.keyboard.press("p");
  expect(labels).toEqual([
    { word: "fail", note: "pass? no" },
    { word: "pass", note: "" },
  ]);
  expect(await page.getByRole("button", { name: "pass" }).isDisabled()).toBe(true);
});

browserTest("a server that has gone is told of, not left to silence", async () => {
  const { page } = await browser.open("about:blank");
  const { leave } = await openLabelling(page);
  leave();
  await page.keyboard.press("p");
  await page.getByText("is prompt-run label still running?").waitFor();
});
