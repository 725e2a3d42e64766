// `npm run bench night`: ten million trials a night, on paper and by simulation. What each limit of an account would take, in
// hours; what it costs; what it leaves on disk and in memory; and, on a virtual clock, how many processes that know nothing
// of each other use up the requests of a minute. TRIALS, INPUT, OUTPUT (tokens a trial), SHARDS and LATENCY_MS change it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { folder } from "./harness.mjs";

const number = (name, usual) => Number(process.env[name] ?? usual);
const TRIALS = number("TRIALS", 10_000_000);
const INPUT = number("INPUT", 500);
const OUTPUT = number("OUTPUT", 200);
const SHARDS = number("SHARDS", 20);
const LATENCY_MS = number("LATENCY_MS", 2_000);

/** The highest published tier, a model (API rate-limits page), and claude-haiku-5-5 in USD a million tokens (pricing page). */
const SCALE = { rpm: 10_000, itpm: 10_000_000, otpm: 2_000_000, queue: 500_000 };
const PRICE = { input: 0.1, output: 0.5 };
/** Measured: docs/benchmarks.md, "how runs grow". */
const BYTES_A_TRIAL = { journal: 3_070, memory: 70 };
const TRIALS_A_SECOND = 2_000;

const hours = (minutes) => `${(minutes / 60).toFixed(1)} h`;

export async function night() {
  const cost = (TRIALS * (INPUT * PRICE.input + OUTPUT * PRICE.output)) / 1e6;
  const lines = [
    `${TRIALS} trials of ${INPUT} tokens in and ${OUTPUT} out, at least:`,
    `  requests a minute: ${hours(TRIALS / SCALE.rpm)}`,
    `  output tokens a minute: ${hours((TRIALS * OUTPUT) / SCALE.otpm)}`,
    `  input tokens a minute: ${hours((TRIALS * INPUT) / SCALE.itpm)}`,
    `  batches: ${Math.ceil(TRIALS / SCALE.queue)} fillings of the queue`,
    `  one process's processor: ${hours(TRIALS / TRIALS_A_SECOND / 60)}`,
    `  cost: $${cost.toFixed(0)}, in batches $${(cost / 2).toFixed(0)}`,
    `  journals: ${((TRIALS * BYTES_A_TRIAL.journal) / 1e9).toFixed(1)} GB, of ${SHARDS} shards ${((TRIALS * BYTES_A_TRIAL.journal) / 1e9 / SHARDS).toFixed(1)} GB each`,
    `  memory of a merge: some ${Math.round(200 + (TRIALS * BYTES_A_TRIAL.memory) / 1e6)} MB`,
  ];
  console.log(lines.join("\n"));
  await simulate();
}

/** Ten minutes' worth of requests, dealt out to the shards. */
async function simulate() {
  const runScene = await sceneRunner();
  const perShard = Math.floor((10 * SCALE.rpm) / SHARDS);
  const processes = Array.from({ length: SHARDS }, () => ({ startMs: 0, requests: perShard }));
  const { endMs, rejectedShare } = runScene({ rpm: SCALE.rpm, processes, latencyMs: LATENCY_MS });
  const burst = 0.05 * SCALE.rpm;
  const idealMs = ((perShard * SHARDS - burst) / SCALE.rpm) * 60_000;
  const told = `${(endMs / idealMs).toFixed(2)} × ideal, ${(100 * rejectedShare).toFixed(1)}% rejected`;
  console.log(`night: ${SHARDS} processes, ${SCALE.rpm} requests a minute, latency ${LATENCY_MS} ms: ${told}`);
}

/** The simulated processes of test/run: our own admission, on a clock of its own. */
export async function sceneRunner() {
  const outfile = join(folder, "many-processes.mjs");
  const entry = join(import.meta.dirname, "../test/run/many-processes.ts");
  await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "node", outfile, logLevel: "error" });
  const { runScene } = await import(pathToFileURL(outfile).href);
  return runScene;
}
