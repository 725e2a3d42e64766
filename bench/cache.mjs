// `npm run bench cache`: 400 requests over one long system prompt that the prompt cache may keep: what sending one first
// saves, beside a bare SDK loop that sends them as they come. Figures of the books that the simulator keeps.
import { join } from "node:path";
import { MAIN, measure, startSimulator, write } from "./harness.mjs";

const BARE = join(import.meta.dirname, "bare-loop.mjs");
const COUNT = 400;
const CONCURRENCY = 50;
const MODEL = "claude-haiku-5-5";
const system = [{ type: "text", text: "lorem ipsum ".repeat(4000), cache_control: { type: "ephemeral" } }];

function told(name, { usage, billedUsd }) {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens } = usage;
  const all = inputTokens + cacheReadTokens + cacheWrite5mTokens;
  const share = (tokens) => `${((100 * tokens) / all).toFixed(1)}%`;
  console.log(
    `cache: ${name}: ${share(cacheReadTokens)} of the prompt tokens read from the cache, ${share(cacheWrite5mTokens)} written, $${billedUsd.toFixed(4)}`,
  );
  return billedUsd;
}

/** A fresh simulator's books after a client's run. */
async function booksAfter(run) {
  const simulator = await startSimulator({ latency: { ttftMs: 200, perTokenMs: 0 }, keepLog: false });
  const { code, seconds } = await run(simulator.url);
  if (code !== 0) throw new Error(`exit ${code}`);
  const books = await simulator.books();
  await simulator.stop();
  return { ...books, seconds };
}

export async function cache() {
  const rows = Array.from({ length: COUNT }, (_, n) => JSON.stringify({ id: `case-${n}`, n }));
  write("cache.jsonl", rows.join("\n"));
  const suite = write(
    "cache.yaml",
    `model: ${MODEL}
system: ${JSON.stringify(system)}
prompt: "Repeat the number {{ n }} and this text: row {{ n }}"
cases: [{ file: cache.jsonl, expect: [{ contains: "row {{ n }}" }] }]
`,
  );
  const args = ["--reporter", "quiet", "--concurrency", String(CONCURRENCY), "--base-url"];
  const ours = await booksAfter((url) => measure([MAIN, suite, ...args, url]));
  const bare = { count: COUNT, concurrency: CONCURRENCY, models: [MODEL], system };
  const theirs = await booksAfter((url) => measure([BARE, JSON.stringify({ url, ...bare })]));
  const ratio = told("prompt-run", ours) / told("bare SDK loop", theirs);
  console.log(
    `cache: cost prompt-run / bare SDK loop = ${ratio.toFixed(2)}, time ${(ours.seconds / theirs.seconds).toFixed(2)}`,
  );
}
