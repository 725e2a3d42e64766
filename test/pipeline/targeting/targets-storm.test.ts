import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { CallLine, JournalLine, Report, TrialRecord } from "../../../src/domain/formats/records.ts";
import { toUsd } from "../../../src/domain/values/money.ts";
import type { SimulatorOptions } from "../../../src/providers/simulator/state/options.ts";
import { type LiveProject, liveProject, reportOf, trialsOf } from "../../helpers/live-project.ts";
import { times } from "../../helpers/soak.ts";
import { startCli } from "../../helpers/spawn-cli.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/storm-agent.mjs");
const TRIALS = times({ small: 5, long: 500 });
const KILLS = times({ small: 2, long: 20 });
const WORKERS = times({ small: 2, long: 4 });
const MOST_CALLS = 12;
const CAP_USD = 20;

const callsOf = (index: number): number => 1 + ((index * 7) % MOST_CALLS);
const ALL_CALLS = Array.from({ length: TRIALS }, (_, index) => callsOf(index)).reduce((sum, count) => sum + count, 0);

/** What broke off was perhaps billed; what was turned away was not. */
const TURNED_AWAY = { server_error: { probability: 0.04 } };
const BROKEN = { reset: { probability: 0.02 }, cut: { probability: 0.02 }, malformed: { probability: 0.01 } };
const FAST = { latency: { ttftMs: 5, perTokenMs: 0 } };

let marks = 0;

interface Storm extends LiveProject {
  /** By which the processes of its agents are found. */
  readonly mark: string;
}

async function storm(options: Partial<SimulatorOptions>): Promise<Storm> {
  const mark = `storm-${process.pid}-${(marks += 1)}`;
  const cases = Array.from({ length: TRIALS }, (_, index) => ({
    id: `c${index}`,
    vars: { message: `loop ${index} ${callsOf(index)}` },
    expect: [{ contains: `end of loop ${index}` }, { calls: callsOf(index) }],
  }));
  const targets = { bot: { command: [process.execPath, AGENT, mark], workers: WORKERS } };
  const suite = { name: "storm", targets, cases, gate: "none", limits: { timeout_s: 120 } };
  return { ...(await liveProject({ "suite.yaml": JSON.stringify(suite) }, { ...FAST, ...options })), mark };
}

/** Processes of the agent that are still there. */
function agentsLeft(mark: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(mark);
    } catch {
      return false; // it has just ended
    }
  });
}

async function expectNoneLeft(mark: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 10_000 && agentsLeft(mark).length > 0; waitedMs += 50) await sleep(50);
  expect(agentsLeft(mark)).toEqual([]);
}

function callLines(cwd: string): CallLine[] {
  const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
  const text = readFileSync(join(cwd, ".prompt-run/runs", id, "journal.jsonl"), "utf8").trimEnd();
  const lines = text.split("\n").map((line) => JSON.parse(line) as JournalLine);
  return lines.filter((line): line is CallLine => line.type === "call" && line.role === "meter");
}

/** No call of an application was paid for twice. */
function expectPaidOnce(lines: readonly CallLine[]): void {
  const paid = lines.filter(({ status, reused }) => status === "answered" && !reused);
  expect(paid.length).toBeGreaterThanOrEqual(ALL_CALLS);
  expect(new Set(paid.map((line) => `${line.key} ${line.request_hash} ${line.n}`)).size).toBe(paid.length);
}

const spentOf = ({ totals }: Report): number =>
  (totals.cost_usd ?? Number.NaN) + (totals.uncertain_cost_usd ?? Number.NaN);

const told = (trials: readonly TrialRecord[]): unknown[] => trials.map((one) => [one.case, one.verdict, one.output]);

/** From recordings: the applications run again, their calls are answered, and nothing is sent. */
async function expectReplayed(project: Storm, live: Report): Promise<void> {
  const { requests } = project.simulator.books;
  const offline = reportOf(await project.live(["suite.yaml", "--offline", "--reporter", "json"]));
  expect(told(trialsOf(offline))).toEqual(told(trialsOf(live)));
  expect(project.simulator.books.requests).toBe(requests);
}

test(
  `${TRIALS} trials of an agent cost what is billed to the cent where nothing breaks off, and replay to the same verdicts`,
  async () => {
    const project = await storm({ faults: TURNED_AWAY, seed: 11 });
    const ran = await project.live(["suite.yaml", "--max-cost", String(CAP_USD), "--reporter", "json"]);
    const report = reportOf(ran);
    expect(trialsOf(report).map(({ verdict }) => verdict)).toEqual(Array.from({ length: TRIALS }, () => "pass"));
    expect(report.totals.uncertain_cost_usd).toBe(0);
    expect(report.totals.cost_usd).toBeCloseTo(toUsd(project.simulator.books.billedPico), 12);
    expectPaidOnce(callLines(project.cwd));
    await expectNoneLeft(project.mark);
    await expectReplayed(project, report);
    await expectNoneLeft(project.mark);
  },
  times({ small: 120_000, long: 3_600_000 }),
);

test(
  `${TRIALS} trials through faults and ${KILLS} kills -9: the books hold, no child is left, and no journaled call is paid again`,
  async () => {
    const project = await storm({ faults: { ...TURNED_AWAY, ...BROKEN }, seed: 5 });
    const { cwd, env, simulator, mark } = project;
    const random = seededRandom("targets");
    let args = ["suite.yaml", "--max-cost", String(CAP_USD), "--reporter", "json"];
    for (let kill = 0; kill < KILLS; kill++) {
      const until = simulator.books.requests + 1 + Math.floor(random() * (ALL_CALLS / KILLS));
      const running = startCli(args, { cwd, env });
      const over = new AbortController();
      const result = running.result.finally(() => over.abort());
      while (!over.signal.aborted && simulator.books.requests < until) await sleep(2);
      running.kill("SIGKILL");
      await result;
      await expectNoneLeft(mark);
      args = ["resume", "--reporter", "json"];
    }
    const report = reportOf(await project.live(args));
    const billed = toUsd(simulator.books.billedPico);
    expect(billed).toBeLessThanOrEqual(spentOf(report) + 1e-9);
    expect(spentOf(report)).toBeLessThanOrEqual(CAP_USD);
    const passed = trialsOf(report).filter(({ verdict }) => verdict === "pass").length;
    expect(passed).toBeGreaterThan(TRIALS * 0.9);
    expectPaidOnce(callLines(cwd));
    await expectNoneLeft(mark);
    await expectReplayed(project, report);
  },
  times({ small: 120_000, long: 3_600_000 }),
);
