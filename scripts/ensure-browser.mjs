// Sees to it that the tests in test/browser have a Chromium: installs Debian's where it is missing and it may (root, apt-get).
// Where it cannot, it says which tests do not run; under CI=true that is a failure.
import { spawnSync } from "node:child_process";
import { decideBrowser, findBrowser } from "./find-browser.mjs";

const HOW = `The tests in test/browser need Chromium. Install it (Debian: apt-get install chromium), or name one in
CHROMIUM_PATH, and run them with: npx vitest run --project browser`;

// One that is named and missing is a mistake to tell, not a gap to fill.
function mayInstall() {
  if (process.env.CHROMIUM_PATH) return false;
  const isRoot = process.getuid?.() === 0;
  return isRoot && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

/** Did Debian's packages bring it? Their output is shown when they did not. */
function install() {
  console.error("ensure-browser: installing Debian's Chromium for the tests in test/browser");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { status, stdout, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status === 0) continue;
    console.error(`ensure-browser: apt-get ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return false;
  }
  return findBrowser() !== null;
}

const isCi = process.env.CI === "true";
let decision = decideBrowser({ isThere: findBrowser() !== null, mayInstall: mayInstall(), isCi });
if (decision === "install") decision = decideBrowser({ isThere: install(), mayInstall: false, isCi });
if (decision === "tell") console.error(`ensure-browser: no browser, so the tests in test/browser are NOT run.\n${HOW}`);
if (decision === "fail") {
  console.error(`ensure-browser: no browser, and under CI=true no test may be left out.\n${HOW}`);
  process.exit(1);
}
