import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run, type RunReport, type SuiteError, type SuiteInput, type TargetFunction } from "../../src/index.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const echo: TargetFunction = ({ input }) => `echo ${input}`;

const suiteOf = (bot: TargetFunction, changes: SuiteInput = {}): SuiteInput => ({
  name: "app",
  targets: { bot: { function: bot, meter: false } },
  cases: [{ id: "a", vars: { message: "hello" }, expect: [{ contains: "hello" }] }],
  ...changes,
});

const runIn = (suite: SuiteInput, options: Parameters<typeof run>[1] = {}): Promise<RunReport> =>
  run(suite, { cwd: temporaryProject({}), env: {}, ...options });

const trialOf = (report: RunReport, index = 0): RunReport["suites"][number]["trials"][number] => {
  const trial = report.suites[0]?.trials[index];
  if (trial === undefined) throw new Error("no trial");
  return trial;
};

describe("what a function throws or returns", () => {
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const thrower =
    (make: () => unknown): TargetFunction =>
    () => {
      throw make();
    };
  const failing: readonly (readonly [string, TargetFunction, RegExp])[] = [
    ["finding 16: a proxy that was revoked, thrown", thrower(revoked), /bot threw an object/],
    ["finding 16: a proxy that was revoked, returned", () => revoked(), /bot threw TypeError/],
    ["finding 16: an object without words", thrower(() => Object.create(null)), /bot threw an object/],
    ["finding 18: a text of more than 32 MB", () => "zz".repeat(16_000_001), /bot returned more than 32 MB/],
    ["finding 18: so much in an object", () => ({ output: "zz".repeat(16_000_001) }), /bot returned more than 32 MB/],
  ];

  test.each(failing)("%s is an errored trial", async (_name, bot, message) => {
    const done = await runIn(suiteOf(bot), { store: null, maxAttempts: 1 });
    expect(done).toMatchObject({ ok: false, verdict: "incomplete", totals: { errored: 1 } });
    expect(JSON.stringify(trialOf(done))).toMatch(message);
  });
});

