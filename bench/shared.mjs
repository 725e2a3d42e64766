// `npm run bench shared`: several processes on one account, without a server between them. 600 requests in all, latency 200 ms,
// a bucket that holds 5% of a minute's allowance: 27 s at best. Each process runs a suite of its own in a store of its own;
// the simulator, a process too, keeps the books. ROUNDS=5 interleaved rounds by default; medians are printed. SCENES=0,3 runs
// some of the scenes alone. Before them the same on a virtual clock, where no busy machine is in the way: our admission is real,
// processes, network and API are simulated; VIRTUAL=1 stops there.
import { join } from "node:path";
import { sceneRunner } from "./night.mjs";
import { folder, MAIN, measure, median, startSimulator, write } from "./harness.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const LATENCY = { ttftMs: 200, perTokenMs: 0 };
const PLENTY = 100_000_000;
const FAST = "claude-haiku-5-5";
const OTHER = "claude-sonnet-5-5";
const BASE = { rpm: 60_000, itpm: PLENTY, otpm: PLENTY, burst: 0.05 };

const evenly = (processes) => Array.from({ length: processes }, () => ({ requests: 600 / processes, afterMs: 0 }));

/** Each with its processes, the limits they share and the ideal in seconds. */
async function scenes() {
  const heavy = await inputTokensOf(300);
  const requests = (processes) => ({ name: "requests", processes, limits: { ...BASE, rpm: 1200 }, ideal: 27 });
  return [
    ...[1, 2, 4, 8].map((count) => requests(evenly(count))),
    {
      name: "input tokens",
      processes: evenly(8),
      limits: { ...BASE, itpm: 1200 * heavy },
      padding: 300,
      ideal: 27,
    },
    {
      name: "two models",
      processes: evenly(8),
      limits: { ...BASE, rpm: 1200 },
      models: [FAST, OTHER],
      ideal: 27,
    },
    {
      name: "requests, the second joins after 10 s",
      processes: [
        { requests: 400, afterMs: 0 },
        { requests: 200, afterMs: 10_000 },
      ],
      limits: { ...BASE, rpm: 1200 },
      ideal: 27,
    },
  ];
}

/** What a request with so many words of padding takes: asked of an unlimited simulator. */
async function inputTokensOf(padding) {
  const simulator = await startSimulator();
  await measure([
    MAIN,
    suiteOf({ name: "probe", count: 20, padding }),
    "--base-url",
    simulator.url,
    "--reporter",
    "quiet",
  ]);
  const { usage, requests } = await simulator.books();
  await simulator.stop();
  return usage.inputTokens / requests;
}

function suiteOf({ name, count, padding = 0, models = [FAST] }) {
  const rows = Array.from({ length: count }, (_, n) => JSON.stringify({ id: `case-${n}`, n: 100 + n }));
  write(`${name}.jsonl`, rows.join("\n"));
  return write(
    `${name}.yaml`,
    `models: [${models.join(", ")}]
prompt: "${"lorem ".repeat(padding)}Repeat the number {{ n }} and this text: row {{ n }}"
cases: [{ file: ${name}.jsonl, expect: [{ contains: "row {{ n }}" }] }]
`,
  );
}

async function once({ processes, limits, padding, models, ideal }, round) {
  const simulator = await startSimulator({ latency: LATENCY, limits });
  const runs = processes.map(async ({ requests, afterMs }, index) => {
    const suite = suiteOf({ name: `shared-${index}`, count: requests, padding, models });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const store = join(folder, `store-${round}-${index}`);
    const args = [MAIN, suite, "--base-url", simulator.url, "--store", store, "--reporter", "json"];
    const { stdout } = await measure(args);
    const { trials, passed } = JSON.parse(stdout).totals;
    return trials - passed;
  });
  const lost = (await Promise.all(runs)).reduce((sum, count) => sum + count, 0);
  const { log } = await simulator.books();
  await simulator.stop();
  const times = log.map(({ atMs }) => atMs); // an entry is made when its answer ends
  const startMs = Math.min(...times) - LATENCY.ttftMs;
  const rejected = log.filter(({ status }) => status === 429).length;
  return { times: (Math.max(...times) - startMs) / 1000 / ideal, share: rejected / log.length, lost };
}

/** Medians of as many seeds as rounds. */
async function virtually() {
  const runScene = await sceneRunner();
  const together = (count) => evenly(count).map(({ requests }) => ({ startMs: 0, requests }));
  const requests = (processes) => ({ rpm: 1200, processes });
  const joining = [
    { startMs: 0, requests: 400 },
    { startMs: 10_000, requests: 200 },
  ];
  const all = [
    ...[1, 2, 4, 8].map((count) => ({ name: "requests", ...requests(together(count)) })),
    ...[1, 8].map((count) => {
      const processes = together(count);
      return { name: "input tokens", rpm: 12_000, itpm: 600_000, inputTokens: 500, processes };
    }),
    { name: "requests, the second joins after 10 s", ...requests(joining) },
  ];
  for (const { name, ...scene } of all) {
    const outcomes = Array.from({ length: ROUNDS }, (_, seed) => runScene({ ...scene, seed }));
    const times = median(outcomes.map(({ endMs }) => endMs / 27_000)).toFixed(2);
    const share = (100 * median(outcomes.map(({ rejectedShare }) => rejectedShare))).toFixed(1);
    console.log(
      `shared, virtual clock, ${name}, ${scene.processes.length} processes: ${times} × ideal, rejected ${share}%`,
    );
  }
}

export async function shared() {
  await virtually();
  if (process.env.VIRTUAL !== undefined) return;
  const wanted = process.env.SCENES?.split(",").map(Number);
  const all = (await scenes()).filter((_, index) => wanted?.includes(index) ?? true);
  const results = all.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, scene] of all.entries()) results[index].push(await once(scene, `${round}-${index}`));
  }
  for (const [index, { name, processes }] of all.entries()) {
    const of = (pick) => results[index].map(pick);
    const range = (values, show) =>
      `${show(median(values))} (${show(Math.min(...values))} to ${show(Math.max(...values))})`;
    const time = range(
      of(({ times }) => times),
      (value) => value.toFixed(2),
    );
    const share = range(
      of(({ share: part }) => part),
      (value) => `${(100 * value).toFixed(1)}%`,
    );
    const lost = of(({ lost: count }) => count).reduce((sum, count) => sum + count, 0);
    console.log(
      `shared, ${name}, ${processes.length} processes: ${time} × ideal, rejected ${share}, ${lost} answers missing`,
    );
  }
}
