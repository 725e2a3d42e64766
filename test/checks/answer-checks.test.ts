import { expect, test } from "vitest";
import type { Answer, RunScript } from "../../src/domain/check.ts";
import { NO_USAGE, type ToolCall } from "../../src/domain/run/completion.ts";
import type { Json } from "../../src/domain/values/json.ts";
import { answerWith, context, inWords, prepared, problemsOf, type TestItem, verdictOf } from "./grading.ts";

const call = (name: string, input: Json = {}): ToolCall => ({
  id: `toolu_${name}`,
  name,
  input,
  by: "model",
  serverName: null,
  caller: null,
  toolsetName: null,
  result: null,
  error: null,
});
const weather = call("get_weather", { city: "Paris", units: { temperature: "C" }, days: [1, 2] });
const search = call("search", { query: "news" });

type Status = "pass" | "fail" | "undecided";

const tools: readonly (readonly [string, Json, readonly ToolCall[], Status])[] = [
  ["by name", "get_weather", [search, weather], "pass"],
  ["not called", "get_weather", [search], "fail"],
  ["none", "none", [], "pass"],
  ["none, and one was called", "none", [search], "fail"],
  ["partial input", { name: "get_weather", input: { city: "Paris" } }, [weather], "pass"],
  ["partial input, nested", { name: "get_weather", input: { units: { temperature: "C" } } }, [weather], "pass"],
  ["wrong input", { name: "get_weather", input: { city: "London" } }, [weather], "fail"],
  ["a list is compared whole", { name: "get_weather", input: { days: [1] } }, [weather], "fail"],
  [
    "one of several calls matches",
    { name: "get_weather", input: { city: "Rome" } },
    [weather, call("get_weather", { city: "Rome" })],
    "pass",
  ],
  ["schema", { name: "get_weather", schema: { required: ["city"] } }, [weather], "pass"],
  ["wrong schema", { name: "get_weather", schema: { properties: { city: { type: "number" } } } }, [weather], "fail"],
  ["any tool with that input", { input: { query: "news" } }, [weather, search], "pass"],
  ["count", { name: "search", count: 2 }, [search, search], "pass"],
  ["count, too many", { name: "search", count: { max: 1 } }, [search, search], "fail"],
  ["count of all", { count: 2 }, [search, weather], "pass"],
  ["count 0", { name: "search", count: 0 }, [weather], "pass"],
  ["in order", ["search", { name: "get_weather", input: { city: "Paris" } }], [search, call("other"), weather], "pass"],
  ["out of order", ["search", "get_weather"], [weather, search], "fail"],
  ["one call does not stand for two", ["search", "search"], [search], "fail"],
];
test.each(tools)("tool_call: %s", async (_, args, toolCalls, wants) => {
  expect((await verdictOf({ tool_call: args }, { toolCalls })).status).toBe(wants);
});

const web: ToolCall = { ...call("web_search", { query: "news" }), by: "server", result: [] };
const limited: ToolCall = { ...web, result: { error_code: "max_uses_exceeded" }, error: "max_uses_exceeded" };
const lookup: ToolCall = { ...call("lookup", { id: 7 }), by: "mcp", serverName: "crm", result: "found" };
const ofAllKinds: readonly (readonly [string, Json, readonly ToolCall[], Status])[] = [
  ["a server tool counts", "web_search", [web], "pass"],
  ["an MCP server's tool counts", { name: "lookup", input: { id: 7 } }, [lookup], "pass"],
  ["none: a server tool was called", "none", [web], "fail"],
  ["none: an MCP server's tool was called", "none", [lookup], "fail"],
  ["by server", { name: "web_search", by: "server" }, [web], "pass"],
  ["by model, and the API ran it", { name: "web_search", by: "model" }, [web], "fail"],
  ["by mcp, whichever tool", { by: "mcp" }, [web, lookup], "pass"],
  ["no call of a server tool", { by: "server", count: 0 }, [search, lookup], "pass"],
  ["no call of a server tool, and there is one", { by: "server", count: 0 }, [web], "fail"],
  ["in order over all kinds", ["web_search", { name: "lookup", by: "mcp" }, "search"], [web, lookup, search], "pass"],
  ["in order, by another", ["web_search", { name: "lookup", by: "server" }], [web, lookup], "fail"],
  ["without error", { name: "web_search", error: false }, [web], "pass"],
  ["without error, and there is one", { name: "web_search", error: false }, [limited], "fail"],
  ["with any error", { error: true }, [limited], "pass"],
  ["with that error", { error: "max_uses_exceeded" }, [limited], "pass"],
  ["with one of these", { error: ["unavailable", "max_uses_exceeded"] }, [limited], "pass"],
  ["with another error", { error: "unavailable" }, [limited], "fail"],
  ["without a result there is neither", { name: "web_search", error: false }, [{ ...web, result: null }], "fail"],
  ["no errors at all", { error: true, count: 0 }, [web, search], "pass"],
];
test.each(ofAllKinds)("api D2: tool_call: %s", async (_, args, toolCalls, wants) => {
  expect((await verdictOf({ tool_call: args }, { toolCalls })).status).toBe(wants);
});

