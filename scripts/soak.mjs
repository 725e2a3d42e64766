// `npm run soak [file…]`: the tests that have a long form (they import test/helpers/soak.ts, or ask at which widths axe looks), in it. Storms, grids and kills: minutes to hours.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";

const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync("test/**/*.test.ts").filter(hasLongForm).sort();
const vitest = ["--no-install", "vitest", "run", "--testTimeout", String(6 * 3_600_000), ...files];
const { status } = spawnSync("npx", vitest, { stdio: "inherit", env: { ...process.env, PROMPT_RUN_SOAK: "1" } });
process.exitCode = status ?? 1;

function hasLongForm(file) {
  return /helpers\/soak\.ts|axeWidths/.test(readFileSync(file, "utf8"));
}
