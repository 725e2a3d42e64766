import { readUsage } from "../../../src/pipeline/commands/usage/usage.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { toUsd } from "../../../src/domain/values/money.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { freePort } from "../../helpers/servers/free-port.ts";
import { type Upstream, withUpstream } from "../../helpers/metered.ts";
import { tryCase, type TryStep } from "../../../src/pipeline/commands/try-case.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/agent.mjs");

function projectOf(messages: readonly string[], suite: Record<string, unknown> = {}): string {
  const cases = messages.map((message, index) => ({ id: `c${index}`, vars: { message } }));
  const bot = { command: [process.execPath, AGENT], workers: 1 };
  const expected = [{ not: { contains: "never said" } }];
  return temporaryProject({
    "suite.yaml": JSON.stringify({ name: "app", targets: { bot }, cases, gate: "none", expect: expected, ...suite }),
  });
}

const TURNS = { command: [process.execPath, "./turns.mjs"], sources: ["turns.mjs"], meter: false };
/** Answers with the number of turns that it has had in its life. */
const TURNS_SOURCE = `import { createInterface } from "node:readline";
let turns = 0;
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ id: JSON.parse(line).id, output: String((turns += 1)) }));
}`;

test("while the files of a target are unchanged its recorded answers stand for it; then it is started again", async () => {
  const cases = [
    { id: "a", vars: { message: "one" } },
    { id: "b", vars: { message: "two" } },
  ];
  const expect_ = [{ not: { contains: "never said" } }];
  const suite = { name: "app", targets: { bot: TURNS }, cases, gate: "none", expect: expect_ };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite), "turns.mjs": TURNS_SOURCE });
  const outputs = async (mode: Invocation["mode"]): Promise<unknown> => {
    const { trials } = await runSuite(folder, { mode });
    return trials.map(({ output, reused }) => [output, reused]);
  };
  expect(await outputs("live")).toEqual([
    ["1", false],
    ["2", false],
  ]);
  // Started again it would count from 1 in another order of cases; what is recorded is taken.
  expect(await outputs("offline")).toEqual([
    ["1", true],
    ["2", true],
  ]);
  writeFileSync(join(folder, "turns.mjs"), TURNS_SOURCE.replace("turns += 1", "turns += 5"));
  expect(await outputs("offline")).toEqual([
    ["5", false],
    ["10", false],
  ]);
});

test("a file that an application imports by a relative path is part of it, wherever it stands", async () => {
  const cases = [{ id: "a", vars: { message: "one" } }];
  const suite = { name: "app", targets: { bot: { module: "bot.mjs", meter: false } }, cases, gate: "none" };
  const folder = temporaryProject({
    "suites/suite.yaml": JSON.stringify({ ...suite, expect: [{ not: { contains: "never said" } }] }),
    "suites/bot.mjs": 'import { word } from "../lib/word.mjs";\nexport default () => word();\n',
    "lib/word.mjs": 'export { word } from "./deep.mjs";\n',
    "lib/deep.mjs": 'export const word = () => "old";\n',
  });
  const output = async (mode: Invocation["mode"]): Promise<unknown> => {
    const [trial] = (await runSuite(folder, { mode, suites: ["suites/suite.yaml"] })).trials;
    return [trial?.output, trial?.reused];
  };
  expect(await output("live")).toEqual(["old", false]);
  expect(await output("offline")).toEqual(["old", true]);
  const { file } = await readUsage(join(folder, ".prompt-run"), { by: "suite", sinceMs: null, nowMs: Date.now() });
  expect(file.totals.reused).toBe(1);
  writeFileSync(join(folder, "lib/deep.mjs"), 'export const word = () => "new";\n');
  expect(await output("offline")).toEqual(["new", false]);
});

function live({ server }: Upstream, more: Partial<Invocation> = {}): Partial<Invocation> {
  const credential = { kind: "apiKey", value: "real-key-0001" } as const;
  return { mode: "live", baseUrl: server.url, credential, maxCostUsd: 1, ...more };
}

test("what an application costs may be unknown, what judges and its overhead took is not", async () => {
  const judged = {
    judges: { fair: { model: "claude-sonnet-5-5", rubric: "It is fair.", require: "none" } },
    expect: [{ judge: "fair" }],
  };
  const asked = { id: "a", vars: { message: "none" }, simulate_judge: "pass" };
  const [plain, graded] = await Promise.all([
    runSuite(projectOf(["none"]), { mode: "simulate" }),
    runSuite(projectOf([], { ...judged, cases: [asked] }), { mode: "simulate" }),
  ]);
  expect(plain.head.totals).toMatchObject({ cost_usd: null, grading_cost_usd: 0, overhead_cost_usd: 0 });
  expect(graded.head.totals).toMatchObject({ cost_usd: null, overhead_cost_usd: 0 });
  expect(graded.head.totals.grading_cost_usd).toBeGreaterThan(0);
});

