// The README's test command: what can be held against the source without running it, the build, the tests, the examples.
// The check runs beside the build and the tests, on what they leave of the processor: many of them wait for a process or a clock.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatedInSync, sourceIsClean } from "./check.mjs";

/** Resolves to whether the command ended well. Its words are those of the terminal. */
function run(command, ...args) {
  const child = spawn(command, args, { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}

/** Resolves to whether the tests passed, and to what is to be told once more of those that did not. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "prompt-run-failed-tests-"));
  process.env.FAILED_TESTS = join(folder, "failed");
  try {
    const reporters = ["--reporter=default", "--reporter=./scripts/failed-tests.mjs"];
    const isGreen = await run("npx", "--no-install", "vitest", "run", ...reporters);
    const failed = existsSync(process.env.FAILED_TESTS) ? readFileSync(process.env.FAILED_TESTS, "utf8") : "";
    return { isGreen, failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const parts = [["generated files", await generatedInSync()]];
const clean = sourceIsClean({ isAside: true });
let failed = "";
const isBuilt = await run(process.execPath, "scripts/build.mjs");
parts.push(["build", isBuilt]);
if (isBuilt) {
  await run(process.execPath, "scripts/ensure-browser.mjs");
  const tests = await runTests();
  failed = tests.failed;
  parts.push(["tests", tests.isGreen]);
  parts.push(["examples", await run(process.execPath, "scripts/examples.mjs")]);
}
parts.push(["check", await clean]);
const red = parts.filter(([, isGreen]) => !isGreen).map(([name]) => name);
if (failed !== "") console.error(`\nThese tests failed:\n${failed}\n`);
console.error(red.length === 0 ? "npm test: all green" : `npm test: not green: ${red.join(", ")}`);
process.exitCode = red.length === 0 ? 0 : 1;
