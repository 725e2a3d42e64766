import axe from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, test } from "vitest";
import { IS_SOAK } from "./soak.ts";
import { findBrowser } from "../../scripts/find-browser.mjs";

const executablePath = findBrowser();

/** `test` where there is a browser. Where there is none the tests are skipped, but never on CI: there they fail. */
export const browserTest: typeof test =
  executablePath === null && process.env["CI"] !== "true" ? (test.skip as typeof test) : test;

/** What a page did that it must not. */
export interface Watched {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, refusals of the content security policy. */
  readonly complaints: string[];
  /** Every request but the first, which is the page itself. */
  readonly requests: string[];
}

/** Opens pages in one browser for a whole test file. Each has its own context, so nothing is shared. */
export interface PageOpener {
  open(url: string, options?: BrowserContextOptions): Promise<Watched>;
}

/** The browser of a test file: started before its first test, closed after its last. */
export function useBrowser(): PageOpener {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (executablePath === null) return;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  });
  afterAll(async () => browser?.close());
  return {
    async open(url, options = {}) {
      if (browser === null) throw new Error("no browser: run `node scripts/ensure-browser.mjs`");
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const watched: Watched = { page, complaints: [], requests: [] };
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) watched.complaints.push(message.text());
      });
      page.on("pageerror", (error) => watched.complaints.push(error.message));
      page.on("request", (request) => watched.requests.push(request.url()));
      await page.goto(url);
      watched.requests.shift();
      return watched;
    },
  };
}

/** All that axe knows; or its rules on colour alone, for what differs in its colours alone from a page that was held to all. */
export type Rules = "all" | "colour";

const RULES: Readonly<Record<Rules, axe.RunOptions>> = {
  all: {},
  colour: { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
};

/**
 * The widths at which a page is held to axe's rules: the whole grid under `npm run soak`. In the test command a phone and a
 * desk, and in the dark, where colours alone are asked for, the desk: what is laid out anew between them is the same elements.
 */
export function axeWidths(rules: Rules): readonly number[] {
  if (IS_SOAK) return [390, 768, 1280, 1920];
  return rules === "all" ? [390, 1280] : [1280];
}

/** What axe finds wrong with a page as it is, by rule and place. The page must be opened with `bypassCSP`. */
export async function axeFindings(page: Page, rules: Rules = "all"): Promise<string[]> {
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(axe.source);
  // What is asked for violations alone is spared describing every element that passes.
  const options: axe.RunOptions = { resultTypes: ["violations"], ...RULES[rules] };
  const results = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
