import { join } from "node:path";
import { expect, test } from "vitest";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { goOn } from "../../../src/report/words/next/go-on.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** An application that pays elsewhere, and says so. */
function payingProject(costUsd: number, suite: Readonly<Record<string, unknown>> = {}): string {
  const cases = ["a", "b", "c"].map((id) => ({ id, vars: { message: id }, expect: [{ contains: "ok" }] }));
  const targets = { bot: { module: "./bot.mjs", meter: false } };
  const limits = { concurrency: 1 };
  return temporaryProject({
    "suite.yaml": JSON.stringify({ name: "app", targets, cases, gate: "none", limits, ...suite }),
    "bot.mjs": `export default () => ({ output: "ok", cost_usd: ${costUsd} });`,
  });
}

interface Row {
  readonly name: string;
  readonly costUsd: number;
  readonly suite?: Readonly<Record<string, unknown>>;
  readonly maxCostUsd?: number;
  readonly statuses: readonly string[];
  readonly exit: number;
}

const LIMITED = { limits: { concurrency: 1, max_cost_usd: 1 } };
const METERED = { targets: { bot: { module: "./bot.mjs" } } };

const ROWS: readonly Row[] = [
  { name: "over the run's cap", costUsd: 5, maxCostUsd: 1, statuses: ["completed", "skipped", "skipped"], exit: 4 },
  { name: "over the suite's", costUsd: 5, suite: LIMITED, statuses: ["completed", "skipped", "skipped"], exit: 4 },
  {
    name: "over it with a meter in front",
    costUsd: 5,
    suite: METERED,
    maxCostUsd: 1,
    statuses: ["completed", "skipped", "skipped"],
    exit: 4,
  },
  {
    name: "over it by the second",
    costUsd: 0.6,
    maxCostUsd: 1,
    statuses: ["completed", "completed", "skipped"],
    exit: 4,
  },
  {
    name: "over it by the last",
    costUsd: 0.4,
    maxCostUsd: 1,
    statuses: ["completed", "completed", "completed"],
    exit: 4,
  },
  { name: "just the cap", costUsd: 0.5, maxCostUsd: 1.5, statuses: ["completed", "completed", "completed"], exit: 0 },
  { name: "no cap", costUsd: 5, statuses: ["completed", "completed", "completed"], exit: 0 },
];

test.each(ROWS)("attack 1: what a target says that it paid is held against the cap: $name", async (row) => {
  const { costUsd, suite, maxCostUsd = null, statuses, exit } = row;
  const { head, trials } = await runSuite(payingProject(costUsd, suite), { mode: "simulate", maxCostUsd });
  expect(trials.map(({ status }) => status)).toEqual(statuses);
  expect(head.exit_code).toBe(exit);
  const paid = costUsd * statuses.filter((status) => status === "completed").length;
  expect(head.totals.cost_usd).toBeCloseTo(paid, 9);
  if (exit !== 4) return;
  expect(head.verdict).toBe("over_budget");
  expect(head.insights?.notes?.join("\n")).toMatch(/was paid, more than the budget of \$1\.00 allows/);
  for (const { status, status_reason: reason } of trials) if (status === "skipped") expect(reason).toMatch(/^budget/);
});

test("attack 1: a run that is over its cap stays so when it is gone on with, and pays no more", async () => {
  const folder = payingProject(5);
  const capped = { mode: "simulate", maxCostUsd: 1 } as const;
  const first = await runSuite(folder, capped);
  const again = await runSuite(folder, capped, resumeSession(join(folder, ".prompt-run/runs", first.head.run.id)));
  expect(again.head).toMatchObject({ exit_code: 4, totals: { cost_usd: 5 } });
  // Twice the cap would be spent already.
  expect(goOn(first.head)?.command).toMatch(/^prompt-run resume \S+ --max-cost 10$/);
  const raised = { ...capped, maxCostUsd: 20 };
  const rest = await runSuite(folder, raised, resumeSession(join(folder, ".prompt-run/runs", first.head.run.id)));
  expect(rest.head).toMatchObject({ exit_code: 0, totals: { cost_usd: 15 } });
});

/** What a worker says of each line that it reads. */
function sayingProject(says: string, suite: Readonly<Record<string, unknown>> = {}): string {
  const cases = [{ id: "a", vars: { message: "a" }, expect: [{ contains: "ok" }] }];
  const bot = `import readline from "node:readline";
let asked = 0;
for await (const line of readline.createInterface({ input: process.stdin })) {
  asked += 1;
  const { id, base_url: url, api_key: key } = JSON.parse(line);
  const call = async () => {
    const body = { model: "claude-haiku-4-5", max_tokens: 9, messages: [{ role: "user", content: "hello" }] };
    const headers = { "x-api-key": key, "anthropic-version": "2023-06-01" };
    await (await fetch(url + "/v1/messages", { method: "POST", headers, body: JSON.stringify(body) })).text();
  };
  console.log(JSON.stringify({ id, ...(await (${says})({ asked, call })) }));
}`;
  const targets = { bot: { command: [process.execPath, "bot.mjs"] } };
  return temporaryProject({
    "suite.yaml": JSON.stringify({ name: "app", targets, cases, gate: "none", limits: { max_attempts: 4 }, ...suite }),
    "bot.mjs": bot,
  });
}

test("what passes that came to nothing cost is counted, and held against the cap", async () => {
  const again = `({ asked }) => asked < 3 ? { error: { message: "again", retryable: true }, cost_usd: 1 } : { output: "ok", cost_usd: 0.5 }`;
  const free = await runSuite(sayingProject(again), { mode: "simulate", maxCostUsd: 10 });
  expect(free.head).toMatchObject({ exit_code: 0, totals: { cost_usd: 2.5 } });
  const capped = await runSuite(sayingProject(again), { mode: "simulate", maxCostUsd: 0.7 });
  expect(capped.head).toMatchObject({ exit_code: 4, totals: { cost_usd: 1 } });
});

test.each([
  ["says that it failed", `() => ({ error: "no", cost_usd: 0.4 })`, 0.4],
  ["is no answer", `() => ({ output: 7, cost_usd: 0.4 })`, 0.4],
  ["says no amount", `() => ({ output: "ok", cost_usd: -1 })`, 0],
])("a reply that %s costs what it says", async (_what, says, paid) => {
  const { head, trials } = await runSuite(sayingProject(says), { mode: "simulate", maxCostUsd: 10 });
  expect(trials[0]?.status).toBe("errored");
  expect(head.totals.cost_usd).toBeCloseTo(paid, 9);
});

test("what it pays elsewhere is added to what its metered calls cost", async () => {
  const says = `async ({ call }) => { await call(); return { output: "ok", cost_usd: 0.4 }; }`;
  const { head, trials } = await runSuite(sayingProject(says), { mode: "simulate", maxCostUsd: 10 });
  const metered = trials[0]?.calls?.[0]?.cost_usd ?? Number.NaN;
  expect(metered).toBeGreaterThan(0);
  expect(trials[0]?.cost_usd).toBeCloseTo(0.4 + metered, 9);
  expect(head.totals.cost_usd).toBeCloseTo(0.4 + metered, 9);
});

test("each pass of a trial that errored is told: its calls, its attempts, its requests", async () => {
  const says = `async ({ call }) => { await call(); await call(); return { error: { message: "again", retryable: true } }; }`;
  const { head, trials } = await runSuite(sayingProject(says), { mode: "simulate", maxCostUsd: 10 });
  expect([trials[0]?.calls?.length, trials[0]?.attempts.length, head.totals.requests]).toEqual([8, 8, 8]);
});