test("api D2: tool_call: none names the server tool that ran", async () => {
  const { reason } = await verdictOf({ tool_call: "none" }, { toolCalls: [web, lookup] });
  expect(reason).toBe("expected no tool call, got the calls web_search (server), lookup (mcp crm)");
});

test("api D2: an expression reads calls and their results", async () => {
  const cel = 'tool_calls.exists(c, c.by == "server" && c.error == "max_uses_exceeded")';
  expect((await verdictOf({ expr: cel }, { toolCalls: [limited] })).status).toBe("pass");
  expect((await verdictOf({ expr: cel }, { toolCalls: [web] })).status).toBe("fail");
  expect((await verdictOf({ expr: "size(tool_calls) == 0" }, {})).status).toBe("pass");
});

test.each([
  [{ by: "servr" }, "expected one of model, server, mcp"],
  [{ error: 3 }, "expected a list of texts"],
])("api D2: tool_call: %o is told", async (args: Json, message) => {
  const problems = await problemsOf({ tool_call: args });
  expect(problems[0]?.message).toContain(message);
});

test("tool_call says where the input differs", async () => {
  const { reason } = await verdictOf(
    { tool_call: { name: "get_weather", input: { units: { temperature: "F" } } } },
    { toolCalls: [weather] },
  );
  expect(reason).toBe('get_weather: expected /units/temperature to be "F", got "C"');
});

const usage = { ...NO_USAGE, inputTokens: 100, cacheReadTokens: 50, outputTokens: 20 };
const others: readonly (readonly [string, TestItem, Partial<Answer>, Status])[] = [
  ["stop_reason", { stop_reason: "end_turn" }, {}, "pass"],
  ["stop_reason, a list", { stop_reason: ["tool_use", "max_tokens"] }, {}, "fail"],
  ["stop_reason, long", { stop_reason: { in: ["end_turn"] } }, {}, "pass"],
  ["refusal", { refusal: true }, { ending: "refusal", refusalCategory: "cyber" }, "pass"],
  ["refusal in words is none", { refusal: true }, { text: "I'm sorry, I cannot help with that." }, "fail"],
  ["no refusal", { refusal: false }, {}, "pass"],
  ["cost", { cost: 0.01 }, { costUsd: 0.01 }, "pass"],
  ["cost, over", { cost: { max_usd: 0.01 } }, { costUsd: 0.0101 }, "fail"],
  ["cost, unknown", { cost: 0.01 }, { costUsd: null }, "undecided"],
  ["latency", { latency: 100 }, { latencyMs: 100 }, "pass"],
  ["latency, over", { latency: { max_ms: 100 } }, { latencyMs: 100.1 }, "fail"],
  ["latency, unknown", { latency: 100 }, {}, "undecided"],
  ["ttft", { ttft: 100 }, { ttftMs: 101 }, "fail"],
  ["ttft, unknown", { ttft: 100 }, {}, "undecided"],
  ["tokens", { tokens: { max: 170, max_input: 150, max_output: 20 } }, { usage }, "pass"],
  ["calls", { calls: 2 }, { calls: [{ model: "a" }, { model: "b" }] }, "pass"],
  ["calls, over", { calls: { max: 1 } }, { calls: [{ model: "a" }, { model: "b" }] }, "fail"],
  ["calls, of one model", { calls: { max: 1, model: "a" } }, { calls: [{ model: "a" }, { model: "b" }] }, "pass"],
  ["calls, too few of one model", { calls: { min: 1, model: "c" } }, { calls: [{ model: "a" }] }, "fail"],
  ["calls, none wanted and none made", { calls: 0 }, { calls: [] }, "pass"],
  ["calls, not metered", { calls: 5 }, {}, "undecided"],
  ["tokens, all", { tokens: { max: 169 } }, { usage }, "fail"],
  ["tokens, cached ones are input", { tokens: { max_input: 149 } }, { usage }, "fail"],
  ["tokens, output", { tokens: { max_output: 19 } }, { usage }, "fail"],
];
test.each(others)("%s", async (_, item, answer, wants) => {
  expect((await verdictOf(item, answer)).status).toBe(wants);
});

