// `npm run bench admission`: how close a run comes to the least time that the account's rate limits allow, beside a bare
// SDK loop with 10 retries. Latency 200 ms; a bucket holds 5% of a minute's allowance.
import { join } from "node:path";
import { MAIN, measure, startSimulator, write } from "./harness.mjs";

const BARE = join(import.meta.dirname, "bare-loop.mjs");
const BURST = 0.05;
const FAST = "claude-haiku-5-5";
const SLOW = "claude-sonnet-5-5";
const PLENTY = 100_000_000;
const LATENCY = { ttftMs: 200, perTokenMs: 0 };

/** The least time for so many requests of a model: all beyond the first burst at the pace of the refill. */
const idealSeconds = (count, perMinute) => ((count - perMinute * BURST) / perMinute) * 60;

/** Each binds 600 requests a model at an ideal of 27 s (57 s for the slow model), each by another limit. */
async function scenes() {
  const light = await tokensOf(0);
  const heavy = await tokensOf(300);
  const base = { rpm: 60_000, itpm: PLENTY, otpm: PLENTY, burst: BURST };
  const one = (name, limits, padding) => ({ name, models: [FAST], padding, limits: { ...base, ...limits } });
  return [
    one("1,200 requests a minute", { rpm: 1200 }, 0),
    one(`${Math.round(1.2 * heavy.input)}k input tokens a minute`, { itpm: 1200 * heavy.input }, 300),
    one(`${Math.round(1.2 * heavy.output)}k output tokens a minute`, { otpm: 1200 * heavy.output }, 300),
    one(`${Math.round(1.2 * light.output)}k output tokens a minute, short answers`, { otpm: 1200 * light.output }, 0),
    {
      name: "two models, 1,200 and 600 requests a minute",
      models: [FAST, SLOW],
      padding: 0,
      limits: { ...base, rpm: 1200, by: { [SLOW]: { rpm: 600 } } },
    },
  ];
}

/** What a request with so many words of padding counts for: asked of an unlimited simulator. */
async function tokensOf(padding) {
  const simulator = await startSimulator();
  const first = 500; // as many digits as most
  await measure([BARE, JSON.stringify({ url: simulator.url, count: first, concurrency: 8, padding })]);
  const { usage } = await simulator.books();
  await simulator.stop();
  return { input: usage.inputTokens / first, output: usage.outputTokens / first };
}

function suiteOf({ models, padding }) {
  const filler = "lorem ".repeat(padding);
  const rows = Array.from({ length: 600 }, (_, n) => JSON.stringify({ id: `case-${n}`, n }));
  write("admission.jsonl", rows.join("\n"));
  return write(
    "admission.yaml",
    `models: [${models.join(", ")}]
prompt: "${filler}Repeat the number {{ n }} and this text: row {{ n }}"
cases: [{ file: admission.jsonl, expect: [{ contains: "row {{ n }}" }] }]
`,
  );
}

/** What the simulator's books say of a client's run. */
function digest({ log }, models) {
  const rejected = log.filter(({ status }) => status === 429).length;
  const answered = log.filter(({ status }) => status === 200).length;
  const startMs = Math.min(...log.map(({ atMs }) => atMs)) - LATENCY.ttftMs; // an entry is made when the answer ends
  const lastOf = (model) => Math.max(...log.filter((entry) => entry.model === model).map(({ atMs }) => atMs));
  const fastSeconds = (lastOf(models[0]) - startMs) / 1000;
  const sendSeconds = (Math.max(...log.map(({ atMs }) => atMs)) - startMs) / 1000;
  return { rejected, useless: log.length - answered, share: rejected / log.length, sendSeconds, fastSeconds };
}

async function against(scene, args) {
  const simulator = await startSimulator({ latency: LATENCY, limits: scene.limits });
  const ran = await measure(args(simulator.url));
  const books = digest(await simulator.books(), scene.models);
  await simulator.stop();
  return { ...ran, ...books };
}

export async function admission() {
  for (const scene of await scenes()) {
    const suite = suiteOf(scene);
    const asked = 600 * scene.models.length;
    const ideal = scene.models.length === 2 ? idealSeconds(600, 600) : 27;
    const ours = await against(scene, (url) => [MAIN, suite, "--base-url", url, "--reporter", "json"]);
    const { trials, passed } = JSON.parse(ours.stdout).totals;
    const bare = { count: 600, concurrency: 50, retries: 10, models: scene.models, padding: scene.padding };
    const theirs = process.env.DUMP
      ? { ...ours, stdout: "{}" }
      : await against(scene, (url) => [BARE, JSON.stringify({ url, ...bare })]);
    const lines = [
      `admission, ${scene.name} (ideal ${ideal.toFixed(0)} s, ${asked} requests):`,
      line("prompt-run", ours, { ideal, lost: trials - passed }),
      line("bare SDK loop", theirs, { ideal, lost: JSON.parse(theirs.stdout).lost }),
    ];
    if (scene.models.length === 2) {
      lines.push(`  the fast model ended after ${(ours.fastSeconds / 27).toFixed(2)} × its own ideal of 27 s`);
    }
    console.log(lines.join("\n"));
  }
}

function line(name, { seconds, sendSeconds, useless, share }, { ideal, lost }) {
  const times = (sendSeconds / ideal).toFixed(3);
  return `  ${name}: ${times} × ideal from the first request to the last answer (the whole command ${seconds.toFixed(1)} s), ${useless} useless requests (${(100 * share).toFixed(1)}% rejected), ${lost} answers missing`;
}
