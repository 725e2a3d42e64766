import { describe, expect, test } from "vitest";
import { readStream } from "../../../src/targets/claude-code/read-stream.ts";

// The forms are those of the public documentation: init, assistant and user messages, a result last.
const INIT = { type: "system", subtype: "init", session_id: "s1", tools: ["Bash", "Skill"], model: "m", cwd: "/x" };
const CALL = { type: "tool_use", id: "toolu_1", name: "Skill", input: { skill: "triage" } };
const ASKS = {
  type: "assistant",
  message: { role: "assistant", content: [{ type: "text", text: "Let me see." }, CALL] },
};
const USES = {
  type: "user",
  message: { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "ok" }] },
};
const RESULT = {
  type: "result",
  subtype: "success",
  is_error: false,
  duration_ms: 1200,
  duration_api_ms: 900,
  num_turns: 2,
  result: "It is a billing question.",
  session_id: "s1",
  total_cost_usd: 0.0123,
  usage: { input_tokens: 10, cache_creation_input_tokens: 5, cache_read_input_tokens: 100, output_tokens: 20 },
};

const stream = (...messages: readonly object[]): string => messages.map((one) => `${JSON.stringify(one)}\n`).join("");

describe("the stream of Claude Code", () => {
  test("the result is the text; tools of all its messages are calls; input counts with the cache", () => {
    expect(readStream(stream(INIT, ASKS, USES, RESULT))).toEqual({
      status: "answered",
      sessionId: "s1",
      answer: {
        content: [{ type: "text", text: "It is a billing question." }, CALL],
        usage: { inputTokens: 115, outputTokens: 20 },
        costUsd: 0.0123,
      },
    });
  });
  test("messages of a kind that nobody knows yet are passed over", () => {
    const read = readStream(
      stream(INIT, { type: "rate_limit_event", x: 1 }, { type: "stream_event", event: {} }, RESULT),
    );
    expect(read).toMatchObject({ status: "answered" });
  });
  test("no result: it did not end by itself", () => {
    expect(readStream(stream(INIT, ASKS))).toBeNull();
    expect(readStream("")).toBeNull();
  });
  test.each([
    [
      "turns used up",
      { ...RESULT, subtype: "error_max_turns", is_error: true, result: undefined },
      "error_max_turns after 2 turns",
    ],
    [
      "an error on the way",
      { ...RESULT, subtype: "error_during_execution", is_error: true, num_turns: 1 },
      "after 1 turn",
    ],
    [
      "an error of the API",
      { ...RESULT, is_error: true, result: "API Error: 529" },
      "an error after 2 turns: API Error: 529",
    ],
    ["no text", { ...RESULT, result: 5 }, "without a text"],
    ["attack 10: an error that is said as text", { ...RESULT, is_error: "true", result: "" }, "ended with an error"],
    ["attack 10: an error that is said as a number", { ...RESULT, is_error: 1 }, "ended with an error"],
    ["attack 10: an error that is neither", { ...RESULT, is_error: null }, "ended with an error"],
  ])("%s is no answer", (_, result, words) => {
    expect(readStream(stream(INIT, result))).toMatchObject({
      status: "failed",
      message: expect.stringContaining(words),
    });
  });
  test.each([
    ["words", "Warning: something\n"],
    ["half a line", `${JSON.stringify(RESULT).slice(0, 40)}\n`],
    ["a list", "[1]\n"],
    ["a value without end", `${"[".repeat(100_000)}\n`],
  ])("%s among the lines: no answer, and it is shown", (_, line) => {
    expect(readStream(stream(INIT) + line + stream(RESULT))).toMatchObject({
      status: "failed",
      message: expect.stringMatching(/^Claude Code wrote what is no line of its stream: /),
    });
  });
  const ERROR = { ...RESULT, is_error: true, result: "API Error: 529" };
  test.each([
    ["a second result", RESULT, RESULT, "another message (result)"],
    ["an error behind a success", RESULT, ERROR, "an error after 2 turns: API Error: 529"],
    ["a success behind an error", ERROR, RESULT, "an error after 2 turns: API Error: 529"],
    ["another answer behind it", RESULT, ASKS, "another message (assistant)"],
    ["no JSON behind it", RESULT, "Segmentation fault", "is no line of its stream"],
    ["a message without blocks", { type: "assistant", message: { content: "?" } }, RESULT, "is no line of its stream"],
    [
      "a call without a name",
      { type: "assistant", message: { content: [{ type: "tool_use" }] } },
      RESULT,
      "no line of",
    ],
  ])("attack 10: %s: no answer", (_, first, second, words) => {
    const line = typeof second === "string" ? `${second}\n` : stream(second);
    expect(readStream(stream(INIT, first) + line)).toMatchObject({
      status: "failed",
      message: expect.stringContaining(words),
    });
  });
  test("what is no answer may stand behind the result", () => {
    expect(readStream(stream(INIT, RESULT, { type: "system", subtype: "status" }))).toMatchObject({
      status: "answered",
    });
  });
  test.each([
    ["no usage", undefined],
    ["half a usage", { input_tokens: 1 }],
    ["no count", { input_tokens: -1, output_tokens: 2 }],
  ])("%s: unknown, never 0", (_, usage) => {
    const read = readStream(stream({ ...RESULT, usage, total_cost_usd: undefined }));
    expect(read).toMatchObject({ status: "answered", answer: { usage: null, costUsd: null } });
  });
});
