import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { AttemptResult, Provider } from "../../src/domain/run/provider.ts";
import { type AnthropicOptions, createAnthropicProvider } from "../../src/providers/anthropic/anthropic.ts";
import {
  answered,
  block,
  context,
  end,
  failure,
  realClock,
  request,
  serveWire,
  SSE,
  sse,
  START,
  STOP,
  stream,
  textBlock,
} from "./wire.ts";

const KEY = { kind: "apiKey", value: "test-key" } as const;

function provider(baseUrl: string, rest: Partial<AnthropicOptions> = {}): Provider {
  return createAnthropicProvider({ baseUrl, credential: KEY, clock: realClock, ...rest });
}

async function answerTo(body: string, headers: Record<string, string> = SSE): Promise<AttemptResult> {
  await using wire = await serveWire((response) => void response.writeHead(200, headers).end(body));
  return await provider(wire.url).send(request(), context());
}

test("sends the body unchanged, streamed, with version, headers and credential, and nothing of the environment", async () => {
  await using wire = await serveWire((response) => void response.writeHead(200, SSE).end(stream(textBlock(0, "hi"))));
  vi.stubEnv("ANTHROPIC_API_KEY", "of-the-environment");
  vi.stubEnv("ANTHROPIC_CUSTOM_HEADERS", "x-environment: 1");
  vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1");
  try {
    const sent = request(
      { temperature: 0.2, made_up: { deep: [1] } },
      { apiVersion: "2023-06-01", headers: { "anthropic-beta": "b" } },
    );
    answered(await provider(wire.url).send(sent, context()));
    expect(wire.seen).toHaveLength(1);
    expect(wire.seen[0]?.body).toEqual({ ...sent.body, stream: true });
    expect(wire.seen[0]?.headers).toMatchObject({
      "anthropic-version": "2023-06-01",
      "anthropic-beta": "b",
      authorization: "Bearer test-key",
    });
    expect(wire.seen[0]?.headers).not.toHaveProperty("x-environment");
  } finally {
    vi.unstubAllEnvs();
  }
});

test("an auth token is sent as bearer", async () => {
  await using wire = await serveWire((response) => void response.writeHead(200, SSE).end(stream(textBlock(0, "hi"))));
  await provider(wire.url, { credential: { kind: "authToken", value: "tok" } }).send(request(), context());
  expect(wire.seen[0]?.headers.authorization).toBe("Bearer tok");
});

test("keeps every block as it came and joins the text", async () => {
  const result = answered(
    await answerTo(
      stream(
        block(
          0,
          { type: "thinking", thinking: "", signature: "" },
          { type: "thinking_delta", thinking: "hm" },
          { type: "signature_delta", signature: "s1g" },
        ),
        block(1, { type: "redacted_thinking", data: "xx" }),
        textBlock(2, "Grüße ", "an 日本 ", "👩‍👩‍👧"),
        [{ type: "ping" }, { type: "brand_new_event", x: 1 }],
        block(3, { type: "brand_new_block", y: [1] }, { type: "brand_new_delta", z: 1 }),
        textBlock(4, "!"),
        block(
          5,
          { type: "tool_use", id: "t1", name: "f", input: {} },
          { type: "input_json_delta", partial_json: '{"a":' },
          { type: "input_json_delta", partial_json: "[1]}" },
        ),
        block(6, { type: "tool_use", id: "t2", name: "g", input: {} }, { type: "input_json_delta", partial_json: "" }),
      ),
    ),
  );
  expect(result.completion.content).toEqual([
    { type: "thinking", thinking: "hm", signature: "s1g" },
    { type: "redacted_thinking", data: "xx" },
    { type: "text", text: "Grüße an 日本 👩‍👩‍👧" },
    { type: "brand_new_block", y: [1] },
    { type: "text", text: "!" },
    { type: "tool_use", id: "t1", name: "f", input: { a: [1] } },
    { type: "tool_use", id: "t2", name: "g", input: {} },
  ]);
  expect(result.completion.text).toBe("Grüße an 日本 👩‍👩‍👧!");
  expect(result.completion.toolCalls).toMatchObject([
    { id: "t1", name: "f", input: { a: [1] } },
    { id: "t2", name: "g", input: {} },
  ]);
  expect(result).toMatchObject({ requestId: "req_wire", reused: false, rateLimits: null });
  expect(result.completion.modelServed).toBe("claude-haiku-5-5");
});