test("with an application's first call the money for its judges is set aside: no answer is paid for that nobody can judge", async () => {
  const judges = { fair: { model: "claude-sonnet-5-5", rubric: "It is fair.", require: "none", max_tokens: 2_000 } };
  const asked = ["calls 2", "calls 1", "calls 3"].map((message, index) => ({
    id: `c${index}`,
    vars: { message },
    simulate_judge: "pass",
  }));
  const targets = { bot: { command: [process.execPath, AGENT], workers: 2 } };
  const judged = projectOf([], { targets, judges, expect: [{ judge: "fair" }], cases: asked });
  const [tight, enough] = await Promise.all([
    runSuite(judged, { mode: "simulate", maxCostUsd: 0.02 }),
    // One judgement may cost $0.03 at worst: the two wait for each other.
    runSuite(judged, { mode: "simulate", maxCostUsd: 0.05 }),
  ]);
  expect(tight.head.totals).toMatchObject({ requests: 0, cost_usd: 0, skipped: 3 });
  expect(tight.head.insights?.notes?.join()).toMatch(
    /\$0\.0200 left: the next request, with its judges, may cost \$0\.03/,
  );
  expect(tight.head.insights?.budget?.run?.least_usd).toBeGreaterThan(0.03);
  expect(enough.head.totals).toMatchObject({ passed: 3, skipped: 0, requests: 9 });
});

test("what a trial's calls cost is what is billed for them, to the cent", async () => {
  await withUpstream({}, async (upstream) => {
    const { head, trials } = await runSuite(projectOf(["calls 3", "same 3", "none"]), live(upstream));
    const { billedPico, requests } = upstream.simulator.books;
    expect(requests).toBe(6);
    expect(head.totals).toMatchObject({ requests: 6, uncertain_cost_usd: 0 });
    const [three, same, none] = trials;
    expect((three?.cost_usd ?? 0) + (same?.cost_usd ?? 0)).toBeCloseTo(toUsd(billedPico), 12);
    expect(three?.calls?.map(({ model, usage }) => [model, (usage.output_tokens ?? 0) > 0])).toEqual([
      ["claude-haiku-4-5", true],
      ["claude-haiku-4-5", true],
      ["claude-haiku-4-5", true],
    ]);
    // A target that made no metered call may have spent anything elsewhere: exit 3 under a cap.
    expect(none?.cost_usd).toBeNull();
    expect(head).toMatchObject({ exit_code: 3 });
  });
});

test("a live target without a cap is told before anything is sent", async () => {
  await withUpstream({}, async (upstream) => {
    const run = runSuite(projectOf(["calls 1"]), live(upstream, { maxCostUsd: null }));
    await expect(run).rejects.toThrow(/uncapped-meter.*--max-cost/s);
    expect(upstream.simulator.books.requests).toBe(0);
  });
});

test("a budget that ends in the middle of a loop skips the trial whatever it answered, and is never overdrawn", async () => {
  await withUpstream({}, async (upstream) => {
    const { head, trials } = await runSuite(
      projectOf(["statuses 8", "calls 8"]),
      live(upstream, { maxCostUsd: 0.0005 }),
    );
    const { billedPico } = upstream.simulator.books;
    expect(trials.map(({ status }) => status)).toContain("skipped");
    expect(trials.find(({ status }) => status === "skipped")?.status_reason).toMatch(/^budget/);
    expect(toUsd(billedPico)).toBeLessThanOrEqual(0.0005);
    expect(head.totals.cost_usd).toBe(toUsd(billedPico));
    expect(head).toMatchObject({ exit_code: 4 });
  });
});

test("a call that failed and was never answered fails its trial; `tolerate_errors` judges it", async () => {
  await withUpstream({}, async (upstream) => {
    const wrong = await runSuite(projectOf(["model no-such-model"]), live(upstream));
    const [trial] = wrong.trials;
    expect(trial).toMatchObject({ status: "errored", error: { type: "target_error" } });
    expect(trial?.error?.message).toMatch(/^a call of bot failed and was not answered by a later one: /);
    const meter = { tolerate_errors: true };
    const judged = await runSuite(projectOf(["model no-such-model"], { meter }), live(upstream));
    expect(judged.trials[0]).toMatchObject({ status: "completed" });
  });
});