describe("a function is a target", () => {
  test("it is asked the case's only text, without key and network, and costs what it says", async () => {
    const done = await runIn(suiteOf(echo));
    expect(done).toMatchObject({
      ok: true,
      run: { replies: "live", base_url: "targets" },
      totals: { requests: 0, cost_usd: 0 },
    });
    expect(trialOf(done)).toMatchObject({ arm: "bot/default", output: "echo hello", cost_usd: 0, model_served: "bot" });
  });

  test("`input` and prompts say what it is asked; it sees system, variables, case and conversation", async () => {
    const seen: unknown[] = [];
    const look: TargetFunction = ({ input, system, messages, turn, caseId, armId, trial }, { vars, signal }) => {
      seen.push([input, system, messages.length, turn, caseId, armId, trial, vars, signal.aborted]);
      return input;
    };
    const cases = [{ id: "a", vars: { from: "Ann", message: "hello" }, expect: [{ contains: "hello" }] }];
    expect(await runIn(suiteOf(look, { cases, input: "{{ from }}: {{ message }}" }))).toMatchObject({ ok: true });
    expect(
      await runIn(
        suiteOf(look, {
          cases,
          system: "Be kind",
          prompts: { v1: "1 {{ message }} {{ from }}", v2: "2 {{ message }} {{ from }}" },
        }),
      ),
    ).toMatchObject({ ok: true });
    const vars = { from: "Ann", message: "hello" };
    expect(seen[0]).toEqual(["Ann: hello", null, 1, 1, "a", "bot/default", 1, vars, false]);
    expect(seen.slice(1)).toContainEqual(["2 hello Ann", "Be kind", 1, 1, "a", "bot/v2", 1, vars, false]);
    await expect(runIn(suiteOf(look, { cases }))).rejects.toThrow(
      /cases\[0\]: what is the target asked\?.*from, message \[no-input\]/,
    );
  });

  test("a conversation brings its history", async () => {
    const seen: unknown[] = [];
    const cases = [
      {
        id: "a",
        turns: [
          { user: "one", expect: [{ contains: "1" }] },
          { user: "two {{ reply }}", expect: [{ contains: "3" }] },
        ],
      },
    ];
    const count: TargetFunction = ({ input, messages }) => {
      seen.push([input, messages.length]);
      return String(messages.length);
    };
    expect(await runIn(suiteOf(count, { cases }))).toMatchObject({ ok: true });
    expect(seen).toEqual([
      ["one", 1],
      ["two 1", 3],
    ]);
  });

  test("what it reports is looked at: tool calls, cost, tokens", async () => {
    const rich: TargetFunction = () => ({
      output: "hello",
      tool_calls: [{ name: "search", input: { q: "x" } }],
      usage: { input_tokens: 5, output_tokens: 3 },
      cost_usd: 0.25,
    });
    const expectAll = [
      { tool_call: { name: "search", input: { q: "x" } } },
      { cost: 0.3 },
      { tokens: { max: 8 } },
      { contains: "hello" },
    ];
    const done = await runIn(suiteOf(rich, { expect: expectAll }), { maxCostUsd: 1 });
    expect(done).toMatchObject({ ok: true, totals: { cost_usd: 0.25 } });
    expect(trialOf(done)).toMatchObject({
      cost_usd: 0.25,
      usage: { input_tokens: 5, output_tokens: 3 },
      tool_calls: [{ name: "search" }],
    });
    const silent = await runIn(suiteOf(echo, { expect: [{ tokens: { max: 8 } }] }));
    expect(trialOf(silent)).toMatchObject({ verdict: "undecided" });
  });

  test("stands beside models, and is compared with them", async () => {
    const done = await runIn(
      { ...suiteOf(echo), model: "claude-haiku-5-5", prompt: "{{ message }}" },
      { simulate: true },
    );
    expect(done.suites[0]?.arms.map(({ id }) => id)).toEqual(["claude-haiku-5-5/default", "bot/default"]);
    expect(done.suites[0]?.comparisons).toHaveLength(1);
  });
});

describe("what is no answer is an errored trial that says what happened", () => {
  const nonsense: readonly (readonly [string, TargetFunction, string])[] = [
    [
      "throws",
      () => {
        throw new TypeError("boom");
      },
      "bot threw TypeError: boom",
    ],
    ["rejects with a text", async () => Promise.reject("no"), "bot threw no"],
    [
      "undefined",
      () => undefined,
      "bot returned undefined; expected a text, or { output, tool_calls?, usage?, cost_usd? }",
    ],
    ["a number", () => 7, "bot returned 7; expected"],
    ["an object without output", () => ({ tool_calls: [] }), "bot returned an object whose `output` is undefined"],
    ["a key that means nothing", () => ({ output: "x", text: "y" }), "bot returned an object with `text`"],
    [
      "a tool call that is none",
      () => ({ output: "x", tool_calls: ["search"] }),
      "bot returned a tool call that is no { name, input }",
    ],
    ["a bigint", () => 7n, "bot returned 7;"],
    ["a cost below zero", () => ({ output: "x", cost_usd: -1 }), "a `cost_usd` that is no amount"],
    [
      "tokens that are none",
      () => ({ output: "x", usage: { input_tokens: 1.5, output_tokens: 1 } }),
      "bot returned a `usage` without whole",
    ],
  ];
  let ran: Promise<RunReport> | null = null;
  /** Each gives its nonsense in a case of its own. */
  const runAll = (): Promise<RunReport> => {
    const bot: TargetFunction = (turn, context) => nonsense.find(([name]) => name === turn.caseId)?.[1](turn, context);
    const cases = nonsense.map(([id]) => ({ id, vars: { message: "hello" }, expect: [{ contains: "hello" }] }));
    return runIn(suiteOf(bot, { cases }));
  };
  test.each(nonsense)("%s", async (name, _target, message) => {
    const done = await (ran ??= runAll());
    expect(done).toMatchObject({ ok: false, exit_code: 3, totals: { errored: nonsense.length } });
    expect(done.suites[0]?.trials.find(({ case: id }) => id === name)).toMatchObject({
      status: "errored",
      verdict: null,
      error: { type: "target_error", message: expect.stringContaining(message) as string },
    });
  });

  test("hangs: its signal is aborted, and the trial says after how long", async () => {
    let aborted: AbortSignal | null = null;
    const hang: TargetFunction = (_turn, { signal }) => {
      aborted = signal;
      return new Promise(() => undefined);
    };
    const done = await runIn(suiteOf(hang), { timeoutS: 0.05 });
    expect(trialOf(done)).toMatchObject({
      status: "errored",
      status_reason: "deadline",
      error: { message: "bot did not answer within 0.05 s" },
    });
    expect(aborted).toMatchObject({ aborted: true });
  });

  test("an answer is empty text: it is graded as one", async () => {
    expect(trialOf(await runIn(suiteOf(() => "")))).toMatchObject({ status: "completed", verdict: "fail", output: "" });
  });
});