test("a stream cut anywhere inside its bytes comes out whole, multi-byte characters too", async () => {
  const bytes = Buffer.from(stream(textBlock(0, "日本語 ", "🏳️‍🌈 ñ")));
  for (const size of [1, 2, 3, 7, 64]) {
    await using wire = await serveWire(async (response) => {
      response.writeHead(200, SSE);
      for (let at = 0; at < bytes.length; at += size) {
        response.write(bytes.subarray(at, at + size));
        if (at % (size * 16) === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(answered(await provider(wire.url).send(request(), context())).completion.text).toBe("日本語 🏳️‍🌈 ñ");
  }
});

const endings = [
  { stop: "end_turn", ending: "complete" },
  { stop: "pause_turn", ending: "complete" },
  { stop: "not_invented_yet", ending: "complete" },
  { stop: "stop_sequence", ending: "stop_sequence" },
  { stop: "tool_use", ending: "tool_use" },
  { stop: "max_tokens", ending: "truncated" },
  { stop: "model_context_window_exceeded", ending: "truncated" },
  { stop: "refusal", ending: "refusal" },
];
test.each(endings)("$stop ends $ending", async ({ stop, ending }) => {
  const events = [START, ...textBlock(0, "x"), end(stop), STOP];
  expect(answered(await answerTo(events.map(sse).join(""))).completion).toMatchObject({ ending, stopReason: stop });
});

test("a refusal keeps its category and may have no content", async () => {
  const details = { stop_details: { type: "refusal", category: "bio", explanation: "…" } };
  const events = [START, end("refusal", { output_tokens: 0 }, details), STOP];
  const { completion } = answered(await answerTo(events.map(sse).join("")));
  expect(completion).toMatchObject({ ending: "refusal", refusalCategory: "bio", content: [], text: "" });
});

test("usage is overwritten by the cumulative counts of message_delta, never added", async () => {
  const usage = {
    input_tokens: 10,
    output_tokens: 3,
    cache_creation_input_tokens: 300,
    cache_read_input_tokens: 50,
    cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 100 },
    service_tier: "standard",
    speed: "fast",
    inference_geo: "us",
  };
  const start = { type: "message_start", message: { model: "m", usage } };
  const late = {
    input_tokens: null,
    output_tokens: 77,
    cache_read_input_tokens: 60,
    output_tokens_details: { thinking_tokens: 30 },
    server_tool_use: { web_search_requests: 2 },
  };
  const events = [start, ...textBlock(0, "x"), end(null, { output_tokens: 40 }), end("end_turn", late), STOP];
  expect(answered(await answerTo(events.map((event) => sse(event as JsonObject)).join(""))).completion.usage).toEqual({
    iterations: [],
    inputTokens: 10,
    outputTokens: 77,
    cacheReadTokens: 60,
    cacheWrite5mTokens: 200,
    cacheWrite1hTokens: 100,
    thinkingTokens: 30,
    webSearchRequests: 2,
    serviceTier: "standard",
    speed: "fast",
    inferenceGeo: "us",
  });
});

test("onText gets the pieces of text alone, onFirstByte one call", async () => {
  await using wire = await serveWire((response) => {
    const tool = block(
      1,
      { type: "tool_use", id: "t", name: "f", input: {} },
      { type: "input_json_delta", partial_json: "{}" },
    );
    response.writeHead(200, SSE).end(stream(textBlock(0, "a", "b"), tool));
  });
  const pieces: string[] = [];
  const onFirstByte = vi.fn<() => void>();
  await provider(wire.url).send(request(), context({ onText: (piece) => void pieces.push(piece), onFirstByte }));
  expect(pieces).toEqual(["a", "b"]);
  expect(onFirstByte).toHaveBeenCalledTimes(1);
});

test("reads the rate limits of successes and of failures", async () => {
  const limits = {
    "anthropic-ratelimit-requests-limit": "1000",
    "anthropic-ratelimit-requests-remaining": "999",
    "anthropic-ratelimit-requests-reset": "2026-11-23T10:00:01Z",
    "anthropic-ratelimit-input-tokens-limit": "2000000",
    "anthropic-ratelimit-input-tokens-remaining": "1999000",
    "anthropic-ratelimit-input-tokens-reset": "2026-11-23T10:00:02Z",
    "anthropic-ratelimit-tokens-limit": "5",
  };
  const expected = {
    requests: { limit: 1000, remaining: 999, resetAtMs: Date.UTC(2026, 10, 23, 10, 0, 1) },
    inputTokens: { limit: 2_000_000, remaining: 1_999_000, resetAtMs: Date.UTC(2026, 10, 23, 10, 0, 2) },
    outputTokens: null,
    tokens: null,
  };
  expect((await answerTo(stream(textBlock(0, "x")), { ...SSE, ...limits })).rateLimits).toEqual(expected);
  await using wire = await serveWire((response) => void response.writeHead(429, limits).end("{}"));
  expect((await provider(wire.url).send(request(), context())).rateLimits).toEqual(expected);
});

test("in fast mode the tokens are those of its own pool", async () => {
  const group = (name: string, limit: number): Record<string, string> => ({
    [`anthropic-${name}-limit`]: String(limit),
    [`anthropic-${name}-remaining`]: "1000",
    [`anthropic-${name}-reset`]: "2026-11-23T10:00:01Z",
  });
  const limits = {
    ...group("ratelimit-requests", 50),
    ...group("ratelimit-tokens", 5_000_000),
    ...group("ratelimit-input-tokens", 4_000_000),
    ...group("ratelimit-output-tokens", 1_000_000),
    ...group("fast-input-tokens", 40_000),
    ...group("fast-output-tokens", 10_000),
  };
  expect((await answerTo(stream(textBlock(0, "x")), { ...SSE, ...limits })).rateLimits).toMatchObject({
    requests: { limit: 50 },
    tokens: null,
    inputTokens: { limit: 40_000 },
    outputTokens: { limit: 10_000 },
  });
});

test("the SDK's log lines go to the sink, escaped; its warning of a deprecated model is told elsewhere (D12)", async () => {
  await using wire = await serveWire(
    (response) => void response.writeHead(200, SSE).end("event: x\ndata: {\u001b[31m\n\n"),
  );
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const given = console.warn;
  const lines: string[] = [];
  const sending = provider(wire.url, { logLevel: "debug", log: (line) => void lines.push(line) });
  const asked = request({
    model: "claude-sonnet-4-5",
    messages: [{ role: "user", content: "\u001b[31m".repeat(500) }],
  });
  expect(failure(await sending.send(asked, context())).kind).toBe("stream");
  expect(warn).not.toHaveBeenCalled();
  expect(error).not.toHaveBeenCalled();
  expect(console.warn).toBe(given);
  vi.restoreAllMocks();
  expect(lines.some((line) => line.includes("is deprecated"))).toBe(false);
  expect(lines.some((line) => line.startsWith("sdk debug: ") && line.includes("[31m"))).toBe(true);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(600);
  expect(lines.some((line) => line.includes("\u001b") || line.includes("\n"))).toBe(false);
});

test.each(["onText", "onFirstByte", "onRateLimits"])(
  "what the caller's %s throws is a bug and is thrown",
  async (callback) => {
    const limit = { limit: "1", remaining: "1", reset: "2026-11-23T10:00:01Z" };
    const headers = Object.entries(limit).map(([part, value]) => [`anthropic-ratelimit-requests-${part}`, value]);
    await using wire = await serveWire((response) => {
      response.writeHead(200, { ...SSE, ...Object.fromEntries(headers) }).end(stream(textBlock(0, "x")));
    });
    const broken = (): never => {
      throw new RangeError("ours");
    };
    await expect(provider(wire.url).send(request(), context({ [callback]: broken }))).rejects.toThrow("ours");
  },
);

test.each([
  { encoding: "gzip", compress: gzipSync },
  { encoding: "deflate", compress: deflateSync },
  { encoding: "br", compress: brotliCompressSync },
])("a body that a proxy compressed with $encoding is read", async ({ encoding, compress }) => {
  await using wire = await serveWire((response) => {
    response.writeHead(200, { ...SSE, "content-encoding": encoding }).end(compress(stream(textBlock(0, "dense"))));
  });
  expect(answered(await provider(wire.url).send(request(), context())).completion.text).toBe("dense");
});

test("rate limits are told as soon as the headers have come", async () => {
  const seen: unknown[] = [];
  await using wire = await serveWire((response) => {
    const limit = { limit: "5", remaining: "4", reset: "2026-11-23T10:00:01Z" };
    const headers = Object.entries(limit).map(([part, value]) => [`anthropic-ratelimit-requests-${part}`, value]);
    response.writeHead(200, { ...SSE, ...Object.fromEntries(headers) }).end(stream(textBlock(0, "x")));
  });
  const onRateLimits = (reading: unknown): void => void seen.push(reading);
  const onText = (): void => void seen.push("text");
  await provider(wire.url).send(request(), context({ onRateLimits, onText }));
  expect(seen).toMatchObject([{ requests: { limit: 5, remaining: 4 } }, "text"]);
});

test("what a rejection says of the limits comes with its result alone: it was not let in", async () => {
  const seen: unknown[] = [];
  await using wire = await serveWire((response) => {
    const limit = { limit: "5", remaining: "0", reset: "2026-11-23T10:00:01Z" };
    const headers = Object.entries(limit).map(([part, value]) => [`anthropic-ratelimit-requests-${part}`, value]);
    response.writeHead(429, Object.fromEntries(headers)).end("{}");
  });
  const onRateLimits = (reading: unknown): void => void seen.push(reading);
  const result = await provider(wire.url).send(request(), context({ onRateLimits }));
  expect(seen).toEqual([]);
  expect(result).toMatchObject({ status: "failed", rateLimits: { requests: { remaining: 0 } } });
});

test("connections are used again", async () => {
  const sockets = new Set<unknown>();
  await using wire = await serveWire((response) => {
    sockets.add(response.socket);
    response.writeHead(200, SSE).end(stream(textBlock(0, "x")));
  });
  const sending = provider(wire.url);
  // Equal requests with the same message would be a cache's answers.
  for (let n = 0; n < 5; n++) answered(await sending.send(request({ max_tokens: 100 + n }), context()));
  expect(sockets.size).toBeLessThan(5);
});
