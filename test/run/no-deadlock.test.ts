import fc from "fast-check";
import { expect, test } from "vitest";
import { hashValue } from "../../src/base/hash.ts";
import { seededRandom } from "../../src/base/seeded-random.ts";
import type { AskJudge, GradeTrial, JudgedOwner, JudgeVote } from "../../src/domain/grade-trial.ts";
import type { Ceilings } from "../../src/domain/run/admission.ts";
import type { Budget } from "../../src/domain/run/budget.ts";
import type { Call } from "../../src/domain/run/call.ts";
import type { Provider } from "../../src/domain/run/provider.ts";
import type { Relay } from "../../src/domain/run/relay.ts";
import type { FunctionTarget, TargetReply } from "../../src/domain/run/target.ts";
import type { TargetAsking, TargetPass, TargetRoom } from "../../src/domain/run/target-room.ts";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import { TargetPool } from "../../src/pipeline/targeting/target-pool.ts";
import { turnPermits } from "../../src/pipeline/targeting/turn-permits.ts";
import { attempts } from "../../src/run/calls/attempt-loop.ts";
import { MeteredCalls } from "../../src/run/calls/metered-calls.ts";
import type { Sending } from "../../src/run/calls/sending.ts";
import { TurnTimer } from "../../src/run/calls/turn-timer.ts";
import { type BudgetCaps, LocalBudget } from "../../src/run/schedule/local-budget.ts";
import { localLimits } from "../../src/run/schedule/run-limits.ts";
import type { RunSummary } from "../../src/run/trials/run-options.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { times } from "../helpers/soak.ts";
import { FakeApi, failureOf, PICO_PER_TOKEN, type Reply } from "./fake-api.ts";
import { grade, MemoryJournal, plannedTrial, request, runOptions } from "./run-fixture.ts";

/** The most that one request costs, by the prices of the fixture. */
const WORST_PICO = 100n * PICO_PER_TOKEN;
const TIMEOUT_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a trial asks: tool rounds of a model, or calls of an application; then judges. */
interface Asks {
  readonly turns: number;
  readonly toolRounds: number;
  /** Null: a model answers. */
  readonly app: {
    readonly calls: number;
    readonly atOnce: boolean;
    readonly ends: "answers" | "hangs" | "dies";
  } | null;
  readonly judges: number;
  readonly judgesAtOnce: boolean;
}

interface Scene {
  readonly trials: readonly Asks[];
  readonly concurrency: number;
  readonly suiteConcurrency: number | null;
  readonly workers: number;
  /** How many requests the cap has room for; null: no cap. */
  readonly capRequests: number | null;
  readonly rpm: number | null;
  /** Of attempts that fail. */
  readonly faultShare: number;
  readonly hasPairs: boolean;
  /** So many trials ask their judges the same. */
  readonly alike: number;
  readonly interruptedAtMs: number | null;
  readonly seed: number;
}

const asks: fc.Arbitrary<Asks> = fc.record({
  turns: fc.integer({ min: 1, max: 2 }),
  toolRounds: fc.integer({ min: 0, max: 2 }),
  app: fc.option(
    fc.record({
      calls: fc.integer({ min: 0, max: 3 }),
      atOnce: fc.boolean(),
      ends: fc.constantFrom("answers" as const, "answers" as const, "hangs" as const, "dies" as const),
    }),
    { nil: null },
  ),
  judges: fc.integer({ min: 0, max: 2 }),
  judgesAtOnce: fc.boolean(),
});
const scenes: fc.Arbitrary<Scene> = fc.record({
  trials: fc.array(asks, { minLength: 1, maxLength: 6 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  suiteConcurrency: fc.option(fc.integer({ min: 1, max: 2 }), { nil: null }),
  workers: fc.integer({ min: 1, max: 2 }),
  capRequests: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
  rpm: fc.option(fc.constantFrom(60, 600), { nil: null }),
  faultShare: fc.constantFrom(0, 0, 0.3),
  hasPairs: fc.boolean(),
  alike: fc.constantFrom(1, 2, 6),
  interruptedAtMs: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: null }),
  seed: fc.nat(1_000),
});

const TARGET: FunctionTarget = {
  kind: "function",
  function: "bot",
  name: "bot",
  isMetered: true,
  workers: 1,
  concurrent: 1,
  sources: [],
  baseDir: "/",
};

