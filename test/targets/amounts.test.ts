import { expect, test } from "vitest";
import { check } from "../../src/library/check.ts";
import { fromUsd, LEAST_USD, MOST_USD, toUsd } from "../../src/domain/values/money.ts";
import { readLineReply } from "../../src/targets/command/line-reply.ts";
import { readReply } from "../../src/targets/read-reply.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runSuite } from "../helpers/run-suite.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

/** What no turn has cost. */
const NO_AMOUNTS = [1e30, 1e22, 1e21, 1.1e9, Number.MAX_VALUE, -5, -1e-300, "0.5", true, [1], { usd: 1 }] as const;
const UNRECKONED = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const;
const AMOUNTS = [0, -0, 1e-300, 1e-13, LEAST_USD, 0.1 + 0.2, 5, MOST_USD] as const;
const SAYS = /`cost_usd` that is no amount/;

test.each([...NO_AMOUNTS, ...UNRECKONED])("attack 12: a target that says it paid %j gave no answer", (cost_usd) => {
  const read = readReply("bot", { output: "ok", cost_usd });
  expect(read).toMatchObject({ status: "failed", message: expect.stringMatching(SAYS) });
});

test.each(NO_AMOUNTS)("attack 12: … in a line of JSON: %j", (said) => {
  const line: unknown = JSON.parse(JSON.stringify({ id: "1", output: "ok", cost_usd: said }));
  expect(readLineReply("bot", line as Parameters<typeof readLineReply>[1])).toMatchObject({ status: "failed" });
});

test.each(AMOUNTS)("attack 12: %j is an amount, counted to the picodollar", (costUsd) => {
  expect(readReply("bot", { output: "ok", cost_usd: costUsd })).toMatchObject({ status: "answered" });
  expect(Math.abs(toUsd(fromUsd(costUsd)) - costUsd)).toBeLessThanOrEqual(5e-13 + costUsd * Number.EPSILON);
});

test("attack 12: one such answer is one errored trial, of a module too, and the others stand", async () => {
  const answers: Readonly<Record<string, string>> = { a: "1e30", b: "NaN", c: "-1", d: "0.25" };
  const cases = Object.keys(answers).map((id) => ({ id, vars: { message: id }, expect: [{ contains: "ok" }] }));
  const costs = Object.entries(answers).map(([id, cost]) => `${id}: ${cost}`);
  const targets = { bot: { module: "./bot.mjs", meter: false } };
  const folder = temporaryProject({
    "suite.yaml": JSON.stringify({ name: "app", targets, cases, gate: "none" }),
    "bot.mjs": `const costs = { ${costs.join(", ")} };
export default ({ input }) => ({ output: "ok", cost_usd: costs[input] });`,
  });
  const { head, trials } = await runSuite(folder, { mode: "simulate" });
  expect(trials.map(({ status }) => status)).toEqual(["errored", "errored", "errored", "completed"]);
  for (const { error } of trials.slice(0, 3)) expect(error?.message).toMatch(SAYS);
  expect(head.totals.cost_usd).toBe(0.25);
});

test.each([1e30, -1])("attack 12: an answer to check that cost %j is told", async (cost_usd) => {
  const checked = check({ text: "ok", cost_usd }, [{ contains: "ok" }]);
  await expect(checked).rejects.toThrow(/answer\.cost_usd.*an amount in US dollars from 0 to 1000000000/s);
});

const SUITE = "name: s\nmodel: claude-haiku-4-5\nprompt: hi\ncases: [{ id: a, expect: [{ contains: x }] }]\n";

test.each(["1e-300", "9e-13", "0", "-1", "NaN", "Infinity", "1e30", "1000000001"])(
  "attack 18: a cap of %s is refused, and the message says which are taken",
  async (cap) => {
    const folder = temporaryProject({ "suite.yaml": SUITE });
    const { exitCode, stderr } = await runCli(["suite.yaml", "--simulate", "--max-cost", cap], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("expected an amount in US dollars from 1e-12 to 1000000000");
    expect(stderr.includes("such as 1.50: no request fits under less")).toBe(Number(cap) < 1e-12);
  },
);

test.each(["1e-300", "9.0e-13", "1.0e+30"])("attack 18: … in a suite: %s", async (cap) => {
  const folder = temporaryProject({ "suite.yaml": `${SUITE}limits: { max_cost_usd: ${cap} }\n` });
  const { exitCode, stderr } = await runCli(["validate", "suite.yaml"], { cwd: folder });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/must be at (least 1e-12|most 1000000000)/);
});

test("attack 12: a price of a config that no model has is told", async () => {
  const prices = "prices: { claude-haiku-4-5: { input: 1.0e+300, output: 1 } }\n";
  const folder = temporaryProject({ "suite.yaml": SUITE, "prompt-run.config.yaml": prices });
  const { exitCode, stderr } = await runCli(["suite.yaml", "--simulate"], { cwd: folder });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/must be at most 1000000/);
});
