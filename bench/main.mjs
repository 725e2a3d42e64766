// `npm run bench [part…]`: prints what docs/benchmarks.md quotes, as ratios measured in one run on one machine.
// Parts: throughput, memory, start, and (long, so only when named) rows. Everything talks to the project's own simulator over loopback.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../dist/cli/main.js");
const parts = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["throughput", "memory", "start"];
const folder = mkdtempSync(join(tmpdir(), "prompt-run-bench-"));
mkdirSync(join(folder, ".git"));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function writeSuite(name, cases) {
  const rows = Array.from({ length: cases }, (_, n) => JSON.stringify({ id: `case-${n}`, n, text: `row ${n}` }));
  writeFileSync(join(folder, `${name}.jsonl`), rows.join("\n"));
  const suite = `model: claude-haiku-5-5
prompt: "Repeat the number {{ n }} and this text: {{ text }}"
cases: [{ file: ${name}.jsonl, expect: [{ contains: "{{ text }}" }] }]
`;
  writeFileSync(join(folder, `${name}.yaml`), suite);
  return `${name}.yaml`;
}

/** Starts `prompt-run simulate` and resolves with its address. */
function startSimulator(args) {
  const child = spawn(process.execPath, [MAIN, "simulate", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve) => {
    child.stdout.once("data", (data) => resolve({ url: String(data).trim(), stop: () => child.kill("SIGTERM") }));
  });
}

/** Runs a program; resolves with its wall time in seconds and peak memory in MB. */
async function measure(args, env = {}) {
  const started = process.hrtime.bigint();
  const child = spawn("/usr/bin/env", ["node", ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ANTHROPIC_API_KEY: "bench-key-12345", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, residentMb(child.pid))), 50);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMb: peak, code };
}

function residentMb(pid) {
  const status = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return Number(status.trim() || 0) / 1024;
}

async function throughput() {
  const suite = writeSuite("throughput", 2000);
  const simulator = await startSimulator(["--latency-ms", "200"]);
  const bare = join(import.meta.dirname, "bare-loop.mjs");
  const ratios = [];
  for (let round = 0; round < 3; round++) {
    const ours = await measure([
      MAIN,
      suite,
      "--base-url",
      simulator.url,
      "--reporter",
      "quiet",
      "--concurrency",
      "50",
    ]);
    const theirs = await measure([bare, simulator.url, "2000", "50"]);
    if (ours.code !== 0 || theirs.code !== 0) throw new Error(`exit ${ours.code} and ${theirs.code}`);
    ratios.push(ours.seconds / theirs.seconds);
    console.log(
      `2,000 requests, latency 200 ms, concurrency 50: prompt-run ${ours.seconds.toFixed(1)} s, bare SDK loop ${theirs.seconds.toFixed(1)} s`,
    );
  }
  simulator.stop();
  console.log(`throughput: prompt-run / bare SDK loop = ${median(ratios).toFixed(2)} (median of 3)`);
}

async function memory() {
  for (const cases of [2000, 20000]) {
    const suite = writeSuite(`memory${cases}`, cases);
    const { peakMb, seconds, code } = await measure([MAIN, suite, "--simulate", "--reporter", "quiet"]);
    console.log(
      `memory: ${cases} cases as JSONL rows, peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`,
    );
  }
}

function start() {
  writeFileSync(
    join(folder, "start.yaml"),
    'model: claude-haiku-5-5\nprompt: "Say {{ word }}"\ncases: [{ vars: { word: a }, expect: [{ contains: a }] }]\n',
  );
  const time = (args) => {
    const started = process.hrtime.bigint();
    spawnSync(process.execPath, args, { cwd: folder, stdio: "ignore" });
    return Number(process.hrtime.bigint() - started) / 1e6;
  };
  const times = { bare: [], help: [], validate: [] };
  for (let round = 0; round < 21; round++) {
    times.bare.push(time(["-e", "0"]));
    times.help.push(time([MAIN, "--help"]));
    times.validate.push(time([MAIN, "validate", "start.yaml"]));
  }
  const base = median(times.bare);
  console.log(
    `start: --help / node -e 0 = ${(median(times.help) / base).toFixed(2)}, validate / node -e 0 = ${(median(times.validate) / base).toFixed(2)} (medians of 21, Node ${process.versions.node})`,
  );
}

/** A CSV of a million rows through `validate`, beside one of 100,000: memory must not grow with the rows. */
async function rows() {
  for (const count of [100_000, 1_000_000]) {
    const lines = Array.from({ length: count }, (_, n) => `case-${n},"row, ${n}"`);
    writeFileSync(join(folder, "rows.csv"), `id,text\n${lines.join("\n")}\n`);
    const suite =
      'model: claude-haiku-5-5\nprompt: "Repeat {{ text }}"\ncases: [{ file: rows.csv, expect: [{ contains: "{{ text }}" }] }]\n';
    writeFileSync(join(folder, "rows.yaml"), suite);
    const { peakMb, seconds, code } = await measure([MAIN, "validate", "rows.yaml"]);
    console.log(
      `rows: validate of ${count} CSV rows, peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`,
    );
  }
}

const known = { throughput, memory, start, rows };
try {
  for (const part of parts) await known[part]();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
