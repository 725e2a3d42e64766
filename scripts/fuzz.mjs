// Property tests over every door, for as long as is asked: `npm run fuzz -- 10m`, `npm run fuzz -- 30s --seed 7`. The rule and the
// doors stand in test/fuzz/. A door that is broken is told with the input it was shrunk to; an input that hangs, by the last one.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 };
/** An input that takes longer has hung: the slowest that is allowed takes a third of it. */
const MOST_MS = 60_000;

const args = process.argv.slice(2);
const seedAt = args.indexOf("--seed");
const seed = seedAt < 0 ? String(Date.now() % 2 ** 31) : (args[seedAt + 1] ?? "");
const time = args.find((arg, index) => !arg.startsWith("--") && index !== seedAt + 1) ?? "1m";
const [, count, unit] = /^(\d+)([smh])$/.exec(time) ?? [];
if (count === undefined || !/^\d+$/.test(seed)) {
  console.error("usage: npm run fuzz -- [10m | 30s | 2h] [--seed N]");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "prompt-run-fuzz-"));
const last = join(folder, "last.json");
console.log(`fuzzing for ${time} with --seed ${seed}`);
const child = spawn("npx", ["--no-install", "vitest", "run", "--project", "node", "test/fuzz/fuzz.test.ts"], {
  stdio: "inherit",
  detached: true,
  env: { ...process.env, FUZZ_MS: String(Number(count) * UNITS[unit]), FUZZ_SEED: seed, FUZZ_LAST: last },
});

let isDone = false;
const watch = setInterval(() => {
  if (!existsSync(last) || Date.now() - statSync(last).mtimeMs < MOST_MS) return;
  console.error(`fuzz: this input hangs: ${readFileSync(last, "utf8").slice(0, 4000)}`);
  end(1);
}, 1000);
child.once("close", (code) => end(code ?? 1));
process.once("SIGINT", () => end(130));

function end(code) {
  if (isDone) return;
  isDone = true;
  clearInterval(watch);
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code;
}
