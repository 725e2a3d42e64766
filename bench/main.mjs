// `npm run bench [part…]`: prints what docs/benchmarks.md quotes, as ratios measured in one run on one machine.
// Parts: throughput, memory, start, and (long, so only when named) rows, admission, shared, night, journal, scale, cache, judges, meter and page (needs Chromium). Everything talks to the project's own simulator over loopback.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { admission } from "./admission.mjs";
import { cache } from "./cache.mjs";
import { journal } from "./journal.mjs";
import { meter } from "./meter.mjs";
import { night } from "./night.mjs";
import { scale } from "./scale.mjs";
import { shared } from "./shared.mjs";
import { cleanUp, folder, MAIN, measure, median, startSimulator, write, writeSuite } from "./harness.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const parts = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["throughput", "memory", "start"];

/** 2,000 requests beside a bare loop over the SDK: of a model that takes 200 ms, and of one that answers at once. */
async function throughput() {
  const suite = writeSuite("throughput", 2000);
  for (const ttftMs of [200, 0]) {
    const simulator = await startSimulator({ latency: { ttftMs, perTokenMs: 0 } });
    const flags = ["--base-url", simulator.url, "--reporter", "quiet", "--concurrency", "50"];
    const bare = join(import.meta.dirname, "bare-loop.mjs");
    const [times, processor] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await measure([MAIN, suite, ...flags]);
      const theirs = await measure([bare, JSON.stringify({ url: simulator.url, count: 2000, concurrency: 50 })]);
      if (ours.code !== 0 || theirs.code !== 0) throw new Error(`exit ${ours.code} and ${theirs.code}`);
      times.push(ours.seconds / theirs.seconds);
      processor.push(ours.cpuSeconds / theirs.cpuSeconds);
      const answered = (await simulator.books()).log.slice(-4000).map(({ atMs }) => atMs);
      const [mine, its] = [around(ours, answered.slice(0, 2000), ttftMs), around(theirs, answered.slice(2000), ttftMs)];
      console.log(`2,000 requests, latency ${ttftMs} ms, concurrency 50: prompt-run ${mine}, bare SDK loop ${its}`);
    }
    await simulator.stop();
    console.log(
      `throughput, latency ${ttftMs} ms: prompt-run / bare SDK loop = ${median(times).toFixed(2)}, of processor time ${median(processor).toFixed(2)} (medians of ${ROUNDS})`,
    );
  }
}

/** What a run took, and of it what came before its first request and after its last answer. */
function around({ seconds, cpuSeconds, startedAtMs }, answeredAtMs, ttftMs) {
  const before = (Math.min(...answeredAtMs) - ttftMs - startedAtMs) / 1000;
  const after = seconds - (Math.max(...answeredAtMs) - startedAtMs) / 1000;
  return `${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(1)} s; ${before.toFixed(1)} s before the first request, ${after.toFixed(1)} s after the last answer)`;
}

/** With Node's own heap limits, and with a small heap: then little garbage waits, and the peak is what is held. */
async function memory() {
  for (const [heap, flags] of [
    ["heap as Node chooses", ""],
    ["heap of at most 40 MB", "--max-semi-space-size=4 --max-old-space-size=40"],
  ]) {
    for (const cases of [2000, 20000]) {
      const suite = writeSuite(`memory${cases}`, cases);
      const env = { NODE_OPTIONS: flags };
      const { peakMb, seconds, code } = await measure([MAIN, suite, "--simulate", "--reporter", "quiet"], { env });
      const told = `peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`;
      console.log(`memory: ${cases} cases as JSONL rows, ${heap}: ${told}`);
    }
  }
}

function start() {
  write(
    "start.yaml",
    'model: claude-haiku-5-5\nprompt: "Say {{ word }}"\ncases: [{ vars: { word: a }, expect: [{ contains: a }] }]\n',
  );
  const time = (args) => {
    const started = performance.now();
    spawnSync(process.execPath, args, { cwd: folder, stdio: "ignore" });
    return performance.now() - started;
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
    write("rows.csv", `id,text\n${lines.join("\n")}\n`);
    const suite =
      'model: claude-haiku-5-5\nprompt: "Repeat {{ text }}"\ncases: [{ file: rows.csv, expect: [{ contains: "{{ text }}" }] }]\n';
    write("rows.yaml", suite);
    const { peakMb, seconds, code } = await measure([MAIN, "validate", "rows.yaml"]);
    console.log(
      `rows: validate of ${count} CSV rows, peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`,
    );
  }
}

/** An HTML page of 10,000 trials in Chromium. */
async function page() {
  await import("./page.mjs"); // measures by being loaded: it is the only part that needs a browser
}

/** How often corrected intervals hold and gates on a judge err: node bench/judges.mjs has its options. */
async function judges() {
  process.argv.splice(2);
  await import("./judges.mjs");
}

const known = { throughput, memory, start, rows, admission, journal, scale, page, cache, judges, meter, shared, night };
try {
  const unknown = parts.filter((part) => !Object.hasOwn(known, part));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(known).join(", ")}`);
  for (const part of parts) await known[part]();
} finally {
  cleanUp();
}