function trialsOf({ trials }: Scene): PlannedTrial[] {
  return trials.map(({ turns, toolRounds, app }, ordinal) =>
    plannedTrial(ordinal, {
      turnCount: turns,
      maxToolRounds: toolRounds,
      maxAttempts: 2,
      timeoutMs: TIMEOUT_MS,
      ...(app === null ? {} : { target: { target: TARGET, vars: {} } }),
      answerTools: () =>
        toolRounds === 0 ? { status: "none" } : { status: "answered", blocks: [{ type: "tool_result", content: "x" }] },
    }),
  );
}

/** Answers a model's turn by as many tool calls as its trial has rounds, then by a text; some attempts fail. */
function apiOf({ trials, rpm, faultShare, seed }: Scene, clock: FakeClock): FakeApi {
  const random = seededRandom(`faults ${seed}`);
  return new FakeApi({
    clock,
    ...(rpm === null ? {} : { limits: () => ({ rpm, itpm: 1e6, otpm: 1e6, burst: 1 / 60 }) }),
    script: ({ body }, { id, role = "turn" }): Reply | ReturnType<typeof failureOf> => {
      if (random() < faultShare) return failureOf("overloaded", { maybeBilled: random() < 0.5 });
      const rounds = trials[Number(/\d+/.exec(id.caseId)?.[0])]?.toolRounds ?? 0;
      const isCalling = role === "turn" && JSON.stringify(body).split("tool_result").length - 1 < rounds * id.turn;
      if (!isCalling) return { text: "ok" };
      return {
        content: [{ type: "tool_use", id: "t", name: "f", input: {} }],
        stopReason: "tool_use",
        ending: "tool_use",
      };
    },
  });
}

/** A room as the run's own: places that trials hold until they leave, so many turns at once, calls through the meter. */
function roomOf({ trials, workers, concurrency }: Scene, sending: Sending): TargetRoom {
  const pool = new TargetPool(() => null, { size: workers, perSeat: 1 });
  const withPermit = turnPermits(sending.dispatcher, concurrency);
  return {
    isMetering: () => true,
    async ask(_target, asking) {
      await pool.enter(asking.owner.ordinal);
      return withPermit(asking.purse, () => askApp(sending, trials[asking.owner.ordinal]?.app ?? null, asking));
    },
    leave: (ordinal) => pool.leave(ordinal),
  };
}

async function askApp(sending: Sending, app: Asks["app"], asking: TargetAsking): Promise<TargetPass> {
  const metered = new MeteredCalls(
    { stored: [], api: attempts(sending) },
    { maxAttempts: 2, timeoutMs: TIMEOUT_MS, backoffMs: TIMEOUT_MS },
  );
  const call = async (number: number): Promise<Awaited<ReturnType<MeteredCalls["answer"]>>["outcome"]> => {
    const asked = request("model-a", [{ role: "user", content: `${asking.scope} ${asking.turn.turn} ${number}` }]);
    const { owner, scope, purse } = asking;
    const { outcome } = await metered.answer({
      owner,
      scope,
      model: "model-a",
      bucket: "model-a",
      request: asked,
      requestHash: hashValue(asked),
      requestParts: () => ({}),
      relay: silentRelay(),
      ...(purse === undefined ? {} : { purse }),
    });
    return outcome;
  };
  const startMs = sending.clock.monotonicMs();
  const outcomes: Awaited<ReturnType<typeof call>>[] = [];
  const numbers = Array.from({ length: app?.calls ?? 0 }, (_, n) => n);
  if (app?.atOnce === true) outcomes.push(...(await Promise.all(numbers.map(call))));
  else for (const number of numbers) outcomes.push(await call(number));
  if (app?.ends === "hangs") await sending.clock.sleep(asking.timeoutMs, sending.cutoff);
  const stopped = outcomes.find(({ status }) => status === "stopped");
  const failed = outcomes.find(({ status }) => status === "failed");
  return {
    reply: sending.cutoff.aborted ? "cut" : app?.ends === "hangs" ? "late" : replyOf(app),
    calls: [],
    attempts: outcomes.flatMap((outcome) => outcome.attempts),
    stopped: stopped?.status === "stopped" ? { reason: stopped.reason, detail: stopped.detail } : null,
    failedCall: failed?.status === "failed" ? failed.failure : null,
    isUndecided: false,
    latencyMs: sending.clock.monotonicMs() - startMs,
  };
}

