import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/base/seeded-random.ts";
import type { CallLine, JournalLine, Report } from "../../src/domain/formats/records.ts";
import type { Clock } from "../../src/domain/values/clock.ts";
import { toUsd } from "../../src/domain/values/money.ts";
import { wallClock } from "../../src/host/wall-clock.ts";
import type { SimulatorOptions } from "../../src/providers/simulator/state/options.ts";
import { liveProject, reportOf } from "../helpers/live-project.ts";
import { metered, type Upstream, withUpstream } from "../helpers/metered.ts";
import { spawnCli, startCli } from "../helpers/spawn-cli.ts";
import { IS_SOAK, times } from "../helpers/soak.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";
import { type LoopResult, storm } from "./storm-app.mjs";

const APP = join(import.meta.dirname, "storm-app.mjs");
const LOOPS = times({ small: 5, long: 500 });
const KILLS = 20;
const CAP_USD = 20;

/** The machine's clock, fifty times as fast: backing off for five seconds takes 100 ms. */
const SPEED = 50;
const startMs = wallClock.now();
const fastClock: Clock = {
  now: () => startMs + (wallClock.now() - startMs) * SPEED,
  monotonicMs: () => Math.floor(performance.now() * SPEED),
  sleep: (ms, signal) => wallClock.sleep(ms / SPEED, signal),
};

/** What broke off was perhaps billed; what was turned away was not. */
const TURNED_AWAY = {
  rate_limit: { probability: 0.03 },
  overloaded: { probability: 0.02 },
  server_error: { probability: 0.03 },
};
const BROKEN = {
  reset: { probability: 0.02 },
  cut: { probability: 0.02 },
  error_event: { probability: 0.02 },
  malformed: { probability: 0.01 },
};

/** A storm through a meter in this process, what it brought, and its report. */
async function stormThrough(
  folder: string,
  upstream: Upstream | null,
): Promise<{ loops: LoopResult[]; report: Awaited<ReturnType<typeof metered>>["head"] }> {
  const loops: LoopResult[] = [];
  const { head } = await metered(
    folder,
    upstream,
    ({ baseUrl, key }) =>
      storm({ loops: LOOPS, atOnce: 6, baseURL: baseUrl, apiKey: key, onLoop: (loop) => loops.push(loop) }),
    { invocation: upstream === null ? { mode: "offline" } : { maxCostUsd: CAP_USD }, clock: fastClock },
  );
  return { loops: loops.toSorted((a, b) => a.loop - b.loop), report: head };
}

function answersOf(loops: readonly LoopResult[]): Map<number, readonly string[]> {
  return new Map(loops.flatMap(({ loop, answers }) => (answers === undefined ? [] : [[loop, answers]])));
}

/** What was answered live is answered alike from recordings. */
function expectReplayed(live: readonly LoopResult[], offline: readonly LoopResult[]): void {
  const replayed = answersOf(offline);
  for (const [loop, answers] of answersOf(live)) expect([loop, replayed.get(loop)]).toEqual([loop, answers]);
}

function callLines(store: string): CallLine[] {
  const [run = ""] = readdirSync(join(store, "runs")).filter((id) =>
    readFileSync(join(store, "runs", id, "journal.jsonl"), "utf8").includes('"call"'),
  );
  const text = readFileSync(join(store, "runs", run, "journal.jsonl"), "utf8").trimEnd();
  return text
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine)
    .filter((line): line is CallLine => line.type === "call");
}

/** No request of a place was paid for twice. */
function expectPaidOnce(lines: readonly CallLine[]): void {
  const paid = lines
    .filter(({ status, reused }) => status === "answered" && !reused)
    .map((line) => `${line.request_hash} ${line.n}`);
  expect(new Set(paid).size).toBe(paid.length);
}

