// Runs the example suites under the simulator: nothing is sent, no key is needed. What a suite's application is written in must
// be there: Debian's package is installed where it is missing and may be (root, apt-get); where it cannot be, the suite is left
// out, and said so. Under CI=true that is a failure.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

/** Suites whose application needs a program that is not ours, and the package of Debian that brings it. */
const NEEDS = { "suites/support-bot.yaml": { program: "python3", debian: "python3-minimal" } };

const runs = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

/** Is the program there, or there now? */
function ensure({ program, debian }) {
  if (runs(program)) return true;
  if (process.getuid?.() !== 0 || !runs("apt-get")) return false;
  console.error(`examples: installing Debian's ${debian}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", debian]]) {
    if (spawnSync("apt-get", args, { env, stdio: "ignore" }).status !== 0) return false;
  }
  return runs(program);
}

const suites = readdirSync("suites")
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => `suites/${name}`);
const leftOut = suites.filter((suite) => NEEDS[suite] !== undefined && !ensure(NEEDS[suite]));
const left = suites.filter((suite) => !leftOut.includes(suite));
const { status } = spawnSync(process.execPath, ["dist/cli/main.js", ...left, "--simulate"], { stdio: "inherit" });
for (const suite of leftOut) {
  const { program, debian } = NEEDS[suite];
  console.error(`examples: ${suite} did not run: there is no ${program} (Debian: apt-get install ${debian})`);
}
process.exitCode = status !== 0 ? (status ?? 1) : leftOut.length > 0 && process.env.CI === "true" ? 1 : 0;
