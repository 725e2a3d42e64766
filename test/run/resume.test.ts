import { closeSync, existsSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededRandom } from "../../src/base/seeded-random.ts";
import type { FailureKind } from "../../src/domain/run/provider.ts";
import type { CallLine, JournalLine, RunLine, TrialRecord } from "../../src/domain/formats/records.ts";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import type { JournalFile } from "../../src/store/journal/journal-file.ts";
import type { JournalHistory } from "../../src/store/journal/journal-history.ts";
import { loadJournal } from "../../src/store/journal/journal-history.ts";
import { readTrials } from "../../src/store/journal/read-trials.ts";
import { createReplay } from "../../src/store/journal/replay.ts";
import type { RunSummary } from "../../src/run/trials/run-options.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { TrialIndex } from "../../src/store/journal/trial-index.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { times } from "../helpers/soak.ts";
import { writerTo } from "../helpers/journal-writer.ts";
import { FakeApi, failureOf } from "./fake-api.ts";
import { plannedTrial, runOptions } from "./run-fixture.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "resume-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

class Killed extends Error {}

/** A file whose process is killed in the middle of its n-th write. It sets no space aside: that would be most of the work. */
class MortalFile implements JournalFile {
  size: number;
  private readonly fd: number;
  private writesLeft: number;

  constructor(path: string, keepBytes: number, writes: number) {
    this.fd = openSync(path, "a");
    ftruncateSync(this.fd, keepBytes);
    this.size = keepBytes;
    this.writesLeft = writes;
  }

  append(bytes: Uint8Array): void {
    this.writesLeft -= 1;
    if (this.writesLeft > 0) return this.write(bytes);
    if (this.writesLeft === 0) this.write(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    throw new Killed("kill -9");
  }

  async sync(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.writesLeft <= 0) throw new Killed("kill -9");
  }

  close(): void {
    closeSync(this.fd);
  }

  private write(bytes: Uint8Array): void {
    this.size += writeSync(this.fd, bytes);
  }
}

const TURNS = [1, 1, 2, 3];
const WORST = 100_000_000n;

interface World {
  readonly path: string;
  readonly clock: FakeClock;
  readonly api: FakeApi;
  readonly trials: readonly PlannedTrial[];
  readonly cap: bigint | null;
  /** Requests whose answer is in the journal: whoever sends one again pays twice. */
  readonly answered: Set<string>;
}

let worlds = 0;

function createWorld(seed: number, count: number, faultShare: number, cap: bigint | null): World {
  const random = seededRandom(seed);
  const clock = new FakeClock();
  const answered = new Set<string>();
  const faults: readonly FailureKind[] = ["server", "stream", "rate_limited", "overloaded", "stall", "connection"];
  const api = new FakeApi({
    clock,
    latencyMs: 100,
    script: (_request, { id }) => {
      const asked = `${id.caseId}.${id.turn}.${id.round}`;
      if (answered.has(asked)) throw new Error(`paid twice: ${asked}`);
      if (random() < faultShare) {
        const kind = faults[Math.floor(random() * faults.length)] ?? "server";
        return failureOf(kind, { maybeBilled: kind === "stream" || kind === "stall", httpStatus: 500 });
      }
      const usage = { inputTokens: Math.floor(random() * 50), outputTokens: Math.floor(random() * 50) };
      if (id.round < 3 && Number(id.caseId.slice(5)) % 5 === 4) {
        const content = [{ type: "tool_use", id: "t", name: "f", input: {} }];
        return { content, ending: "tool_use", stopReason: "tool_use", usage };
      }
      return { text: `answer ${asked}`, usage, latencyMs: Math.floor(random() * 200) };
    },
  });
  const trials = Array.from({ length: count }, (_, ordinal) =>
    plannedTrial(ordinal, {
      turnCount: TURNS[ordinal % TURNS.length] ?? 1,
      model: ordinal % 3 === 0 ? "model-b" : "model-a",
      answerTools: () => ({ status: "answered", blocks: [{ type: "tool_result", tool_use_id: "t", content: "1" }] }),
    }),
  );
  worlds += 1;
  return { path: join(folder, `${worlds}.jsonl`), clock, api, trials, cap, answered };
}

const runLine: RunLine = {
  v: 1,
  type: "run",
  id: "r",
  started_at: "",
  tool_version: "0",
  argv: [],
  replies: "live",
  base_url: "",
  seed: 0,
  price_table: "",
  suites: [],
  plan_hash: "p",
};

/** One session of a run: from where the journal stands to the end, or to the kill in the n-th write. */
async function session(world: World, history: JournalHistory | null, killAtWrite: number): Promise<RunSummary | null> {
  const { path, clock, api, trials, cap } = world;
  const keepBytes = history?.endOffset ?? 0;
  const file = new MortalFile(path, keepBytes, killAtWrite);
  const index = history?.trials ?? new TrialIndex();
  const writer = writerTo(file, { trials: index, session: (history?.sessions ?? 0) + 1 });
  const replay = history === null ? null : createReplay(path, history);
  const caps = { runPico: cap, suitesPico: [null] };
  const { spentBySuite = [] } = history ?? {};
  const options = runOptions({ trials, provider: api, clock, caps, spentBySuite, concurrency: 4 });
  try {
    await writer.run(runLine);
    const spent = history?.ledger ?? null;
    return await runTrials({
      ...options,
      answering: { ...options.answering, replay },
      keeping: { journal: writer, spent },
    });
  } catch (error) {
    if (error instanceof Killed) return null;
    throw error;
  } finally {
    replay?.close();
    file.close();
  }
}