function replyOf(app: Asks["app"]): TargetReply {
  if (app?.ends === "dies")
    return { status: "failed", message: failureOf("target").message, retryable: true, isLost: true };
  return { status: "answered", answer: { content: [{ type: "text", text: "ok" }], usage: null, costUsd: null } };
}

function silentRelay(): Relay {
  const nothing = (): void => undefined;
  const { signal } = new AbortController();
  return { signal, wantsEvents: false, query: "", hasBegun: false, begin: nothing, write: nothing, refusal: null };
}

function voteOf(text: string, number: number): JudgeVote {
  const question = {
    sender: { model: "judge", bucket: "judge" },
    request: request("judge", [{ role: "user", content: text }]),
  };
  // What asks judges looks at nothing else of a question.
  return { question: question as unknown as JudgeVote["question"], number, simulated: null };
}

function graderOf({ trials, alike }: Scene): GradeTrial {
  return async (trial, outcome, ask) => {
    const { judges = 0, judgesAtOnce = false } = trials[trial.ordinal] ?? {};
    const votes = Array.from({ length: outcome.status === "completed" ? judges : 0 }, (_, n) => n + 1);
    const one = (number: number): ReturnType<AskJudge> =>
      ask(voteOf(`judge ${Math.floor(trial.ordinal / alike)}`, number));
    if (judgesAtOnce) await Promise.all(votes.map(one));
    else for (const number of votes) await one(number);
    return grade(trial, outcome);
  };
}

interface Ran {
  readonly summary: RunSummary | "hangs";
  readonly journal: MemoryJournal;
  readonly peakInFlight: number;
}

/** A fault that is planted. */
interface Planted {
  readonly around?: (provider: Provider, sending: () => Sending) => Provider;
  readonly budget?: (caps: BudgetCaps) => Budget;
}

/** Runs a scene on a clock that jumps. */
async function play(scene: Scene, { around = (api) => api, budget }: Planted = {}): Promise<Ran> {
  const clock = new FakeClock();
  const api = apiOf(scene, clock);
  const journal = new MemoryJournal();
  const interruption = new AbortController();
  const trials = trialsOf(scene);
  let sending: Sending | null = null;
  const opened = (): Sending => {
    if (sending === null) throw new Error("nothing is sent before targets are opened");
    return sending;
  };
  const { concurrency, suiteConcurrency, capRequests, hasPairs, interruptedAtMs } = scene;
  const capPico = capRequests === null ? null : BigInt(capRequests) * WORST_PICO;
  const owners: JudgedOwner[] = [...trials];
  const caps: BudgetCaps = { runPico: capPico, suitesPico: [null] };
  const ceilings = (): Ceilings => ({ rpm: null, itpm: null, otpm: null });
  const limits = localLimits({ concurrency, suiteConcurrency: [suiteConcurrency], caps, ceilings });
  if (interruptedAtMs !== null) void clock.sleep(interruptedAtMs).then(() => interruption.abort());
  const options = runOptions({
    trials,
    provider: around(api, opened),
    clock,
    options: {
      journal,
      signal: interruption.signal,
      grade: graderOf(scene),
      limits: budget === undefined ? limits : { ...limits, budget: budget(caps) },
      openTargets: (own) => roomOf(scene, (sending = own)),
      judging: ({ ordinal }) =>
        Promise.resolve(capPico === null ? null : BigInt(scene.trials[ordinal]?.judges ?? 0) * WORST_PICO),
      pairing: () => Promise.resolve(capPico === null || !hasPairs ? null : WORST_PICO),
      async afterTrials(asking) {
        if (hasPairs) await Promise.all(owners.map((owner) => asking(owner)(voteOf(`pair ${owner.ordinal}`, 1))));
      },
    },
  });
  const running = runTrials(options);
  return { summary: await orHangs(running, clock), journal, peakInFlight: api.peakInFlight };
}

/** What comes of the run, or that it never ends: nobody sleeps, nothing is left to be done, and it waits. */
async function orHangs(running: Promise<RunSummary>, clock: FakeClock): Promise<RunSummary | "hangs"> {
  const state = { isOver: false };
  const over = running.finally(() => (state.isOver = true));
  over.catch(() => undefined); // thrown below
  for (let quiet = 0; quiet < 5 && clock.monotonicMs() < DAY_MS;) {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (state.isOver) return over;
    quiet = clock.isIdle ? quiet + 1 : 0;
  }
  return "hangs";
}