const json = { n: 3, name: "a", items: [{ n: 1 }, { n: 2.5 }], big: Array.from({ length: 3000 }, (_, index) => index) };
const expressions: readonly (readonly [string, Status])[] = [
  ["output.contains('items')", "pass"],
  ["json.n + 1 == 4 && 1 + json.n == 4", "pass"],
  ["json.n % 2 == 1", "pass"],
  ["json.n / 2 == 1.5 && json.n * 2 == 6 && 2.5 - 1 == 1.5", "pass"],
  ["json.items[1].n > 2", "pass"],
  ["json.items[json.n - 3].n == 1", "pass"],
  ["json.items.all(i, i.n > 0) && json.items.exists(i, i.n == 1)", "pass"],
  ["json.items.map(i, i.n * 2)[1] == 5 && size(json.items.filter(i, i.n > 1)) == 1", "pass"],
  ["json.items.exists_one(i, i.n > 2)", "pass"],
  ["cel.bind(x, json.n, x > 2 && x < 4)", "pass"],
  ["has(json.n) && !has(json.none)", "pass"],
  ["vars.limit > json.n", "pass"],
  [
    "usage.output_tokens * 2 == 40 && usage.input_tokens < 1000 && usage.output_tokens != 3 && 20 == usage.output_tokens",
    "pass",
  ],
  ["usage.thinking_tokens == null", "pass"],
  ["cost_usd * 1000 < 20 && latency_ms / 2 < 10", "pass"],
  ["stop_reason in ['end_turn', 'stop_sequence']", "pass"],
  ["output.re('(?i)^.*ITEMS') && re(output, 'n')", "pass"],
  ["re(output, '(a+)+$')", "fail"],
  ["json.n == 4", "fail"],
  ["0.0000000001 > 0", "pass"],
  ["'日本😀\\n' == '日本😀\\n' && r'\\d' == '\\\\d'", "pass"],
  ["json.none == 1", "undecided"],
  ["json.name < 3", "undecided"],
  ["json.n", "undecided"],
  ["vars.none == 1", "undecided"],
  ["json.constructor == null", "undecided"],
  ["json.big.all(a, json.big.all(b, json.big.all(c, a + b + c >= 0)))", "undecided"],
  ["json.big.exists(a, json.big.exists(b, json.big.exists(c, a + b + c < 0)))", "undecided"],
  ["size(json.big.map(a, json.big.map(b, a + b))) == 0", "undecided"],
  [`[[1]]${".map(x, x + x)".repeat(30)}.size() > 0`, "undecided"],
  [`size(${"cel.bind(x, output + output, ".repeat(4)}x${")".repeat(4)}) > 0`, "pass"],
];
test.each(expressions)("expr: %s", async (cel, wants) => {
  const answer = answerWith({ text: JSON.stringify(json), usage, costUsd: 0.01, latencyMs: 12.5 });
  const item = await prepared({ expr: cel });
  const verdict = inWords(await item.grade(answer, { ...context, vars: { limit: 5 } }));
  expect([verdict.status, verdict.reason]).toEqual([wants, expect.any(String)]);
});

