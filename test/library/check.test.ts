import { describe, expect, test } from "vitest";
import { check, type CheckFunction, run, SuiteError } from "../../src/index.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const verdictsOf = async (...call: Parameters<typeof check>): Promise<string[]> => {
  const { checks } = await check(...call);
  return checks.map(({ type, verdict }) => `${type} ${verdict}`);
};
const IMPLIED = ["refusal pass", "complete pass"];

describe("check() of a text", () => {
  test("says what a suite would say: verdict, score and reasons", async () => {
    expect(await check("a refund", [{ contains: "refund" }])).toMatchObject({ verdict: "pass", score: 1 });
    const failed = await check("billing", [{ contains: "refund" }, { length: { max_words: 1 } }]);
    expect(failed.verdict).toBe("fail");
    expect(failed.checks[0]).toMatchObject({
      type: "contains",
      verdict: "fail",
      reason: expect.stringContaining("refund") as string,
    });
  });

  test("renders its arguments with `vars`, which are data as they are", async () => {
    const vars = { wanted: "{{ x }}", file: { file: "not-read" } };
    expect(await check("{{ x }}", [{ equals: "{{ wanted }}" }], { vars })).toMatchObject({ verdict: "pass" });
  });

  test("knows tool calls and how the answer ended, if it is told", async () => {
    const answer = { tool_calls: [{ name: "get_weather", input: { city: "Paris" } }] };
    expect(await verdictsOf(answer, [{ tool_call: { name: "get_weather", input: { city: "Paris" } } }])).toEqual([
      "tool_call pass",
      ...IMPLIED,
    ]);
    expect(await verdictsOf({ text: "so far", stop_reason: "max_tokens" }, [{ contains: "so" }])).toEqual([
      "contains pass",
      "refusal pass",
      "complete fail",
    ]);
  });

  test.each([
    ["cost", { cost: 1 }, { cost_usd: 0.5 }],
    ["latency", { latency: 100 }, { latency_ms: 50 }],
    ["tokens", { tokens: { max: 10 } }, { usage: { input_tokens: 5, output_tokens: 5 } }],
  ] as const)("%s is undecided unless it is known", async (name, expectation, known) => {
    expect(await verdictsOf("hi", [expectation])).toEqual([`${name} undecided`, ...IMPLIED]);
    expect(await verdictsOf({ text: "hi", ...known }, [expectation])).toEqual([`${name} pass`, ...IMPLIED]);
  });

  test("no config is looked at, and nothing is written", async () => {
    const cwd = temporaryProject({ "prompt-run.config.yaml": "defaults: { expect: [{ contains: never }] }" });
    expect(await check("hi", [{ contains: "hi" }], { cwd })).toMatchObject({ verdict: "pass" });
  });

  test.each([
    ["nothing expected", [], "cases[0] nothing-expected"],
    ["a check that is not there", [{ contans: "x" }], "expectations[0].contans unknown-key"],
    ["an argument that is none", [{ matches: "(" }], "expectations[0].matches bad-check-argument"],
    ["a variable that is none", [{ contains: "{{ y }}" }], "expectations[0].contains undefined-variable"],
  ])("%s is a SuiteError", async (_name, expectations, problem) => {
    const error: unknown = await check("x", expectations as never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SuiteError);
    expect((error as SuiteError).problems.map(({ path, code }) => `${path} ${code}`)).toEqual([problem]);
  });

  test("what is no answer is a SuiteError", async () => {
    await expect(check(undefined as never, [{ contains: "x" }])).rejects.toThrow(/answer: expected a text/);
  });
});

describe("a function as a script check", () => {
  const graded = async (script: CheckFunction): Promise<string> => {
    const { checks } = await check("hello", [{ script: { function: script, timeout_s: 0.05 } }]);
    return `${checks[0]?.verdict} ${checks[0]?.score} ${checks[0]?.reason}`;
  };

  test.each<readonly [string, CheckFunction, string]>([
    [
      "true",
      function isPolite({ text }) {
        return text === "hello";
      },
      "pass 1 the function isPolite returned true",
    ],
    [
      "a promise of a score",
      async () => Promise.resolve({ pass: false, score: 0.25, reason: "curt" }),
      "fail 0.25 curt",
    ],
    [
      "throws",
      () => {
        throw new TypeError("boom");
      },
      "undecided null the function expect[0]: TypeError: boom",
    ],
    [
      "hangs",
      () => new Promise(() => undefined),
      "undecided null the function expect[0]: it did not answer within 0.05 s",
    ],
    [
      "nonsense",
      () => "yes",
      "undecided null the function expect[0] returned yes, expected true, false or { pass, score?, reason? }",
    ],
    [
      "nothing",
      () => undefined,
      "undecided null the function expect[0] returned undefined, expected true, false or { pass, score?, reason? }",
    ],
  ])("that returns %s", async (_name, script, expected) => {
    expect(await graded(script)).toBe(expected);
  });

  test("sees the answer, the variables and the case, as copies", async () => {
    const seen: unknown[] = [];
    const look: CheckFunction = (answer, context) => {
      seen.push(answer.text, answer.stopReason, context);
      Object.assign(context.vars, { name: "changed" });
      return true;
    };
    await check("hi", [{ script: look }, { expr: 'vars.name == "Ann"' }], { vars: { name: "Ann" } }).then(
      ({ verdict }) => expect(verdict).toBe("pass"),
    );
    expect(seen.slice(0, 2)).toEqual(["hi", "end_turn"]);
  });

  test("stands inside other checks and in cases; no file may name one", async () => {
    const isShort: CheckFunction = ({ text }) => text.length < 4;
    const suite = {
      name: "s",
      model: "claude-haiku-5-5",
      prompt: "p",
      expect: [{ not: { script: isShort } }],
      cases: [{ id: "a", expect: [{ any_of: [{ script: isShort }, { contains: "long" }] }], simulate: "long enough" }],
    };
    const cwd = temporaryProject({
      "suite.yaml":
        "model: claude-haiku-5-5\nprompt: p\ncases: [{ id: a, expect: [{ script: { function: isShort } }] }]\n",
    });
    expect(await run(suite, { cwd, simulate: true })).toMatchObject({ ok: true });
    await expect(run([suite, "suite.yaml"], { cwd, simulate: true })).rejects.toThrow(
      /suite\.yaml:3:\d+: there is no function `isShort` here/,
    );
    // What it was in this run is not known in the next: a baseline calls its case another.
    const again = await run(suite, {
      cwd,
      simulate: true,
      baseline: (await run(suite, { cwd, simulate: true })).run.id,
    });
    expect(again.suites[0]?.comparisons[0]?.cases ?? 0).toBe(0);
  });
});
