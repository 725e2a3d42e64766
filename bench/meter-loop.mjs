// One loop of the bare SDK, measured from inside: argument JSON with `url`, `key`, `count`, `concurrency`.
// Prints its seconds and the median milliseconds to the first event of an answer.
import Anthropic from "@anthropic-ai/sdk";
import pLimit from "p-limit";

const { url, key, count, concurrency } = JSON.parse(process.argv[2]);
const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const limit = pLimit(concurrency);
const firsts = [];

async function one(n) {
  const started = performance.now();
  const content = `${"lorem ".repeat(50)}call ${n}`;
  const stream = client.messages.stream({
    model: "claude-haiku-4-5",
    max_tokens: 512,
    messages: [{ role: "user", content }],
  });
  let isFirst = true;
  for await (const _ of stream) {
    if (isFirst) firsts.push(performance.now() - started);
    isFirst = false;
  }
}

for (let n = 0; n < 20; n++) await one(-n - 1); // connections and compiled code, on both sides alike
firsts.length = 0;
const begun = performance.now();
await Promise.all(Array.from({ length: count }, (_, n) => limit(() => one(n))));
const seconds = (performance.now() - begun) / 1000;
firsts.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ seconds, firstMs: firsts[Math.floor(firsts.length / 2)] }));