test("expr: a bound expression that doubles a text stops", async () => {
  const doubling = `${Array.from({ length: 12 }, (_, n) => `cel.bind(x${n}, ${n === 0 ? "output + output" : `x${n - 1} + x${n - 1}`}, `).join("")}size(x11) > 0${")".repeat(12)}`;
  const verdict = await verdictOf({ expr: doubling }, "ab".repeat(1000));
  expect(verdict).toMatchObject({ status: "undecided", reason: expect.stringContaining("too much work") });
});

test("expr: without JSON, json is null; an unknown cost is null", async () => {
  expect((await verdictOf({ expr: "json == null && cost_usd == null" }, "none")).status).toBe("pass");
  expect((await verdictOf({ expr: "cost_usd < 1" }, "none")).status).toBe("undecided");
});

test.each([
  "usage.output_tokens < 5",
  "!(usage.output_tokens > 5)",
  "usage.input_tokens != 3",
  "usage.cache_read_tokens == 0",
])("expr: what hangs on tokens that nobody said is undecided: %s", async (cel) => {
  const usage = { ...NO_USAGE, inputTokens: Number.NaN, outputTokens: Number.NaN };
  expect((await verdictOf({ expr: cel }, { usage })).status).toBe("undecided");
});

const scripts: readonly (readonly [string, Awaited<ReturnType<RunScript>>, object])[] = [
  ["true", { status: "returned", value: true }, { status: "pass", score: 1 }],
  ["false", { status: "returned", value: false }, { status: "fail", score: 0 }],
  [
    "an object",
    { status: "returned", value: { pass: false, score: 0.4, reason: "too dull" } },
    { status: "fail", score: 0.4, reason: "too dull" },
  ],
  [
    "an empty reason still decides",
    { status: "returned", value: { pass: false, reason: "" } },
    { status: "fail", score: 0 },
  ],
  ["nothing", { status: "returned", value: undefined }, { status: "undecided", score: null }],
  ["a number", { status: "returned", value: 1 }, { status: "undecided", score: null }],
  [
    "true as text",
    { status: "returned", value: "true" },
    { status: "undecided", reason: 'g.mjs returned "true", expected true, false or { pass, score?, reason? }' },
  ],
  ["pass as text", { status: "returned", value: { pass: "yes" } }, { status: "undecided", score: null }],
  ["a score over 1", { status: "returned", value: { pass: true, score: 7 } }, { status: "undecided", score: null }],
  [
    "a score that is no number",
    { status: "returned", value: { pass: true, score: Number.NaN } },
    { status: "undecided", score: null },
  ],
  [
    "a throw",
    { status: "threw", why: { code: "script.threw", thrown: { code: "thrown", isError: true, words: "Error: x" } } },
    { status: "undecided", score: null, reason: "g.mjs: Error: x" },
  ],
  [
    "a hang",
    { status: "timed_out", why: { code: "script.late", seconds: 10 } },
    { status: "undecided", score: null, reason: "g.mjs: the script did not answer within 10 s" },
  ],
];
test.each(scripts)("script that gives %s", async (_, result, wants) => {
  const item = await prepared({ script: "g.mjs" }, null, () => Promise.resolve(result));
  expect(inWords(await item.grade(answerWith({}), context))).toMatchObject(wants);
});

test("script hands on its file and deadline", async () => {
  const seen: unknown[] = [];
  const runScript: RunScript = ({ name }, timeoutMs) => {
    seen.push(name, timeoutMs);
    return Promise.resolve({ status: "returned", value: true });
  };
  await (await prepared({ script: { file: "g.mjs", timeout_s: 2.5 } }, null, runScript)).grade(answerWith({}), context);
  expect(seen).toEqual(["g.mjs", 2500]);
});

const wrong: readonly (readonly [string, TestItem, readonly (string | number)[]])[] = [
  ["an empty tool list", { tool_call: [] }, []],
  ["none in a list", { tool_call: ["none"] }, [0]],
  ["a nameless call in a list", { tool_call: [{ input: {} }] }, [0]],
  ["count in a list", { tool_call: [{ name: "a", count: 1 }] }, [0, "count"]],
  ["a tool call of nothing", { tool_call: {} }, []],
  ["input that is no map", { tool_call: { name: "a", input: [1] } }, ["input"]],
  ["a bad schema in a list", { tool_call: ["a", { name: "b", schema: { type: "x" } }] }, [1, "schema", "type"]],
  ["a misspelt stop reason", { stop_reason: "end_trun" }, []],
  ["no stop reason", { stop_reason: [] }, []],
  ["refusal: yes", { refusal: "yes" }, []],
  ["cost as text", { cost: "1" }, []],
  ["a negative cost", { cost: { max_usd: -1 } }, ["max_usd"]],
  ["latency of nothing", { latency: {} }, ["max_ms"]],
  ["ttft with an unknown key", { ttft: { max_s: 1 } }, ["max_s"]],
  ["tokens of nothing", { tokens: {} }, []],
  ["half a token", { tokens: { max: 0.5 } }, ["max"]],
  ["expr, an unknown name", { expr: "outptu == 'a'" }, []],
  ["expr, an unknown field", { expr: { cel: "usage.tokens > 1" } }, ["cel"]],
  ["expr, wrong types", { expr: "output + 1 == 2" }, []],
  ["expr, no boolean", { expr: "size(output)" }, []],
  ["expr, syntax", { expr: "output ==" }, []],
  ["expr, matches", { expr: "output.matches('a')" }, []],
  ["expr, a bad pattern", { expr: "output.re('(')" }, []],
  ["expr, too large", { expr: Array.from({ length: 600 }, () => "1").join(" + ") + " > 0" }, []],
  ["expr, a number", { expr: 5 }, []],
  ["script, a map without a file", { script: { timeout_s: 1 } }, ["file"]],
  ["script, no time", { script: { file: "a", timeout_s: 0 } }, ["timeout_s"]],
  ["judge", { judge: { rubric: "good" } }, []],
];
test.each(wrong)("wrong argument: %s", async (_, item, pointer) => {
  const pointers = (await problemsOf(item)).map((problem) => problem.pointer);
  expect(pointers[0]).toEqual(pointer);
});

test("a judge that nobody knows is refused", async () => {
  expect((await problemsOf({ judge: {} }))[0]).toMatchObject({ code: "unknown-judge" });
});

test("a stop reason that is not known draws a warning, a misspelt one an error", async () => {
  expect((await prepared({ stop_reason: "new_kind_of_ending" })).warnings).toHaveLength(1);
  expect((await problemsOf({ stop_reason: "tool_uses" }))[0]?.hint).toContain("tool_use");
});