test("11: whoever waits holds nothing that others wait for: every run ends, each trial once, within slots and cap", async () => {
  const property = fc.asyncProperty(scenes, async (scene) => {
    const { summary, journal, peakInFlight } = await play(scene);
    if (summary === "hangs") throw new Error("it hangs");
    const ordinals = journal.trialLines.map(({ ordinal }) => ordinal).sort((a, b) => a - b);
    expect(ordinals).toEqual(scene.trials.map((_, ordinal) => ordinal));
    expect(peakInFlight).toBeLessThanOrEqual(scene.concurrency);
    const { paidPico, uncertainPico } = summary.ledger;
    if (scene.capRequests !== null) {
      expect(paidPico + uncertainPico <= BigInt(scene.capRequests) * WORST_PICO).toBe(true);
    }
  });
  await fc.assert(property, { numRuns: times({ small: 100, long: 5_000 }) });
});

const MODEL: Asks = { turns: 1, toolRounds: 0, app: null, judges: 0, judgesAtOnce: false };
const SCENE: Scene = {
  trials: [MODEL],
  concurrency: 1,
  suiteConcurrency: null,
  workers: 1,
  capRequests: null,
  rpm: null,
  faultShare: 0,
  hasPairs: false,
  alike: 1,
  interruptedAtMs: null,
  seed: 0,
};

/** A call that is made while the slot of another is held. */
function inner(ordinal: number): Call {
  const asked = request("model-a", [{ role: "user", content: `inner ${ordinal}` }]);
  return {
    owner: { ordinal, suite: 0, suiteName: "suite", caseId: `case-${ordinal}`, armId: "a", trial: 1 },
    identity: { role: "judge", scope: `inner ${ordinal}`, turn: 1, round: 1, n: 1, requestHash: hashValue(asked) },
    model: "model-a",
    bucket: "model-a",
    request: asked,
    priority: "judge",
    cacheGroups: [],
    maxAttempts: 1,
    timer: new TurnTimer(TIMEOUT_MS),
    simulated: null,
  };
}

test("11: a planted fault, a second slot asked for while one is held, hangs a run, and is seen", async () => {
  const around: Planted["around"] = (provider, sending) => ({
    async send(asked, context) {
      if ((context.role ?? "turn") === "turn") {
        await attempts(sending()).answer(inner(Number(/\d+/.exec(context.id.caseId)?.[0])));
      }
      return provider.send(asked, context);
    },
  });
  expect((await play(SCENE)).summary).not.toBe("hangs");
  expect((await play(SCENE, { around })).summary).toBe("hangs");
  expect((await play({ ...SCENE, concurrency: 2 }, { around })).summary).not.toBe("hangs");
});

const DIES: Asks["app"] = { calls: 1, atOnce: false, ends: "dies" };
const ANSWERS: Asks["app"] = { calls: 1, atOnce: false, ends: "answers" };
test.each<[name: string, scene: Partial<Scene>]>([
  [
    "an application that is asked again waits for a turn, which another has that waits for money",
    {
      trials: [MODEL, { ...MODEL, app: DIES, judges: 2 }, { ...MODEL, app: ANSWERS }],
      workers: 2,
      capRequests: 6,
      hasPairs: true,
    },
  ],
  [
    "a trial waits for the answer to another's question to the judge, which waits for money",
    {
      trials: Array.from({ length: 3 }, () => ({ ...MODEL, judges: 1 })),
      concurrency: 2,
      capRequests: 4,
      faultShare: 0.3,
      alike: 6,
      seed: 1,
    },
  ],
])("11: found by the property: %s", async (_name, scene) => {
  expect((await play({ ...SCENE, ...scene })).summary).not.toBe("hangs");
});

test("11: a planted fault, money set aside that nobody gives back while all wait for money, hangs a run, and is seen", async () => {
  const judged: Asks = { ...MODEL, judges: 1, app: { calls: 1, atOnce: false, ends: "dies" } };
  const idle: Asks = { ...MODEL, app: { calls: 0, atOnce: false, ends: "answers" } };
  const scene: Scene = { ...SCENE, trials: [judged, idle], capRequests: 3, hasPairs: true };
  class StubbornBudget extends LocalBudget {
    override breakUp(): boolean {
      return false;
    }
  }
  expect((await play(scene)).summary).not.toBe("hangs");
  expect((await play(scene, { budget: (caps) => new StubbornBudget(caps) })).summary).toBe("hangs");
});
