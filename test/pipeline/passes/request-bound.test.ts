import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/domain/values/json.ts";
import type { CompletionRequest } from "../../../src/domain/run/provider.ts";
import { createModelFacts } from "../../../src/models/model-facts.ts";
import { createAttachmentTokens } from "../../../src/pipeline/passes/attachment-tokens.ts";
import { requestBound } from "../../../src/models/request-bound.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { FakeClock } from "../../helpers/fake-clock.ts";

const facts = createModelFacts({ priceOverrides: {} });
const HEADERS = { "content-type": "application/json", "x-api-key": "k", "anthropic-beta": "fast-mode-2026-02-01" };

function requestOf(body: JsonObject): CompletionRequest {
  return { body, headers: {}, apiVersion: "2026-10-21" };
}

/** Asks a simulator as the counting endpoint. */
function counterOf(simulator: ReturnType<typeof createSimulator>): Parameters<typeof createAttachmentTokens>[0] {
  return async ({ body, apiVersion }) => {
    const init = {
      method: "POST",
      headers: { ...HEADERS, "anthropic-version": apiVersion },
      body: JSON.stringify(body),
    };
    const response = await simulator.handle(new Request("http://s/v1/messages/count_tokens", init));
    const counted = (await response.json()) as { input_tokens: number };
    return { status: "counted", inputTokens: counted.input_tokens };
  };
}

const TINY_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const cacheControl = fc.constantFrom<Json>({ type: "ephemeral" }, { type: "ephemeral", ttl: "1h" });
const text = fc.record({
  type: fc.constant("text"),
  text: fc.oneof(
    { arbitrary: fc.string({ minLength: 1, unit: "grapheme", maxLength: 100 }), weight: 15 },
    { arbitrary: fc.constant("x".repeat(400_000)), weight: 1 }, // over the threshold of long prompts
  ),
});
const attachment = fc.constantFrom<JsonObject>(
  { type: "image", source: { type: "base64", media_type: "image/png", data: TINY_PNG } },
  { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0xLjQ=" } },
);
const block = fc
  .tuple(fc.oneof({ arbitrary: text, weight: 4 }, attachment), fc.option(cacheControl))
  .map(([content, control]) => (control === null ? content : { ...content, cache_control: control }));
const tools = [{ name: "f", description: "d".repeat(3000), input_schema: { type: "object" } }];
const format = { type: "json_schema", schema: { type: "object", properties: {}, additionalProperties: false } };
const body = fc
  .record({
    model: fc.constantFrom("claude-haiku-5-5", "claude-opus-5-5", "claude-sonnet-4-6", "claude-haiku-4-5"),
    max_tokens: fc.integer({ min: 1, max: 100 }),
    content: fc.array(block, { minLength: 1, maxLength: 4 }),
    extra: fc.subarray<[string, Json]>([
      ["tools", tools],
      ["output_config", { format }],
      ["inference_geo", "us"],
      ["speed", "fast"],
    ]),
  })
  .map(({ content, extra, ...base }) => ({
    ...base,
    ...Object.fromEntries(extra),
    messages: [{ role: "user", content }],
  }));

test("whatever a request holds, no bill is above its worst case", async () => {
  let billed = 0;
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const clock = new FakeClock();
      const simulator = createSimulator({ clock });
      const attachments = createAttachmentTokens(counterOf(simulator));
      const request = requestOf(sent);
      for (const found of requestBound(request, attachments.tokensOf).uncounted)
        await attachments.count(request, found);
      const { maxTokens, uncounted } = requestBound(request, attachments.tokensOf);
      expect(uncounted).toEqual([]);
      const init = {
        method: "POST",
        headers: { ...HEADERS, "anthropic-version": "2026-10-21" },
        body: JSON.stringify({ ...sent, stream: true }),
      };
      await (await simulator.handle(new Request("http://s/v1/messages", init))).text();
      const { billedPico } = simulator.books;
      if (billedPico === 0n) return; // the model takes no such setting
      billed += 1;
      const worst = facts.worstCost(request, maxTokens ?? Number.NaN, clock.now());
      expect(worst !== null && billedPico <= worst).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(billed).toBeGreaterThan(40);
});

test("an attachment that nobody counted has no bound; written-out documents are their bytes", () => {
  const none = createAttachmentTokens(null);
  const of = (content: JsonObject): ReturnType<typeof requestBound> =>
    requestBound(
      requestOf({ model: "claude-haiku-5-5", messages: [{ role: "user", content: [content] }] }),
      none.tokensOf,
    );
  const pdf = { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" } };
  expect(of(pdf)).toMatchObject({ maxTokens: null, uncounted: [pdf] });
  const inside = { type: "tool_result", tool_use_id: "t", content: [pdf] };
  expect(of(inside)).toMatchObject({ maxTokens: null, uncounted: [pdf] });
  const url = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
  expect(of(url)).toMatchObject({ maxTokens: null });
  const plain = { type: "document", source: { type: "text", media_type: "text/plain", data: "words" } };
  expect(of(plain).maxTokens).toBeGreaterThan(5);
});

test("an attachment is counted once, with a margin, whatever cache_control it carries", async () => {
  let asked = 0;
  const attachments = createAttachmentTokens(() => {
    asked += 1;
    return Promise.resolve({ status: "counted", inputTokens: 1000 });
  });
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: TINY_PNG } };
  const request = requestOf({ model: "claude-haiku-5-5" });
  await attachments.count(request, image);
  await attachments.count(request, { ...image, cache_control: { type: "ephemeral" } });
  expect(asked).toBe(1);
  expect(attachments.tokensOf(request, image)).toBe(1356);
});

