import { expect } from "vitest";
import { html } from "../../src/report/html.ts";
import { browserTest, useBrowser } from "../helpers/browser.ts";
import { render } from "../helpers/report-fixtures.ts";
import { threeArms } from "../helpers/report-shapes.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const browser = useBrowser();

browserTest("a report opens from disk without a request or a complaint", async () => {
  const folder = temporaryProject({ "report.html": await render(html, threeArms) });
  const { page, complaints, requests } = await browser.open(`file://${folder}/report.html`);
  expect(await page.getByRole("status").textContent()).toBe("13 of 13 cases");
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
});