test("offline the application runs, and its calls are answered from recordings at their places", async () => {
  await withUpstream({ seed: 3 }, async (upstream) => {
    const folder = projectOf(["calls 2", "same 3"]);
    const first = await runSuite(folder, live(upstream));
    const sent = upstream.simulator.books.requests;
    const again = await runSuite(folder, { mode: "offline" });
    expect(again.trials.map(({ output }) => output)).toEqual(first.trials.map(({ output }) => output));
    expect(again.trials.map(({ cost_usd }) => cost_usd)).toEqual(first.trials.map(({ cost_usd }) => cost_usd));
    expect(upstream.simulator.books.requests).toBe(sent);
    const missing = await runSuite(projectOf(["calls 1"]), { mode: "offline" });
    expect(missing.trials[0]).toMatchObject({ status: "errored", error: { type: "missing_recording" } });
  });
});

test("a resumed run takes what was answered, and starts nothing for it; what was cut off goes on with its paid calls", async () => {
  await withUpstream({}, async (upstream) => {
    const folder = projectOf(["calls 2", "calls 3"], { limits: { max_cost_usd: 0.0005 } });
    const first = await runSuite(folder, live(upstream));
    expect(first.trials.map(({ status }) => status)).toContain("skipped");
    const before = upstream.simulator.books.requests;
    const written = readFileSync(join(folder, "suite.yaml"), "utf8");
    writeFileSync(join(folder, "suite.yaml"), written.replace("0.0005", "0.5"));
    const resumed = await runSuite(
      folder,
      live(upstream),
      resumeSession(join(folder, ".prompt-run/runs", first.head.run.id)),
    );
    expect(resumed.trials.map(({ status }) => status)).toEqual(["completed", "completed"]);
    // Five calls in all: none of those that are paid is sent again.
    expect(upstream.simulator.books.requests).toBe(5);
    expect(before).toBeLessThan(5);
    expect(resumed.head.totals.cost_usd).toBe(toUsd(upstream.simulator.books.billedPico));
  });
});

/** Asks Claude once before it listens, and once for every request. */
const SERVICE = `import { createServer } from "node:http";
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const ask = (content) => fetch(base + "/v1/messages", { method: "POST",
  headers: { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" },
  body: JSON.stringify({ model: "claude-haiku-4-5", max_tokens: 20, messages: [{ role: "user", content }] }) });
await ask("warm up");
createServer(async (request, response) => {
  if (request.url !== "/health") await ask("a question");
  response.end(JSON.stringify({ reply: "done" }));
}).listen(Number(process.argv[2]), "127.0.0.1");`;

const WARM_WORKER = `import { createInterface } from "node:readline";
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const ask = (content) => fetch(base + "/v1/messages", { method: "POST",
  headers: { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" },
  body: JSON.stringify({ model: "claude-haiku-4-5", max_tokens: 20, messages: [{ role: "user", content }] }) });
await ask("warm up");
await ask("warmer");
for await (const line of createInterface({ input: process.stdin })) {
  const { id, input } = JSON.parse(line);
  const { content } = await (await ask(input)).json();
  console.log(JSON.stringify({ id, output: content[0].text }));
}`;

const WARM_MODULE = `${WARM_WORKER.slice(0, WARM_WORKER.indexOf("for await"))}
export default async ({ input }) => (await (await ask(input)).json()).content[0].text;`;

// Only Linux tells what a process is at.
test.each([
  ...(process.platform === "linux" ? [{ command: [process.execPath, "./worker.mjs"] }] : []),
  { module: "./module.mjs" },
])("what it asks before it waits for its first turn is of no trial: %j", async (bot) => {
  const cases = ["one", "two"].map((id) => ({ id, vars: { message: id }, expect: [{ calls: { max: 1 } }] }));
  const suite = { name: "app", targets: { bot }, cases };
  const files = { "worker.mjs": WARM_WORKER, "module.mjs": WARM_MODULE };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite), ...files });
  const { head, trials } = await runSuite(folder, { mode: "simulate" });
  expect(trials.map(({ output, calls }) => [output, calls?.length])).toEqual([
    ["one", 1],
    ["two", 1],
  ]);
  expect(head.totals).toMatchObject({ passed: 2, requests: 4 });
  expect(head.totals.overhead_cost_usd).toBeGreaterThan(0);
});