test("loops of a real client cost what is billed to the cent where nothing breaks off, and replay to the same answers", async () => {
  const folder = temporaryProject({});
  await withUpstream({ faults: TURNED_AWAY, seed: 7 }, async (upstream) => {
    const { loops, report } = await stormThrough(folder, upstream);
    expect(answersOf(loops).size).toBeGreaterThan(LOOPS * 0.9);
    expect(report.totals.uncertain_cost_usd).toBe(0);
    expect(report.totals.cost_usd).toBe(toUsd(upstream.simulator.books.billedPico));
    expectPaidOnce(callLines(join(folder, ".prompt-run")));
    const offline = await stormThrough(folder, null);
    expectReplayed(loops, offline.loops);
    expect(offline.report.totals).toMatchObject({ requests: 0, cost_usd: 0 });
  });
}, 600_000);

test("with answers that break off, what is billed is never more than cost and uncertain cost, nor these more than the cap", async () => {
  await withUpstream({ faults: { ...TURNED_AWAY, ...BROKEN }, seed: 3, chunkBytes: 60 }, async (upstream) => {
    const folder = temporaryProject({});
    const { loops, report } = await stormThrough(folder, upstream);
    const spent = (report.totals.cost_usd ?? Number.NaN) + (report.totals.uncertain_cost_usd ?? Number.NaN);
    expect(toUsd(upstream.simulator.books.billedPico)).toBeLessThanOrEqual(spent + 1e-9);
    expect(spent).toBeLessThanOrEqual(CAP_USD);
    expectReplayed(loops, (await stormThrough(folder, null)).loops);
  });
}, 600_000);

/** Resumes the meter's run again and again, killed each time after some more requests; the last time it may end. */
async function throughKills(
  options: Partial<SimulatorOptions>,
  seed: number,
): Promise<{ report: Report; live: LoopResult[]; offline: LoopResult[]; billed: number; store: string }> {
  const project = await liveProject({}, options);
  const { cwd, env, simulator } = project;
  const random = seededRandom(`kills ${seed}`);
  const command = ["meter", "--max-cost", String(CAP_USD), "--", "node", APP, String(LOOPS), "6"];
  for (let kill = 0; kill < KILLS; kill++) {
    const session = startCli(kill === 0 ? command : ["resume"], { cwd, env });
    const state = { hasEnded: false, how: "" };
    void session.result.then(({ exitCode, stderr }) => {
      Object.assign(state, { hasEnded: true, how: `exit ${exitCode} at kill ${kill}: ${stderr.slice(-2_000)}` });
    });
    const until = simulator.books.requests + 1 + Math.floor(random() * 150);
    while (!state.hasEnded && simulator.books.requests < until) await sleep(5);
    expect([state.hasEnded, state.how]).toEqual([false, ""]);
    process.kill(session.pid, "SIGKILL");
    await session.result;
    await sleep(300); // the command dies, and what is in flight is billed
  }
  // What a metered command writes is seen only where the meter is a process of its own.
  const last = await project.spawned(["resume", "--reporter", "json=report.json"]);
  const offline = await spawnCli(["meter", "--offline", "--", "node", APP, String(LOOPS), "6"], { cwd });
  const lines = (stdout: string): LoopResult[] =>
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as LoopResult);
  return {
    report: reportOf({ ...last, stdout: project.read("report.json") }),
    live: lines(last.stdout),
    offline: lines(offline.stdout),
    billed: toUsd(simulator.books.billedPico),
    store: join(cwd, ".prompt-run"),
  };
}

test.runIf(IS_SOAK)(
  "500 loops through 20 kills -9 of the meter: the books hold, and nothing that was journaled is paid again",
  async () => {
    const { report, live, offline, billed, store } = await throughKills(
      { faults: { ...TURNED_AWAY, ...BROKEN }, seed: 5, latency: { ttftMs: 3, perTokenMs: 0 } },
      5,
    );
    const spent = (report.totals.cost_usd ?? Number.NaN) + (report.totals.uncertain_cost_usd ?? Number.NaN);
    console.log(
      `${report.totals.requests} requests, billed ${billed}, cost ${report.totals.cost_usd}, uncertain ${report.totals.uncertain_cost_usd}`,
    );
    expect(answersOf(live).size).toBeGreaterThan(LOOPS * 0.9);
    expect(billed).toBeLessThanOrEqual(spent + 1e-9);
    expect(spent).toBeLessThanOrEqual(CAP_USD);
    expectPaidOnce(callLines(store));
    expectReplayed(live, offline);
  },
);
