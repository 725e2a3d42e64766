// `npm run mutate`: breaks the rooms that compose on purpose, one small change at a time, and runs the tests that reach the changed
// file. Prints each mutant that no test noticed, and the share that was noticed. Works in a clone of the last commit: your files are
// not touched. Minutes to hours; weekly in CI.
//   npm run mutate -- [--mutants 60] [--seed 0] [--room src/pipeline --room src/run] [--least 0.7]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { globSync } from "tinyglobby";
import { ownSource } from "../bench/own-source.mjs";
import { mutationSites } from "./mutation-sites.mjs";

const ROOMS = ["src/pipeline", "src/run", "src/store"];
/** Most mutants are noticed by the tests of their own stage, in a fraction of the time of all that reach the file. */
const OWN_TESTS = { pipeline: "test/pipeline", run: "test/run", store: "test/store" };
/** A mutant that never ends is noticed: the tests of a file take a fraction of it. */
const MOST_MS = 900_000;

const { values } = parseArgs({
  options: {
    mutants: { type: "string", default: "60" },
    seed: { type: "string", default: "0" },
    room: { type: "string", multiple: true, default: ROOMS },
    least: { type: "string", default: "0" },
  },
});
const clone = mkdtempSync(join(tmpdir(), "prompt-run-mutants-"));
process.once("exit", () => rmSync(clone, { recursive: true, force: true }));
process.once("SIGINT", () => process.exit(130));
prepareClone();

const mutants = await drawMutants();
if (mutants.length === 0) throw new Error(`no mutants in ${values.room.join(", ")}`);
const unbroken = runTests([...new Set(mutants.map(({ file }) => file))]);
if (unbroken.end !== "green") {
  console.error(`the tests of these files fail before anything is broken: ${unbroken.failed.join("; ")}`);
  process.exit(2);
}
const counts = { noticed: 0, survived: 0, untested: 0 };
for (const [index, mutant] of mutants.entries()) {
  const end = tryMutant(mutant);
  counts[end]++;
  const sofar = `${String(index + 1).padStart(String(mutants.length).length)}/${mutants.length}`;
  if (end !== "noticed") console.log(`${sofar} ${end}: ${mutant.place}  ${mutant.kind}  ${mutant.shown}`);
}
const score = counts.noticed / mutants.length;
const rooms = values.room.map((room) => room.replace(/^src\//, "")).join(", ");
console.log(
  `mutate: ${counts.noticed} of ${mutants.length} mutants in ${rooms} noticed (${(100 * score).toFixed(0)}%), ` +
    `${counts.survived} survived, ${counts.untested} in files that no test imports; --seed ${values.seed}`,
);
process.exitCode = score < Number(values.least) ? 1 : 0;

function prepareClone() {
  run("git", ["clone", "--quiet", "--local", process.cwd(), clone], process.cwd());
  symlinkSync(resolve("node_modules"), join(clone, "node_modules"));
  run("npm", ["run", "--silent", "build"], clone);
}

function run(command, args, cwd) {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
}

/** As many as are asked for, drawn by the seed over all sites of the rooms. */
async function drawMutants() {
  const { seededRandom, shuffled } = await ownSource({ "base/seeded-random.ts": ["seededRandom", "shuffled"] });
  const files = values.room.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: clone })).sort();
  const all = files
    .filter((file) => !file.includes("/generated/"))
    .flatMap((file) => {
      const source = readFileSync(join(clone, file), "utf8");
      return mutationSites(file, source).map((site) => ({ ...site, file, source, ...shownOf(file, source, site) }));
    });
  return shuffled(all, seededRandom(`mutants ${values.seed}`)).slice(0, Number(values.mutants));
}

function shownOf(file, source, { start, end }) {
  const before = source.slice(0, start).split("\n");
  const line = source
    .slice(start - before.at(-1).length)
    .split("\n")[0]
    .trim();
  const what = source.slice(start, Math.min(end, start + 60)).replaceAll(/\s+/g, " ");
  return { place: `${file}:${before.length}`, shown: end - start > 3 ? what : line.slice(0, 100) };
}

function tryMutant({ file, source, start, end, text }) {
  const path = join(clone, file);
  writeFileSync(path, source.slice(0, start) + text + source.slice(end));
  const own = OWN_TESTS[file.split("/")[1]];
  const ended = own !== undefined && runTests([file], ["--dir", own]).end === "red" ? "red" : runTests([file]).end;
  writeFileSync(path, source);
  return { red: "noticed", green: "survived", none: "untested" }[ended];
}

/** Runs the tests that import the files. What they start of the built command line is of the commit as it is. */
function runTests(files, only = []) {
  const vitest = [
    "--no-install",
    "vitest",
    "related",
    "--run",
    "--project",
    "node",
    "--bail",
    "1",
    "--reporter",
    "json",
  ];
  const options = { cwd: clone, timeout: MOST_MS, killSignal: "SIGKILL", encoding: "utf8", maxBuffer: 1e9 };
  const { status, stdout } = spawnSync("npx", [...vitest, ...only, ...files], options);
  if (status !== 0) return { end: "red", failed: failedTests(stdout) };
  return { end: /"numTotalTests":0\b/.test(stdout) || stdout === "" ? "none" : "green", failed: [] };
}

/** The names of the tests that a report of vitest says have failed; what stands in place of a report, where it is none. */
function failedTests(report) {
  try {
    const tests = JSON.parse(report).testResults.flatMap(({ assertionResults }) => assertionResults);
    return tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
  } catch {
    return [report.slice(0, 500)];
  }
}