test("what a service asks before it is ready is of no trial: capped, journaled, and told as overhead", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const start = { command: [process.execPath, "./service.mjs", new URL(url).port], ready: `${url}/health` };
  const targets = { bot: { http: { url }, output: "$.reply", start } };
  const cases = [{ id: "a", vars: { message: "one" }, expect: [{ contains: "done" }] }];
  const suite = { name: "app", targets, cases, gate: "none" };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite), "service.mjs": SERVICE });
  await withUpstream({}, async (upstream) => {
    const { head, trials } = await runSuite(folder, live(upstream));
    const { billedPico } = upstream.simulator.books;
    const { cost_usd: cost, overhead_cost_usd: overhead, requests } = head.totals;
    expect(requests).toBe(2);
    expect(cost).toBeCloseTo(toUsd(billedPico), 12);
    expect(overhead).toBeGreaterThan(0);
    expect((trials[0]?.cost_usd ?? 0) + (overhead ?? 0)).toBeCloseTo(toUsd(billedPico), 12);
    expect(trials[0]?.calls).toHaveLength(1);
  });
});

test("a pattern of the meter that does not compile is told at its place", async () => {
  const run = runSuite(projectOf(["none"], { meter: { ignore: ["ok", "("] } }));
  await expect(run).rejects.toThrow(/bad-value.*"pointer":\["meter","ignore",1\]/s);
});

test("`try` runs one case of an application, tells what it was asked and said, and keeps nothing", async () => {
  const told: string[] = [];
  const hooks = { clock: wallClock, signal: new AbortController().signal, env: process.env, log: () => undefined };
  const listening = {
    ...hooks,
    onText: (text: string) => void told.push(text),
    onStep: (step: TryStep) => void told.push(step.type),
  };
  const folder = projectOf(["none"]);
  const tried = await tryCase(invocationOf(folder, { mode: "simulate" }), listening);
  expect(tried).toMatchObject({ status: "tried", tried: [{ simulated: true, record: { status: "completed" } }] });
  expect(told.slice(0, 2)).toEqual(["sent", "answered"]);
  expect(told[2]).toBe(tried.status === "tried" ? tried.tried[0]?.record.output : null);
  expect(existsSync(join(folder, ".prompt-run"))).toBe(false);
  const uncapped = await tryCase(invocationOf(folder, { mode: "live" }), listening);
  expect(uncapped).toMatchObject({
    status: "wrong",
    problems: [{ code: expect.stringMatching(/uncapped|credential/) }],
  });
});

/** Holds several trials at once: it asks where the line says, or ("env") where its environment says. */
const TOGETHER = `import { createInterface } from "node:readline";
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const ask = (url, content) => fetch(url + "/v1/messages", { method: "POST",
  headers: { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" },
  body: JSON.stringify({ model: "claude-haiku-4-5", max_tokens: 20, messages: [{ role: "user", content }] }) });
let [open, all] = [0, []];
const both = new Promise((resolve) => all.push(resolve));
async function answer({ id, input, base_url: own }) {
  open += 1;
  if (open === 2) all[0]();
  await both; // both trials are in hand
  await ask(input.startsWith("env") ? base : own, input);
  console.log(JSON.stringify({ id, output: "done" }));
}
for await (const line of createInterface({ input: process.stdin })) void answer(JSON.parse(line));`;

test.each([
  ["line", [1, 1], true],
  ["env", [0, 0], false],
])(
  "two trials in one process that asks where its %s says: their calls are known, or undecided, and never another trial's",
  async (where, calls, isKnown) => {
    const bot = { command: [process.execPath, "./app.mjs"], concurrent: 2 };
    const cases = ["one", "two"].map((id) => ({ id, vars: { message: `${where} ${id}` }, expect: [{ calls: 1 }] }));
    const suite = { name: "app", targets: { bot }, cases, gate: "none" };
    const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite), "app.mjs": TOGETHER });
    await withUpstream({}, async (upstream) => {
      const { head, trials } = await runSuite(folder, live(upstream));
      expect(trials.map((trial) => trial.calls?.length ?? 0)).toEqual(calls);
      expect(trials.map(({ verdict }) => verdict)).toEqual(trials.map(() => (isKnown ? "pass" : "undecided")));
      expect(trials.map((trial) => trial.cost_usd !== null)).toEqual([isKnown, isKnown]);
      const { billedPico, requests } = upstream.simulator.books;
      expect(requests).toBe(2);
      expect(billedPico).toBeGreaterThan(0n);
      if (isKnown) expect(head.totals.cost_usd).toBeCloseTo(toUsd(billedPico), 12);
    });
  },
);