const openEnded: [string, JsonObject, string | null][] = [
  ["a capped search", { tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 2 }] }, null],
  ["a search without a cap", { tools: [{ type: "web_search_20250305", name: "web_search" }] }, "web_search_20250305"],
  ["code", { tools: [{ type: "code_execution_20250825", name: "c", max_uses: 1 }] }, "code_execution_20250825"],
  ["a container", { container: "c" }, "container"],
  [
    "api D1: an advisor with a cap",
    {
      tools: [{ type: "advisor_20260301", name: "advisor", model: "claude-fable-5-2", max_uses: 2, max_tokens: 1000 }],
    },
    null,
  ],
  [
    "api D1: an advisor without one",
    { tools: [{ type: "advisor_20260301", name: "advisor", model: "claude-fable-5-2", max_tokens: 1000 }] },
    "advisor_20260301",
  ],
  [
    "api D1: an advisor of a model that nobody knows",
    { tools: [{ type: "advisor_20260301", name: "advisor", model: "claude-next", max_uses: 2 }] },
    "advisor_20260301",
  ],
  ["api D1: a compaction", { context_management: { edits: [{ type: "compact_20260112" }] } }, "context_management"],
  ["api D1: a compaction request", { compaction: { type: "summarize" } }, "compaction"],
  ["api D1: models to fall back on", { fallbacks: [{ model: "claude-fable-5-2" }] }, "fallbacks"],
  ["api D1: a conversation of the server", { thread: { type: "create" } }, "thread"],
  ["api D1: null is nothing", { thread: null, fallbacks: null, context_management: null }, null],
  ["api D1: a server tool that nobody knows", { tools: [{ type: "dreams_20270101", max_uses: 1 }] }, "dreams_20270101"],
  [
    "api D1: a server tool that a message brings",
    {
      messages: [
        {
          role: "system",
          content: [
            {
              type: "tool_addition",
              tool: {
                type: "tool_definition",
                definition: { type: "code_execution_20260521", name: "code_execution" },
              },
            },
          ],
        },
      ],
    },
    "code_execution_20260521",
  ],
  ["api D1: a cap that is no count", { tools: [{ type: "web_search_20250305", max_uses: -2 }] }, "web_search_20250305"],
  ["MCP servers", { mcp_servers: [{ url: "https://example.com" }] }, "mcp_servers"],
  ["a tool of one's own", { tools }, null],
];
test.each(openEnded)("%s", (_name, part, expected) => {
  const request = requestOf({ model: "claude-opus-5-5", max_tokens: 10, messages: [], ...part });
  expect(facts.openEndedPart(request)).toBe(expected);
  expect(facts.worstCost(request, 100, Date.UTC(2026, 10, 22)) === null).toBe(expected !== null);
});

test("each of the API's own tools brings a definition that is in no body: it counts in the bound", () => {
  const own = [
    { type: "web_search_20250305", name: "web_search", max_uses: 1 },
    { type: "bash_20250124", name: "bash" },
  ];
  const boundOf = (list: readonly JsonObject[]): number => {
    const request = requestOf({ model: "claude-opus-5-5", max_tokens: 10, messages: [], tools: [...list] });
    return (requestBound(request, () => null).maxTokens ?? Number.NaN) - Buffer.byteLength(JSON.stringify(list));
  };
  const none = boundOf(tools);
  // The docs say up to 1,000 tokens for each of them.
  for (const tool of own) expect(boundOf([...tools, tool]) - none).toBeGreaterThan(1_000);
  expect(boundOf([...tools, ...own]) - none).toBeGreaterThan(2_000);
  expect(boundOf([...tools, { ...tools[0], name: "g" }]) - none).toBeLessThan(10);
});
