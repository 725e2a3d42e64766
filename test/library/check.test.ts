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
      'undecided null the function expect[0] returned "yes", expected true, false or { pass, score?, reason? }',
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

describe("finding 5: what is no answer is not judged as the empty text", () => {
  const forbidden = [{ not: { contains: "IDIOT" } }];
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };

  test.each<readonly [string, unknown, RegExp]>([
    ["a promise", Promise.resolve("you IDIOT"), /answer: got a promise.*\[wrong-type\] \(await it\)/],
    // oxlint-disable-next-line unicorn/no-thenable -- as other libraries have them
    ["what can be awaited", { text: "hi", then: (): void => undefined }, /await it/],
    ["a list", ["you IDIOT"], /answer: expected a text, .* got a list/],
    ["a date", new Date(), /of the class Date/],
    ["a response", new Response("you IDIOT"), /of the class Response/],
    ["an empty object", {}, /without `text`, `content` and `tool_calls` \[wrong-type\]/],
    ["only what is beside a text", { text: undefined, cost_usd: 1 }, /without `text`/],
    ["another shape", { output: "you IDIOT" }, /answer\.output: .* \[unknown-key\]/],
    ["a misspelt key", { txt: "you IDIOT" }, /answer\.txt: .*did you mean `text`/],
    ["an error of the API", { type: "error", error: { message: "IDIOT" } }, /answer\.type: .*unknown-key/],
    ["a text that is none", { text: Promise.resolve("IDIOT") }, /answer\.text: got a promise/],
    ["a text that is null", { text: null }, /answer\.text: expected a text, got null/],
    ["a content that is a text", { content: "you IDIOT" }, /answer\.content: expected a list of content blocks/],
    ["blocks without a type", { content: [{ text: "IDIOT" }] }, /answer\.content/],
    ["blocks of another API", { content: [{ type: "output_text", text: "you IDIOT" }] }, /answer\.content/],
    [
      "messages of another API",
      { content: [{ type: "message", content: [{ type: "output_text", text: "you IDIOT" }] }] },
      /answer\.content/,
    ],
    ["a call without a name", { content: [{ type: "tool_use", id: "1", input: {} }] }, /answer\.content/],
    ["a misspelt call", { tool_calls: [{ name: "a", arguments: {} }] }, /answer\.tool_calls/],
    ["no count", { text: "hi", usage: { input_tokens: -1 } }, /answer\.usage/],
    ["no time", { text: "hi", latency_ms: "5" }, /answer\.latency_ms/],
    ["an end that has not come", { content: [], type: "message", stop_reason: null }, /answer\.stop_reason/],
    ["a function", () => "IDIOT", /got a function/],
    ["a proxy that was revoked", revoked(), /answer: .*cannot be read/],
  ])("%s", async (_name, answer, message) => {
    await expect(check(answer as never, forbidden)).rejects.toThrow(SuiteError);
    await expect(check(answer as never, forbidden)).rejects.toThrow(message);
  });

  test("`content` is read where `text` is left out: text blocks, and tool calls", async () => {
    const content = [
      { type: "thinking", thinking: "IDIOT" },
      { type: "text", text: "you ID" },
      { type: "text", text: "IOT" },
      { type: "tool_use", id: "1", name: "ban", input: { who: "me" } },
    ];
    expect(
      await verdictsOf({ content }, [...forbidden, { tool_call: { name: "ban" } }, { equals: "you IDIOT" }]),
    ).toEqual(["not fail", "tool_call pass", "equals pass", ...IMPLIED]);
    expect(await verdictsOf({ content: [{ type: "text", text: "fine" }] }, forbidden)).toEqual([
      "not pass",
      ...IMPLIED,
    ]);
  });

  test("a message of the API's SDK is an answer as it is", async () => {
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-haiku-5-5",
      content: [{ type: "text", text: "you IDIOT", citations: null }],
      stop_reason: "max_tokens",
      stop_sequence: null,
      usage: { input_tokens: 5, output_tokens: 3, cache_read_input_tokens: null, service_tier: "standard" },
    };
    expect(await verdictsOf(message, [{ contains: "IDIOT" }, { tokens: { max: 8 } }])).toEqual([
      "contains pass",
      "tokens pass",
      "refusal pass",
      "complete fail",
    ]);
  });

  test.each([
    [{ vasr: {} }, /context\.vasr: .*did you mean `vars`/],
    [{ min_score: 1 }, /context\.min_score: .*did you mean `minScore`/],
    [Promise.resolve({}), /context: got a promise/],
    [null, /context: expected a plain object/],
  ])("a context that is none: %j", async (context, message) => {
    await expect(check("hi", [{ contains: "hi" }], context as never)).rejects.toThrow(message);
  });

  test("expectations that are a promise", async () => {
    await expect(check("hi", Promise.resolve([{ contains: "x" }]) as never)).rejects.toThrow(/got a promise.*await it/);
  });
});

describe("finding 16: what throws when it is read leaves the check undecided", () => {
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };

  test.each<readonly [string, CheckFunction]>([
    [
      "a getter",
      () => ({
        get pass(): boolean {
          throw new Error("gone");
        },
      }),
    ],
    ["a proxy that was revoked", revoked],
    [
      "a proxy that was revoked, thrown",
      () => {
        throw revoked();
      },
    ],
    [
      "an object without words, thrown",
      () => {
        throw Object.create(null);
      },
    ],
    [
      "a function",
      () =>
        Object.assign(() => true, {
          toString: () => {
            throw new Error("no");
          },
        }),
    ],
  ])("%s", async (_name, script) => {
    const { checks } = await check("hello", [{ script }]);
    expect(checks[0]?.verdict).toBe("undecided");
  });
});