async function load(world: World): Promise<JournalHistory | null> {
  const loaded = await loadJournal(world.path);
  if (loaded.status === "empty") return null;
  if (loaded.status !== "loaded") throw new Error(JSON.stringify(loaded));
  for (const line of linesOf(world)) {
    if (line.type === "call" && line.status === "answered") world.answered.add(askedBy(world, line));
  }
  return loaded.history;
}

/** The lines before a torn end. */
function linesOf({ path }: World): JournalLine[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as JournalLine);
}

function askedBy({ trials }: World, { ordinal, turn, round }: CallLine): string {
  return `${trials[ordinal]?.caseId}.${turn}.${round}`;
}

async function recordsOf(world: World): Promise<TrialRecord[]> {
  const history = await load(world);
  const records: TrialRecord[] = [];
  if (history === null) return records;
  for await (const record of readTrials(world.path, history.trials, 0)) records.push(record);
  return records;
}

async function runWithKills(world: World, kills: readonly number[]): Promise<RunSummary> {
  let summary: RunSummary | null = null;
  for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
    summary = await session(world, existsSync(world.path) ? await load(world) : null, kill);
    if (summary !== null) return summary;
  }
  throw new Error("the last session was killed");
}

/** Of the fake API's clock: some milliseconds each. */
const RUNS = times({ small: 50, long: 20_000 });

test(
  "whatever fails and wherever it is killed, a run ends with each trial once, nothing paid twice, the cap held",
  async () => {
    const scene = fc.record({
      seed: fc.nat(),
      count: fc.integer({ min: 1, max: 25 }),
      faultShare: fc.constantFrom(0, 0.1, 0.4),
      capRequests: fc.option(fc.integer({ min: 1, max: 40 })),
      kills: fc.array(fc.integer({ min: 2, max: 60 }), { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ seed, count, faultShare, capRequests, kills }) => {
        const cap = capRequests === null ? null : BigInt(capRequests) * WORST;
        const world = createWorld(seed, count, faultShare, cap);
        const summary = await runWithKills(world, kills);
        const records = await recordsOf(world);
        rmSync(world.path);
        expect(records.map((record) => record.case)).toEqual(world.trials.map((trial) => trial.caseId));
        const { paidPico, uncertainPico } = summary.ledger;
        expect(world.api.billedPico <= paidPico + uncertainPico).toBe(true);
        if (cap !== null) expect(world.api.billedPico <= cap && paidPico + uncertainPico <= cap).toBe(true);
        if (cap === null && faultShare === 0) expect(records.every(({ status }) => status === "completed")).toBe(true);
        expect(world.api.peakInFlight).toBeLessThanOrEqual(4);
      }),
      { numRuns: RUNS },
    );
  },
  times({ small: 300_000, long: 3_600_000 }),
);

test("a killed run ends with the same answers as one that was not", async () => {
  const outputs = async (kills: readonly number[]): Promise<(string | null)[][]> => {
    const world = createWorld(1, 20, 0, null);
    await runWithKills(world, kills);
    return (await recordsOf(world)).map(({ turns }) => turns.map(({ output }) => output));
  };
  expect(await outputs([7, 19, 40])).toEqual(await outputs([]));
});

test("a finished run that is resumed sends nothing and writes no trial again", async () => {
  const world = createWorld(2, 12, 0, null);
  await runWithKills(world, []);
  const before = { requests: world.api.requests.length, lines: linesOf(world).length };
  const summary = await session(world, await load(world), Number.POSITIVE_INFINITY);
  expect(world.api.requests).toHaveLength(before.requests);
  expect(linesOf(world)).toHaveLength(before.lines + 1); // the session's own run line
  expect(summary?.ledger.paidPico).toBe(world.api.billedPico);
});

test("errored trials run again, with a fresh set of attempts", async () => {
  const world = createWorld(3, 6, 0, null);
  const broken = new FakeApi({ clock: world.clock, script: () => failureOf("server") });
  await session({ ...world, api: broken }, null, Number.POSITIVE_INFINITY);
  expect((await recordsOf(world)).map(({ status }) => status)).toEqual(world.trials.map(() => "errored"));
  await session(world, await load(world), Number.POSITIVE_INFINITY);
  const records = await recordsOf(world);
  expect(records.map(({ status }) => status)).toEqual(world.trials.map(() => "completed"));
  expect(records[0]?.attempts).toHaveLength(1);
});

test("an edited plan re-runs only what changed", async () => {
  const world = createWorld(4, 9, 0, null);
  await runWithKills(world, []);
  const asked = world.api.requests.length;
  const moved = world.trials.slice(1).map((trial, ordinal) => ({ ...trial, ordinal }));
  const fresh = plannedTrial(8, { caseId: "case-100" });
  await session(
    { ...world, trials: [...moved, { ...fresh, key: "new" }] },
    await load(world),
    Number.POSITIVE_INFINITY,
  );
  expect(world.api.requests.slice(asked).map(({ context }) => context.id.caseId)).toEqual(["case-100"]);
  const records = await recordsOf(world);
  expect(records.map((record) => record.case)).toEqual([...moved.map(({ caseId }) => caseId), "case-100"]);
});
