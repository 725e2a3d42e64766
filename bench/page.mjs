// `npm run bench page`: an HTML page of 10,000 trials in Chromium: how long it takes to open, to filter, to search and to open a case.
// Needs `npm run build` and a Chromium (scripts/ensure-browser.mjs brings one).
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../scripts/find-browser.mjs";

const CASES = 5_000;
const ROUNDS = 5;
const SENTENCE = "The parcel left our warehouse on Tuesday and should arrive within three working days. ";
const folder = mkdtempSync(join(tmpdir(), "prompt-run-bench-"));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function writePage() {
  mkdirSync(join(folder, ".git"));
  const rows = Array.from({ length: CASES }, (_, n) => {
    const reply = SENTENCE.repeat(6) + n;
    return JSON.stringify({
      id: `ticket-${n}`,
      text: `ticket ${n}`,
      reply,
      wanted: n % 9 === 0 ? "nothing like it" : reply,
    });
  });
  writeFileSync(join(folder, "rows.jsonl"), rows.join("\n"));
  const suite = `models: [claude-haiku-5-5, claude-sonnet-5-5]
prompt: "Answer {{ text }}"
gate: none
cases:
  - file: rows.jsonl
    tags: ["third={{ text | size | modulo: 3 }}"]
    expect: [{ contains: "{{ wanted }}" }]
    simulate: "{{ reply }}"
`;
  writeFileSync(join(folder, "suite.yaml"), suite);
  const main = join(import.meta.dirname, "../dist/cli/main.js");
  const args = [main, "suite.yaml", "--simulate", "--reporter", "html=page.html"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** Milliseconds from doing something to the frame that shows it, seen from inside the page. */
const timed = (page, doing) =>
  page.evaluate(`(async () => {
    const started = performance.now();
    ${doing}
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - started;
  })()`);

const choose = (outcome) => `document.querySelector('[data-outcome="${outcome}"]').click();`;

/** Milliseconds from typing to the frame that shows so many cases. Seen from inside: who asks from outside asks every 100 ms. */
const searched = (page, query, count) =>
  timed(
    page,
    `const [field, told] = [document.getElementById("query"), document.getElementById("count")];
    field.value = ${JSON.stringify(query)};
    field.dispatchEvent(new Event("input"));
    while (told.textContent !== "${count} of ${CASES} cases") await new Promise(requestAnimationFrame);`,
  );

async function measureOnce(browser) {
  const page = await browser.newPage({ bypassCSP: true });
  const started = performance.now();
  await page.goto(`file://${join(folder, "page.html")}`);
  await page.getByText(`of ${CASES} cases`).waitFor();
  const open = performance.now() - started;
  const everything = await timed(page, choose("all"));
  const filter = await timed(page, choose("failed or regressed"));
  await timed(page, choose("all"));
  const search = await searched(page, "ticket-4321", 1);
  await searched(page, "ticket-432", 11);
  const again = await searched(page, "ticket-4322", 1);
  const openCase = await timed(page, 'document.querySelector("#grid a").click()');
  await page.close();
  return { open, filter, everything, search, again, openCase };
}

writePage();
const executablePath = findBrowser();
if (executablePath === null) throw new Error("no Chromium: run node scripts/ensure-browser.mjs");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const rounds = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await measureOnce(browser));
await browser.close();
console.log(
  `page of 10,000 trials: ${(statSync(join(folder, "page.html")).size / 1e6).toFixed(1)} MB, medians of ${ROUNDS}`,
);
const words = {
  open: "from the address to the list of failed cases",
  everything: "to all cases",
  filter: "back to the failed cases",
  search: "first search, 120 ms of waiting for typing to pause included",
  again: "next search, the same included",
  openCase: "opening a case",
};
for (const [name, what] of Object.entries(words)) {
  console.log(`${Math.round(median(rounds.map((round) => round[name])))} ms  ${what}`);
}
rmSync(folder, { recursive: true });
