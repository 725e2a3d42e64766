// Everything that can be held against the source without running it: generated files, format, types, lint.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const run = (command, ...args) => execFileSync("npx", ["--no-install", command, ...args], { stdio: "inherit" });
const generated = ["records", "suite-spec", "config-spec"].map((name) => `src/domain/${name}.ts`);
const committed = generated.map((file) => readFileSync(file, "utf8"));

execFileSync(process.execPath, ["scripts/generate.mjs"], { stdio: "inherit" });
for (const [index, file] of generated.entries()) {
  if (readFileSync(file, "utf8") !== committed[index]) {
    console.error(`${file} differs from what schemas/ gives: commit the output of \`npm run generate\``);
    process.exit(1);
  }
}
run("prettier", "--check", "--log-level", "warn", ".");
run("tsc");
run("oxlint", "--type-aware");
