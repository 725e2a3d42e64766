import { expect, test } from "vitest";
import { createMask } from "../../src/base/mask.ts";
import type { CompletionLine } from "../../src/domain/formats/records.ts";
import { maskedCompletion } from "../../src/domain/masking/masked-completion.ts";

const KEY = "sk-ant-api03-TESTSECRETTESTSECRETTESTSECRET";
const MASK = createMask(["hunter2-hunter2", KEY]);

const TOKENS = { input_tokens: 1, output_tokens: 1, cache_read_tokens: 0, cache_write_5m_tokens: 0 };
const USAGE = { ...TOKENS, cache_write_1h_tokens: 0, thinking_tokens: null, web_search_requests: 0 };

function answer(content: CompletionLine["content"]): CompletionLine {
  const usage = { ...USAGE, service_tier: null, speed: null, inference_geo: null };
  const ending = { ending: "complete", stop_reason: "end_turn", refusal_category: null } as const;
  return { content, ...ending, model_served: "claude-haiku-5-5", usage };
}

const text = (words: string): CompletionLine["content"][number] => ({ type: "text", text: words });
const THOUGHT = { type: "thinking", thinking: "hm", signature: "s" };

test.each([
  ["a known one", [text("a hunter2-"), text("hunter2 b")]],
  ["one that looks like a key", [text(`a ${KEY.slice(0, 20)}`), text(`${KEY.slice(20)} b`)]],
  ["over three blocks", [text("a hunter2"), text("-hun"), text("ter2 b")]],
  ["with a thought between", [text("a hunter2-"), THOUGHT, text("hunter2 b")]],
])("attack 7: a secret over several blocks of text is masked as in their whole: %s", (_, content) => {
  const masked = maskedCompletion(answer(content), MASK);
  expect(masked.masked).toBe(true);
  expect(masked.content.map(({ type }) => type)).toEqual(content.map(({ type }) => type));
  expect(masked.content.flatMap(({ text: words }) => (typeof words === "string" ? [words] : [])).join("")).toBe(
    "a [masked] b",
  );
  expect(JSON.stringify(masked)).not.toMatch(/hunter2|sk-ant|TESTS|ter2/);
});

test("attack 7: blocks in which no secret stands, and those that hold one each, stay as they are", () => {
  const plain = answer([text("one "), text("two")]);
  expect(maskedCompletion(plain, MASK)).toBe(plain);
  const whole = maskedCompletion(answer([text("a hunter2-hunter2"), text(" b")]), MASK);
  expect(whole).toMatchObject({ masked: true, content: [text("a [masked]"), text(" b")] });
});
