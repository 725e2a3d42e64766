// `npm run bench scale`: simulated trials from a JSONL file, one each, in one run with `ndjson` out: how time and memory grow
// with their number. `SCALE=1000,10000` runs some of the sizes; `KILL=0.9` runs each again, kills it when so much of the
// report is written, resumes it, and counts the trials of the resumed run's report; `SHARDS=4` runs each in shards too, and merges them. A
// million take some ten minutes a run.
import { createReadStream, createWriteStream, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { folder, MAIN, measure, write } from "./harness.mjs";

const COUNTS = [1_000, 10_000, 100_000, 1_000_000];
const RUNS = join(folder, ".prompt-run/runs");
const REPORT = ["--reporter", "ndjson=scale.ndjson"];
const report = join(folder, "scale.ndjson");

async function writeRows(count) {
  const out = createWriteStream(join(folder, "scale.jsonl"));
  for (let n = 0; n < count; n++) {
    if (!out.write(`${JSON.stringify({ id: `case-${n}`, n, text: `row ${n}` })}\n`)) {
      await new Promise((resolve) => out.once("drain", resolve));
    }
  }
  out.end();
  await finished(out);
}

const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);
const told = ({ seconds, peakMb, code }) =>
  `${seconds.toFixed(1)} s, peak ${peakMb.toFixed(0)} MB, ${code === null ? "killed" : `exit ${code}`}`;

/** How many trials the report tells of, and of how many cases. */
async function reported() {
  const cases = new Set();
  let trials = 0;
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const [, name] = /"case":"([^"]*)"/.exec(line) ?? [];
    if (name === undefined) continue;
    trials += 1;
    cases.add(name);
  }
  return { trials, cases: cases.size };
}

async function killAndResume(count, share, wholeSize) {
  rmSync(report);
  const killWhen = () => sizeOf(report) >= share * wholeSize;
  const killed = await measure([MAIN, "scale.yaml", "--simulate", ...REPORT], { quiet: true, killWhen });
  const before = await reported();
  const resumed = await measure([MAIN, "resume", ...REPORT], { quiet: true });
  const { trials, cases } = await reported();
  console.log(`scale: ${count} trials, ${told(killed)} after ${before.trials}; resumed: ${told(resumed)}`);
  console.log(`scale: the resumed run's report has ${trials} trials of ${cases} cases`);
}

/** The same trials in shards, one after the other, each in a store of its own; then one run of them. */
async function shardAndMerge(count, shards) {
  const stores = Array.from({ length: shards }, (_, i) => `shard-${i + 1}`);
  for (const [i, store] of stores.entries()) {
    const shard = await measure([MAIN, "scale.yaml", "--simulate", "--shard", `${i + 1}/${shards}`, "--store", store], {
      quiet: true,
    });
    if (shard.code !== 0) throw new Error(`a shard ended with exit ${shard.code}`);
  }
  rmSync(report);
  const merged = await measure([MAIN, "merge", ...stores, "--store", "merged", ...REPORT], { quiet: true });
  const { trials, cases } = await reported();
  console.log(`scale: ${count} trials of ${shards} shards merged: ${told(merged)}; ${trials} trials of ${cases} cases`);
  for (const store of [...stores, "merged"]) rmSync(join(folder, store), { recursive: true, force: true });
}

export async function scale() {
  const asked = (process.env.SCALE ?? "").split(",").filter(Boolean).map(Number);
  const share = Number(process.env.KILL ?? 0);
  const shards = Number(process.env.SHARDS ?? 0);
  write(
    "scale.yaml",
    'model: claude-haiku-5-5\nprompt: "Repeat {{ text }}"\ncases: [{ file: scale.jsonl, expect: [{ contains: "{{ text }}" }] }]\n',
  );
  for (const count of asked.length > 0 ? asked : COUNTS) {
    await writeRows(count);
    const whole = await measure([MAIN, "scale.yaml", "--simulate", ...REPORT], { quiet: true });
    const size = sizeOf(report);
    const [run] = readdirSync(RUNS);
    const journalMb = sizeOf(join(RUNS, run, "journal.jsonl")) / 1e6;
    console.log(
      `scale: ${count} trials (${(count / whole.seconds).toFixed(0)} a second), ${told(whole)}; journal ${journalMb.toFixed(0)} MB, ndjson ${(size / 1e6).toFixed(0)} MB`,
    );
    rmSync(RUNS, { recursive: true });
    if (share > 0) await killAndResume(count, share, size);
    rmSync(RUNS, { recursive: true, force: true });
    if (shards > 0) await shardAndMerge(count, shards);
  }
}
