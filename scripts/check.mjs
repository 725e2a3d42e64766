// Everything that can be held against the source without running it: generated files, format, types, lint.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

function run(command, ...args) {
  const { status } = spawnSync("npx", ["--no-install", command, ...args], { stdio: "inherit" });
  if (status !== 0) fail(`${command} found something`);
}

function fail(message) {
  console.error(`check: ${message}`);
  process.exit(1);
}

const generated = [
  ...["records", "suite-spec", "config-spec"].map((name) => `src/domain/formats/${name}.ts`),
  "src/report/formats/report-layout.ts",
];
const committed = generated.map((file) => readFileSync(file, "utf8"));
await import("./generate.mjs");
const changed = generated.find((file, index) => readFileSync(file, "utf8") !== committed[index]);
if (changed !== undefined)
  fail(`${changed} differs from what schemas/ gives: commit the output of \`npm run generate\``);
run("prettier", "--check", "--cache", "--log-level", "warn", ".");
run("tsc");
// What runs in a browser knows the types of a browser.
for (const folder of ["src/report/html/client", "test/browser"]) run("tsc", "-p", folder);
run("oxlint", "--type-aware");
// Files, exports and dependencies that nothing uses.
run("knip");
