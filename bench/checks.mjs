// `node bench/checks.mjs [trials]`: grades trials by ten deterministic checks each, through the same preparation and
// judging as a run, and prints time and memory: of all together, and of each check alone.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const trials = Number(process.argv[2] ?? 100_000);
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "prompt-run-bench-"));
const outfile = join(folder, "checks.mjs");
const contents = `
export { createCheckPreparer } from "./src/checks/prepare/check-preparer.ts";
export { judgeTrial } from "./src/checks/trial/judge-trial.ts";`;
// Engines that are CommonJS ask for their parts by require().
globalThis.require = createRequire(import.meta.url);
await build({
  stdin: { contents, resolveDir: root },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile,
  logLevel: "error",
});
const { createCheckPreparer, judgeTrial } = await import(outfile);
rmSync(folder, { recursive: true });

/** What a model writes to a prompt that asks for JSON after some thought: about 600 characters. */
const prose = "The customer was charged twice for one order and asks for the second amount back. ".repeat(5);
const answerOf = (n) =>
  `${prose}\n\n\`\`\`json\n{"queue": "refunds", "order": ${n}, "lines": [{"sku": "a-1", "price": 12.5}]}\n\`\`\``;
const schema = {
  type: "object",
  required: ["queue", "order"],
  properties: { queue: { enum: ["billing", "refunds"] }, order: { type: "integer" }, lines: { type: "array" } },
};

const items = [
  { type: "contains", argsOf: () => "charged twice" },
  { type: "contains_all", argsOf: () => ["customer", "refunds"] },
  { type: "starts_with", argsOf: () => "The customer" },
  { type: "matches", argsOf: () => '"order": \\d+' },
  { type: "json", argsOf: () => ({ schema }) },
  { type: "json_path", argsOf: (n) => ({ path: "$.order", equals: n }) },
  { type: "number", argsOf: (n) => n, on: { kind: "json_path", path: "$.order" } },
  { type: "length", argsOf: () => ({ max_words: 150, max_chars: 900 }) },
  { type: "expr", argsOf: () => "json.lines.all(l, l.price > 0) && size(output) < 900" },
  { type: "not", argsOf: () => ({ contains: "I'm sorry" }) },
];

const usage = {
  inputTokens: 300,
  outputTokens: 150,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  thinkingTokens: null,
};

async function gradeAll(chosen) {
  const prepare = createCheckPreparer(() => Promise.reject(new Error("no scripts here")));
  let passed = 0;
  for (let n = 0; n < trials; n++) {
    const text = answerOf(n);
    const prepared = await Promise.all(
      chosen.map(({ type, argsOf, on }) => prepare({ type, args: argsOf(n), name: null, on: on ?? null })),
    );
    const completion = {
      content: [],
      text,
      toolCalls: [],
      ending: "complete",
      stopReason: "end_turn",
      refusalCategory: null,
      usage,
      modelServed: "m",
    };
    const judgement = await judgeTrial({
      items: prepared.map((item) => ({ item, weight: 1, required: true, turn: null })),
      turns: [
        {
          userText: "",
          completions: [completion],
          costPico: 1_000_000n,
          ttftMs: 100,
          latencyMs: 900,
          requestId: null,
          requestHash: "",
          reused: false,
        },
      ],
      turnCount: 1,
      minScore: null,
      context: { vars: { n }, caseId: `case-${n}`, armId: "m/default", trial: 1 },
    });
    if (judgement.verdict === "pass") passed++;
  }
  if (passed !== trials) throw new Error(`${passed} of ${trials} passed`);
}

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);

async function secondsOf(chosen) {
  const started = performance.now();
  await gradeAll(chosen);
  await new Promise((resolve) => setImmediate(resolve));
  return (performance.now() - started) / 1000;
}

const before = process.memoryUsage().rss;
const overhead = await secondsOf([]);
for (const item of items) {
  const seconds = await secondsOf([item]);
  console.log(`${item.type.padEnd(14)} ${(((seconds - overhead) / trials) * 1e6).toFixed(1).padStart(7)} µs per check`);
}
const total = await secondsOf(items);
clearInterval(watch);
const mb = (bytes) => Math.round(bytes / 2 ** 20);
console.log(
  `${trials} trials × ${items.length} checks: ${total.toFixed(1)} s, ${((total / trials / items.length) * 1e6).toFixed(1)} µs per check`,
);
console.log(`memory: ${mb(before)} MB before, ${mb(Math.max(peak, process.memoryUsage().rss))} MB at most`);
