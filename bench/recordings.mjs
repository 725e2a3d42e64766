// `node bench/recordings.mjs [lines]`: records so many answers of 300 characters, merges one more, opens the file and looks
// answers up; prints time, and the peak memory of the process that did each (each step has its own).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const lines = Number(process.argv[2] ?? 1_000_000);
const [, , , step, folder] = process.argv;
const LOOKUPS = 100_000;

const hash = (index) => index.toString(16).padStart(8, "0").repeat(8);
const keyOf = (index) => ({ caseId: `case-${index}`, requestHash: hash(index), n: 1 });
const textOf = (index) =>
  JSON.stringify({
    v: 1,
    case: `case-${index}`,
    request_hash: hash(index),
    n: 1,
    recorded_at: "2026-11-22T09:30:00.000Z",
    completion: {
      content: [{ type: "text", text: "x".repeat(300) }],
      ending: "complete",
      stop_reason: "end_turn",
      refusal_category: null,
      model_served: "claude-haiku-5-5",
      usage: {
        input_tokens: 100,
        output_tokens: 75,
        cache_read_tokens: 0,
        cache_write_5m_tokens: 0,
        cache_write_1h_tokens: 0,
        thinking_tokens: null,
        web_search_requests: 0,
        service_tier: "standard",
        speed: "standard",
        inference_geo: "global",
      },
    },
    ttft_ms: 200,
    latency_ms: 900,
    request_id: null,
  });

async function buildModules(outfile) {
  const { build } = await import("esbuild");
  const contents = `
export { KeyList } from "./src/providers/recordings/key-list.ts";
export { mergeRecordings } from "./src/providers/recordings/merge-recordings.ts";
export { openRecordings } from "./src/providers/recordings/recordings.ts";`;
  const stdin = { contents, resolveDir: join(import.meta.dirname, "..") };
  await build({ stdin, bundle: true, format: "esm", platform: "node", outfile, logLevel: "error" });
}

async function run(name) {
  globalThis.require = createRequire(import.meta.url);
  const { KeyList, mergeRecordings, openRecordings } = await import(join(folder, "recordings.mjs"));
  const file = join(folder, "recordings.jsonl");
  const keysOf = (from, to) => {
    const keys = new KeyList();
    for (let index = from; index < to; index++) keys.push(keyOf(index));
    return keys;
  };
  const started = performance.now();
  if (name === "record all") await mergeRecordings(file, { keys: keysOf(0, lines), text: textOf });
  if (name === "merge one more")
    await mergeRecordings(file, { keys: keysOf(lines, lines + 1), text: () => textOf(lines) });
  if (name === "open and look up") {
    const { recordings } = await openRecordings(file);
    const opened = performance.now();
    for (let turn = 0; turn < LOOKUPS; turn++) {
      if (recordings.find(keyOf((turn * 7919) % lines)) === null) throw new Error("a recorded answer was not found");
    }
    console.log(`  ${((1000 * (performance.now() - opened)) / LOOKUPS).toFixed(0)} µs a lookup`);
  }
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(`${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${megabytes.toFixed(0).padStart(5)} MB peak`);
}

if (step !== undefined) await run(step);
else {
  const scratch = mkdtempSync(join(tmpdir(), "prompt-run-bench-"));
  await buildModules(join(scratch, "recordings.mjs"));
  for (const name of ["record all", "merge one more", "open and look up"]) {
    spawnSync(process.execPath, [import.meta.filename, String(lines), name, scratch], { stdio: "inherit" });
  }
  const megabytes = statSync(join(scratch, "recordings.jsonl")).size / 1e6;
  console.log(`${lines.toLocaleString("en")} lines, ${megabytes.toFixed(0)} MB`);
  rmSync(scratch, { recursive: true });
}
