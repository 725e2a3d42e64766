// The README's test command: what can be held against the source without running it, the build, the tests, the examples.
// The check runs beside the build and the tests, on what they leave of the processor: many of them wait for a process or a clock.
import { spawn } from "node:child_process";
import { generatedInSync, sourceIsClean } from "./check.mjs";

/** Resolves to whether the command ended well. Its words are those of the terminal. */
function run(command, ...args) {
  const child = spawn(command, args, { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}

const parts = [["generated files", await generatedInSync()]];
const clean = sourceIsClean({ isAside: true });
const isBuilt = await run(process.execPath, "scripts/build.mjs");
parts.push(["build", isBuilt]);
if (isBuilt) {
  await run(process.execPath, "scripts/ensure-browser.mjs");
  parts.push(["tests", await run("npx", "--no-install", "vitest", "run")]);
  parts.push(["examples", await run(process.execPath, "scripts/examples.mjs")]);
}
parts.push(["check", await clean]);
const red = parts.filter(([, isGreen]) => !isGreen).map(([name]) => name);
console.error(red.length === 0 ? "npm test: all green" : `npm test: not green: ${red.join(", ")}`);
process.exitCode = red.length === 0 ? 0 : 1;
