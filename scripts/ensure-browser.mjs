// Sees to it that the tests in test/browser have a Chromium: installs Debian's shell of it where that is missing and it may
// (root, apt-get). Where it cannot, the whole browser does; where there is none, it says which tests do not run: under CI=true
// that is a failure.
import { spawnSync } from "node:child_process";
import { decideBrowser, findBrowser, LIGHT } from "./find-browser.mjs";

const HOW = `The tests in test/browser need Chromium. Install it (Debian: apt-get install chromium-headless-shell), or name one
in CHROMIUM_PATH, and run them with: npx vitest run --project browser`;

const PACKAGES = ["chromium-headless-shell", "chromium"];
/** A machine without a network is not waited for. */
const QUICKLY = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"];
const AT_MOST_MS = 180_000;

// One that is named and missing is a mistake to tell, not a gap to fill.
function mayInstall() {
  if (process.env.CHROMIUM_PATH) return false;
  const isRoot = process.getuid?.() === 0;
  return isRoot && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", [...QUICKLY, ...args], { env, encoding: "utf8", timeout: AT_MOST_MS });
}

/** Is there a browser afterwards? What apt-get said is shown when there is none. */
function install() {
  console.error("ensure-browser: installing Debian's Chromium for the tests in test/browser");
  const updated = aptGet("update");
  let said = `${updated.stdout}${updated.stderr}`;
  for (const name of PACKAGES) {
    const { status, stdout, stderr } = aptGet("install", "-y", "--no-install-recommends", name);
    if (status === 0) return true;
    said += `apt-get install ${name} failed:\n${stdout}${stderr}`;
    const found = findBrowser();
    if (found === null) continue;
    console.error(`ensure-browser: ${name} cannot be installed; ${found} takes twice its time`);
    return true;
  }
  console.error(`ensure-browser: ${said}`);
  return false;
}

const isCi = process.env.CI === "true";
const found = findBrowser();
const there = { isThere: found !== null, isLight: found === LIGHT };
let decision = decideBrowser({ ...there, mayInstall: mayInstall(), isCi });
if (decision === "install") decision = decideBrowser({ isThere: install(), isLight: true, mayInstall: false, isCi });
if (decision === "tell") console.error(`ensure-browser: no browser, so the tests in test/browser are NOT run.\n${HOW}`);
if (decision === "fail") {
  console.error(`ensure-browser: no browser, and under CI=true no test may be left out.\n${HOW}`);
  process.exit(1);
}
