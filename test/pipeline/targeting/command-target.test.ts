import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { type RanSuite, runSuite } from "../../helpers/run-suite.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/agent.mjs");

interface Asked {
  readonly target?: Record<string, unknown>;
  readonly suite?: Record<string, unknown>;
  readonly changes?: Partial<Invocation>;
}

function projectOf(messages: readonly string[], { target = {}, suite = {} }: Asked = {}): string {
  const cases = messages.map((message, index) => ({ id: `c${index}`, vars: { message } }));
  const bot = { command: [process.execPath, AGENT], workers: 1, ...target };
  return temporaryProject({
    "suite.yaml": JSON.stringify({
      name: "app",
      targets: { bot },
      cases,
      gate: "none",
      expect: [{ not: { contains: "never said" } }],
      ...suite,
    }),
  });
}

function ask(messages: readonly string[], asked: Asked = {}): Promise<RanSuite> {
  return runSuite(projectOf(messages, asked), asked.changes);
}

async function trialOf(message: string, asked: Asked = {}): Promise<TrialRecord> {
  const { trials } = await ask([message], asked);
  const [trial] = trials;
  if (trial === undefined) throw new Error("no trial");
  return trial;
}

describe("a command answers turns, and its calls are metered", () => {
  test("its calls cost what they cost, and are counted in its trial", async () => {
    const { trials } = await ask(["calls 3", "none", "same 3"]);
    expect(trials.map(({ status }) => status)).toEqual(["completed", "completed", "completed"]);
    const [three] = trials;
    expect(three).toMatchObject({ model_served: "bot", arm: "bot/default" });
    expect(three?.cost_usd).toBeGreaterThan(0);
    expect(three?.usage.input_tokens).toBeGreaterThan(0);
    expect(trials[1]?.cost_usd).toBeNull();
  });
});

describe("what a command does wrong is an error of its trial, and is said", () => {
  const WRONG: readonly (readonly [string, RegExp])[] = [
    ["exit 3", /^bot ended with exit code 3 before it answered$/],
    ["print hello", /^bot printed what is no answer to stdout: "hello"/],
    ["half", /^bot ended with exit code 0 before it answered, in the middle of a line: /],
    ["other", /^bot answered "no such", which it was not asked$/],
    ["twice", /^bot answered turn "\d+" twice$/],
    ["error it broke", /^bot says that it failed: it broke$/],
    ["flood noise", /^bot ended with exit code 3 .*its stderr ends with: the end of noise\nbefore that:/s],
    ["stubborn", /^bot did not answer within 2 s$/],
  ];

  test("each of them, and the trials around it have workers of their own", async () => {
    const messages = WRONG.flatMap(([message]) => [message, "none"]);
    const { trials } = await ask(messages, { target: { workers: 3 }, suite: { limits: { timeout_s: 2 } } });
    for (const [index, [message, told]] of WRONG.entries()) {
      const [wrong, right] = trials.slice(2 * index, 2 * index + 2);
      expect([message, wrong?.status]).toEqual([message, "errored"]);
      expect(wrong?.error?.message).toMatch(told);
      expect(right).toMatchObject({ status: "completed", output: "no call" });
    }
  });

  test("a command that is not there", async () => {
    const trial = await trialOf("none", { target: { command: ["no-such-program"] } });
    expect(trial.error?.message).toBe("bot: there is no command `no-such-program`");
  });
});

test("it gets its folder and its own variables, none of Claude's keys; a call after the answer is refused; its children end with it", async () => {
  const messages = ["cwd", "env MODE", "env ANTHROPIC_API_KEY", "env AWS_SECRET_ACCESS_KEY", "child ", "after", "show"];
  const { trials } = await ask(messages, { target: { cwd: ".", env: { MODE: "test" } } });
  const [cwd, mode, key, cloud, child, after, show] = trials.map(({ output }) => output ?? "");
  expect(cwd).toMatch(/prompt-run-/);
  expect(mode).toBe("test");
  expect(key).toMatch(/^sk-ant-meter-|^\*+|REDACTED|masked/i);
  expect(cloud).toBe("(unset)");
  expect(after).toBe("answered");
  expect(JSON.parse(show ?? "")).toMatchObject({
    case: "c6",
    arm: "bot/default",
    trial: 1,
    turn: 1,
    input: "show",
    api_key: true,
    base_url: true,
  });
  expect(() => process.kill(Number(child), 0)).toThrow();
});

describe("a worker that ends after its answer", () => {
  test("costs the next trial nothing, which has a new one, however soon it ends", async () => {
    const rounds = Array.from({ length: times({ small: 1, long: 10 }) }, () => [0, 3, 8, 20, 60]).flat();
    const { trials } = await ask([...rounds.map((ms) => `last ${ms}`), "none"]);
    expect(trials).toHaveLength(rounds.length + 1);
    expect(trials.map(({ error }) => error?.message ?? null)).toEqual(trials.map(() => null));
  });

  test("hides no turn that is never answered: the new worker is the last", async () => {
    const { trials } = await ask(["none", "leave", "none"]);
    expect(trials.map(({ status }) => status)).toEqual(["completed", "errored", "completed"]);
    expect(trials[1]?.error?.message).toMatch(/^bot ended with exit code 0 before it answered/);
  });
});

test("a worker that ends after a paid call without a word is not asked again", async () => {
  const file = join(temporaryProject({}), "spent");
  const { trials } = await ask(["none", `spend ${file}`, "none"]);
  expect(trials.map(({ status }) => status)).toEqual(["completed", "errored", "completed"]);
  // What it paid for is told of it, though nothing came of it.
  expect(trials[1]?.calls).toEqual([expect.objectContaining({ model: "claude-haiku-4-5", cost_usd: 0.000019 })]);
  expect(readFileSync(file, "utf8")).toBe("spent\n");
});

test("a call right behind an answer is never the next trial's", async () => {
  const messages = ["trail", "calls 1", "trail", "calls 1", "trail", "calls 1"];
  const { trials } = await ask(messages);
  const next = trials.filter((_, index) => index % 2 === 1);
  expect(next.map(({ calls = [] }) => calls.length)).toEqual([1, 1, 1]);
});

test("the model that it names is the one that served, and prices nothing", async () => {
  const [named, unnamed] = (await ask(["named claude-opus-4-5", "none"])).trials;
  expect(named).toMatchObject({ model_served: "claude-opus-4-5", cost_usd: null });
  expect(unnamed).toMatchObject({ model_served: "bot", cost_usd: null });
});
