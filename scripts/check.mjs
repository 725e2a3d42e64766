// Everything that can be held against the source without running it: generated files, format, types, lint, what nothing
// uses. The commands run side by side; each one's words are printed whole. `npm run check` does it alone, scripts/test.mjs
// beside the tests.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";

const COMMANDS = [
  ["oxlint", "--type-aware"],
  ["oxfmt", "--check", "."],
  // One thread: the commands run side by side, and each further thread would learn the same types again.
  ["tsc", "--singleThreaded"],
  // What runs in a browser knows the types of a browser.
  ["tsc", "--singleThreaded", "-p", "src/report/html/client"],
  ["tsc", "--singleThreaded", "-p", "test/browser"],
  // Files, exports and dependencies that nothing uses.
  ["knip"],
];

/** The checks written in Go tidy up their memory less often: a third less work for a tenth more memory. */
const ENVIRONMENT = { ...process.env, GOGC: process.env.GOGC ?? "400" };

const GENERATED = [
  ...["records", "suite-spec", "config-spec"].map((name) => `src/domain/formats/${name}.ts`),
  "src/report/formats/report-layout.ts",
];

/** Generates what follows from schemas/. Resolves to whether the committed files were what came of it. */
export async function generatedInSync() {
  const committed = GENERATED.map((file) => readFileSync(file, "utf8"));
  await import("./generate.mjs");
  const changed = GENERATED.filter((file, index) => readFileSync(file, "utf8") !== committed[index]);
  for (const file of changed)
    console.error(`check: ${file} differs from what schemas/ gives: commit the output of \`npm run generate\``);
  return changed.length === 0;
}

/** Resolves to whether the command found nothing. */
function run(command, priority) {
  const child = spawn("npx", ["--no-install", ...command], { stdio: ["ignore", "pipe", "pipe"], env: ENVIRONMENT });
  if (child.pid !== undefined && priority !== 0) setPriority(child.pid, priority);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => said.push(bytes));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) {
        process.stderr.write(Buffer.concat(said));
        console.error(`check: ${command.join(" ")} found something`);
      }
      resolve(code === 0);
    });
  });
}

/** Resolves to whether none of the commands found anything. `isAside`: they take only what others leave of the processor. */
export async function sourceIsClean({ isAside }) {
  const priority = isAside ? constants.priority.PRIORITY_LOW : 0;
  const found = await Promise.all(COMMANDS.map((command) => run(command, priority)));
  return found.every(Boolean);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isInSync = await generatedInSync();
  process.exitCode = (await sourceIsClean({ isAside: false })) && isInSync ? 0 : 1;
}