describe("money", () => {
  test("a cost that is not said is unknown, and under a cap exit 3", async () => {
    const suite = suiteOf(echo, { targets: { bot: echo } });
    const free = await runIn(suite);
    expect(free).toMatchObject({ ok: true, totals: { cost_usd: null } });
    const capped = await runIn(suite, { maxCostUsd: 1 });
    expect(capped).toMatchObject({ ok: false, exit_code: 3, verdict: "incomplete", totals: { cost_usd: null } });
    expect(capped.run.warnings.map(({ code }) => code)).toEqual(["unmetered-target"]);
  });
});

describe("a function is what it is in its run alone", () => {
  test("nothing of it is recorded or reused; no more run at once than `concurrency`", async () => {
    let [calls, open, most] = [0, 0, 0];
    const slow: TargetFunction = async ({ input }) => {
      calls += 1;
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return input;
    };
    const cwd = temporaryProject({});
    const suite = suiteOf(slow, { trials: 6 });
    await runIn(suite, { cwd, concurrency: 2 });
    expect(most).toBe(2);
    const again = await runIn(suite, { cwd, reuse: true, env: { ANTHROPIC_API_KEY: "x" } });
    expect(calls).toBe(12);
    expect(again.totals.reused_trials).toBe(0);
  });

  test("a run that was aborted is resumed: what was answered is not asked again", async () => {
    const asked: string[] = [];
    const stop = new AbortController();
    const bot: TargetFunction = ({ input, caseId }) => {
      asked.push(caseId);
      if (caseId === "c3") stop.abort();
      return input;
    };
    const cases = Array.from({ length: 8 }, (_, n) => ({
      id: `c${n}`,
      vars: { message: `hello ${n}` },
      expect: [{ contains: "hello" }],
    }));
    const cwd = temporaryProject({});
    const first = await runIn(suiteOf(bot, { cases }), { cwd, concurrency: 1, signal: stop.signal });
    expect(first).toMatchObject({ verdict: "interrupted" });
    const before = asked.splice(0).length;
    const done = await runIn(suiteOf(bot, { cases }), { cwd, resume: first.run.id });
    expect(done).toMatchObject({ ok: true, totals: { passed: 8 } });
    expect(before + asked.length).toBe(8);
    const journal = readFileSync(join(cwd, ".prompt-run/runs", first.run.id, "journal.jsonl"), "utf8");
    expect(journal).toContain('"role":"target"');
  });

  test("a file may name none", async () => {
    const cwd = temporaryProject({
      "suite.yaml":
        "targets: { bot: { function: echo } }\ncases: [{ id: a, vars: { m: x }, expect: [{ contains: x }] }]\n",
    });
    const failed: unknown = await run("suite.yaml", { cwd, env: {} }).catch((error: unknown) => error);
    expect((failed as SuiteError).problems.map(({ code, line }) => [code, line])).toContainEqual([
      "unknown-function",
      1,
    ]);
  });
});
