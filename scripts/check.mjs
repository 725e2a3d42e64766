// Everything that can be held against the source without running it: generated files, format, types, lint, what nothing
// uses. The commands run side by side; each one's words are printed whole.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const COMMANDS = [
  ["oxlint", "--type-aware"],
  ["oxfmt", "--check", "."],
  ["tsc"],
  // What runs in a browser knows the types of a browser.
  ["tsc", "-p", "src/report/html/client"],
  ["tsc", "-p", "test/browser"],
  // Files, exports and dependencies that nothing uses.
  ["knip"],
];

/** Resolves to whether the command found nothing. */
function run(command) {
  const child = spawn("npx", ["--no-install", ...command], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => said.push(bytes));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.stderr.write(Buffer.concat(said));
      if (code !== 0) console.error(`check: ${command.join(" ")} found something`);
      resolve(code === 0);
    });
  });
}

const generated = [
  ...["records", "suite-spec", "config-spec"].map((name) => `src/domain/formats/${name}.ts`),
  "src/report/formats/report-layout.ts",
];
const committed = generated.map((file) => readFileSync(file, "utf8"));
await import("./generate.mjs");
const changed = generated.filter((file, index) => readFileSync(file, "utf8") !== committed[index]);
for (const file of changed)
  console.error(`check: ${file} differs from what schemas/ gives: commit the output of \`npm run generate\``);
const found = await Promise.all(COMMANDS.map(run));
process.exitCode = changed.length === 0 && found.every(Boolean) ? 0 : 1;
