// `npm run pictures`: makes the README's pictures in docs/images from the example suites, simulated.
// Needs `npm run build`, tmux, Chromium and fonts (Debian: tmux chromium fonts-jetbrains-mono fonts-inter). pngquant makes
// the files smaller where it is installed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { findBrowser } from "./find-browser.mjs";
import { terminalPage } from "./terminal-page.mjs";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist/cli/main.js");
const IMAGES = join(ROOT, "docs/images");
const MAX_BYTES = 150_000;
const SCALE = 1.5;
/** A baseline of fewer is itself luck, and a page says so. */
const BASELINE_RUNS = 10;
const folder = mkdtempSync(join(tmpdir(), "prompt-run-pictures-"));
const socket = join(folder, "tmux");

// A copy of the examples outside the repository: the page then names no commit and no branch.
mkdirSync(join(folder, ".git")); // where the project ends
for (const part of ["suites", "prompts", "data", "prompt-run.config.yaml"])
  cpSync(join(ROOT, part), join(folder, part), { recursive: true });

const tmux = (...args) => execFileSync("tmux", ["-S", socket, ...args], { cwd: folder, encoding: "utf8" });

/** Starts a command in a terminal of 80 columns; the pane stays when the command has ended. */
function openTerminal(args, env = []) {
  const words = ["env", "-u", "NO_COLOR", "-u", "CI", ...env, process.execPath, MAIN, ...args];
  const command = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "60", `${command}; sleep 600`);
}

const screenNow = () => tmux("capture-pane", "-p", "-e").trimEnd();

/** The screen once it is as wanted. */
async function screenWhen(isWanted) {
  for (let tries = 0; tries < 600; tries++) {
    const screen = screenNow();
    if (isWanted(screen)) return screen;
    await sleep(100);
  }
  throw new Error(`the terminal never showed what was waited for:\n${screenNow()}`);
}

async function startSimulator() {
  const args = [MAIN, "simulate", "--latency-ms", "800", "--rpm", "300", "--burst", "0.05"];
  const child = spawn(process.execPath, [...args, "--suite", "suites/model-comparison.yaml"], { cwd: folder });
  let told = "";
  child.stdout.on("data", (chunk) => (told += chunk));
  child.stderr.on("data", (chunk) => (told += chunk));
  for (let tries = 0; tries < 100; tries++) {
    const url = /http:\/\/[\d.]+:\d+/.exec(told)?.[0];
    if (url !== undefined) return { url, stop: () => child.kill() };
    await sleep(100);
  }
  child.kill();
  throw new Error(`the simulator did not start: ${told}`);
}

async function tableScreen() {
  openTerminal(["suites/support-triage.yaml", "--simulate"]);
  const screen = await screenWhen((text) => text.includes("exit 0"));
  tmux("kill-server");
  return screen;
}

/** The live view about half way, with the budget and a failure in sight. */
async function liveScreen() {
  const simulator = await startSimulator();
  const run = ["suites/model-comparison.yaml", "--trials", "5", "--max-cost", "0.60", "--concurrency", "8"];
  openTerminal([...run, "--base-url", simulator.url], ["ANTHROPIC_API_KEY=simulated"]);
  try {
    return await screenWhen((text) => /\b(9\d|1[0-4]\d)(\/| of )180\b/.test(text));
  } finally {
    tmux("kill-server");
    simulator.stop();
  }
}

async function shoot(browser, name, { width, open, clip }) {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    deviceScaleFactor: SCALE,
    colorScheme: "light",
  });
  await open(page);
  await page.evaluate("document.fonts.ready");
  const path = join(IMAGES, `${name}.png`);
  await (clip === undefined
    ? page.locator("#shot").screenshot({ path })
    : page.screenshot({ path, fullPage: true, clip: await clip(page) }));
  await page.close();
  spawnSync("pngquant", ["--force", "--skip-if-larger", "--ext", ".png", "128", path]);
  const { size } = statSync(path);
  console.log(`docs/images/${name}.png  ${(size / 1000).toFixed(0)} kB`);
  if (size > MAX_BYTES) throw new Error(`docs/images/${name}.png is over ${MAX_BYTES / 1000} kB: install pngquant`);
}

const terminal = (command, screen) => ({
  width: 900,
  open: (page) => page.setContent(terminalPage(command, screen)),
});

/** Changes a file of the copy; that a text to change is not there is an error. */
function edit(file, changes) {
  let text = readFileSync(join(folder, file), "utf8");
  for (const [before, after] of changes) {
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    text = text.replace(before, after);
  }
  writeFileSync(join(folder, file), text);
}

/** Runs a command in the copy; some end red on purpose. */
const promptRun = (...args) => spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, stdio: "ignore" });

/** What the tool is for: a prompt was edited, and its run is held against the baseline of before. */
function htmlPage() {
  const suite = "suites/support-triage.yaml";
  const file = join(folder, "report.html");
  edit(suite, [["gate:\n", "gate:\n  not_worse_than: { margin: 0.05 }\n"]]);
  for (let run = 0; run < BASELINE_RUNS; run++) {
    promptRun(suite, "--simulate", "--allow-missing-baseline");
    promptRun("accept", "latest", "--as", "baselines/");
  }
  // A rule is lost, and so the simulated model sends what it was about to the queue that the words speak of.
  const rule =
    "2. If the customer asks for a product to be taken back, replaced or refunded, it goes to returns, even when the reason is a fault.\n";
  edit("prompts/triage.md", [
    [rule, ""],
    ["Judge what the customer wants done, not which words appear", "Be friendly. Judge what the customer wants done"],
  ]);
  edit(suite, [[`"{{ simulated }}"`, `"{{ simulated | replace: '<queue>returns', '<queue>billing' }}"`]]);
  promptRun(suite, "--simulate", "--baseline", "baselines/", "--reporter", `html=${file}`);
  return {
    width: 1280,
    open: (page) => page.goto(`file://${file}`),
    clip: () => ({ x: 0, y: 0, width: 1280, height: 830 }),
  };
}

const executablePath = findBrowser();
if (executablePath === null) throw new Error("no Chromium: run node scripts/ensure-browser.mjs");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const only = process.argv.slice(2);
  const pictures = {
    table: async () => terminal("prompt-run suites/support-triage.yaml --simulate", await tableScreen()),
    live: async () =>
      terminal(
        `prompt-run suites/model-comparison.yaml --trials 5 --max-cost 0.60 \\\n    --base-url $SIMULATOR`,
        await liveScreen(),
      ),
    page: async () => htmlPage(),
  };
  for (const [name, make] of Object.entries(pictures)) {
    if (only.length === 0 || only.includes(name)) await shoot(browser, name, await make());
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
