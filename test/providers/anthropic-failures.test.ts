import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { AttemptResult, SendContext } from "../../src/domain/run/provider.ts";
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

type Answer = (response: ServerResponse) => void | Promise<void>;

async function sendTo(
  answer: Answer,
  options: Partial<AnthropicOptions> = {},
  rest: Partial<SendContext> = {},
): Promise<AttemptResult> {
  await using wire = await serveWire((response) => answer(response));
  const credential = { kind: "apiKey", value: "k" } as const;
  const provider = createAnthropicProvider({ baseUrl: wire.url, credential, clock: realClock, ...options });
  return await provider.send(request(), context(rest));
}

function errorBody(type: string, message: string, code?: string): string {
  const details = code === undefined ? {} : { details: { error_code: code } };
  return JSON.stringify({ type: "error", error: { type, message, ...details }, request_id: "req_1" });
}

const statuses = [
  { status: 400, type: "invalid_request_error", kind: "invalid_request" },
  { status: 401, type: "authentication_error", kind: "authentication" },
  { status: 402, type: "billing_error", kind: "billing" },
  { status: 403, type: "permission_error", kind: "permission" },
  { status: 404, type: "not_found_error", kind: "model_not_found", message: "model: claude-x" },
  { status: 404, type: "not_found_error", kind: "path_not_found", message: "Not Found" },
  { status: 404, type: "not_found_error", kind: "invalid_request", message: "File not found: file_1" },
  { status: 405, type: "invalid_request_error", kind: "path_not_found" },
  { status: 408, type: "timeout_error", kind: "server" },
  { status: 409, type: "conflict_error", kind: "conflict" },
  { status: 412, type: "invalid_request_error", kind: "invalid_request" },
  { status: 413, type: "request_too_large", kind: "too_large" },
  { status: 418, type: "invalid_request_error", kind: "invalid_request" },
  { status: 422, type: "invalid_request_error", kind: "invalid_request" },
  { status: 429, type: "rate_limit_error", kind: "rate_limited" },
  { status: 429, type: "rate_limit_error", kind: "rate_limited", code: "ramp_limit_exceeded" },
  { status: 429, type: "rate_limit_error", kind: "spend_limit", code: "enforced_spend_limit_reached" },
  { status: 429, type: "rate_limit_error", kind: "spend_limit", code: "contract_spend_limit_reached" },
  {
    status: 400,
    type: "invalid_request_error",
    kind: "spend_limit",
    message: "You have reached your specified API usage limits. You will regain access on 2026-12-01.",
  },
  {
    status: 400,
    type: "invalid_request_error",
    kind: "spend_limit",
    message: "You have reached your specified workspace API usage limits.",
  },
  { status: 499, type: "api_error", kind: "invalid_request" },
  { status: 500, type: "api_error", kind: "server" },
  { status: 501, type: "api_error", kind: "not_implemented" },
  { status: 502, type: "api_error", kind: "server" },
  { status: 503, type: "api_error", kind: "server" },
  { status: 504, type: "timeout_error", kind: "server" },
  { status: 529, type: "overloaded_error", kind: "overloaded" },
  { status: 599, type: "api_error", kind: "server" },
];
test.each(statuses)("$status $type $code is $kind", async ({ status, type, kind, message = "no", code }) => {
  const headers = { "content-type": "application/json", "request-id": "req_e" };
  let sent = 0;
  const result = await sendTo((response) => {
    sent++;
    response.writeHead(status, headers).end(errorBody(type, message, code));
  });
  expect(failure(result)).toEqual({
    kind,
    type,
    code: code ?? null,
    httpStatus: status,
    message:
      kind === "path_not_found" ? (expect.stringContaining("/v1/messages is not the Messages API") as string) : message,
    retryAfterMs: null,
    maybeBilled: false,
  });
  expect(result).toMatchObject({ requestId: "req_e", partialUsage: null });
  expect(sent).toBe(1);
});

test("an error status with an HTML body keeps its kind and shows the start of the body", async () => {
  const html = `<html>${"x".repeat(9000)}</html>`;
  const got = failure(
    await sendTo((response) => void response.writeHead(502, { "content-type": "text/html" }).end(html)),
  );
  expect(got).toMatchObject({ kind: "server", type: "http_error", httpStatus: 502 });
  expect(got.message).toContain("<html>");
  expect(got.message.length).toBeLessThan(600);
});

test("a redirect is not followed", async () => {
  const got = failure(
    await sendTo((response) => void response.writeHead(307, { location: "http://127.0.0.1:1/" }).end()),
  );
  expect(got).toMatchObject({ kind: "path_not_found", httpStatus: 307 });
});

const oddErrors = [
  { name: "a message that is no text", body: '{"error":{"type":"invalid_request_error","message":{"a":[1]}}}' },
  { name: "a type that is no text", body: '{"error":{"type":7,"message":"no"}}' },
  { name: "an error that is a number", body: '{"error":7}' },
  { name: "a list", body: '["no"]' },
  { name: "nesting without end", body: `{"error":${"[".repeat(50_000)}${"]".repeat(50_000)}}` },
];
test.each(oddErrors)("HTTP 400 with $name is a refusal, said as text, that cost nothing", async ({ body }) => {
  const json = { "content-type": "application/json" };
  const got = failure(await sendTo((response) => void response.writeHead(400, json).end(body)));
  expect(got).toMatchObject({ kind: "invalid_request", httpStatus: 400, maybeBilled: false });
  expect([typeof got.type, typeof got.message]).toEqual(["string", "string"]);
  expect(got.message).not.toContain("call stack");
});

test("an error event whose message is no text is told as text", async () => {
  const body = all(START, 'event: error\ndata: {"type":"error","error":{"type":["x"],"message":5}}\n\n');
  const got = failure(await sendTo((response) => void response.writeHead(200, SSE).end(body)));
  expect(got).toMatchObject({ kind: "stream", type: "stream_error", maybeBilled: true });
  expect(typeof got.message).toBe("string");
});

test("HTTP 304, which has no body, is known by its status", async () => {
  const got = failure(await sendTo((response) => void response.writeHead(304).end()));
  expect(got).toMatchObject({ kind: "path_not_found", httpStatus: 304, maybeBilled: false });
});

test("an error response whose body never ends is known by its status", async () => {
  const answer: Answer = (response) =>
    void response.writeHead(529, { "content-type": "application/json" }).write('{"type":');
  expect(failure(await sendTo(answer, { stallMs: 40 })).httpStatus ?? 529).toBe(529);
});

const waits = [
  { headers: { "retry-after": "3" }, ms: 3000 },
  { headers: { "retry-after": "0.5" }, ms: 500 },
  { headers: { "retry-after": "9", "retry-after-ms": "120" }, ms: 120 },
  { headers: { "retry-after": "0" }, ms: null },
  { headers: { "retry-after": "-1" }, ms: null },
  { headers: { "retry-after": "soon" }, ms: null },
  { headers: { "retry-after": "99999999999" }, ms: null },
  { headers: { "retry-after": "Mon, 23 Nov 2026 10:00:07 GMT" }, ms: 7000 },
  { headers: { "retry-after": "Mon, 23 Nov 2026 09:00:00 GMT" }, ms: null },
];
test.each(waits)("$headers asks to wait $ms ms", async ({ headers, ms }) => {
  const clock = { ...realClock, now: () => Date.UTC(2026, 10, 23, 10) };
  const got = failure(
    await sendTo((response) => void response.writeHead(429, headers as Record<string, string>).end("{}"), { clock }),
  );
  expect(got.retryAfterMs).toBe(ms);
});

test.each([
  { value: "true", advice: true },
  { value: "false", advice: false },
])("x-should-retry: $value is handed on", async ({ value, advice }) => {
  const got = failure(await sendTo((response) => void response.writeHead(500, { "x-should-retry": value }).end("{}")));
  expect(got.shouldRetry).toBe(advice);
});

const events = [
  { type: "overloaded_error", kind: "overloaded" },
  { type: "rate_limit_error", kind: "rate_limited" },
  { type: "api_error", kind: "server" },
  { type: "timeout_error", kind: "server" },
  { type: "invalid_request_error", kind: "invalid_request" },
  { type: "authentication_error", kind: "authentication" },
  { type: "permission_error", kind: "permission" },
  { type: "billing_error", kind: "billing" },
  { type: "request_too_large", kind: "too_large" },
  { type: "conflict_error", kind: "conflict" },
  { type: "not_invented_yet", kind: "stream" },
  { type: "constructor", kind: "stream" },
];
test.each(events)("an error event of type $type is $kind, and may have been billed", async ({ type, kind }) => {
  const body = [START, ...textBlock(0, "half")].map(sse).join("") + `event: error\ndata: ${errorBody(type, "mid")}\n\n`;
  const result = await sendTo((response) => void response.writeHead(200, SSE).end(body));
  expect(failure(result)).toMatchObject({ kind, type, message: "mid", maybeBilled: true });
  expect(result).toMatchObject({ partialUsage: { inputTokens: 12, outputTokens: 1 } });
});

const message = stream(textBlock(0, "whole"));
const afterText = [START, ...textBlock(0, "x")];
const all = (...list: readonly (JsonObject | string)[]): string =>
  list.map((item) => (typeof item === "string" ? item : sse(item))).join("");
const broken: { readonly name: string; readonly body: string; readonly type?: string }[] = [
  { name: "an empty body", body: "" },
  { name: "a JSON message", body: '{"type":"message","content":[]}', type: "application/json" },
  { name: "an HTML page", body: "<html>captive portal</html>", type: "text/html" },
  { name: "events without names", body: message.replaceAll(/event: .*\n/g, "") },
  { name: "no message_stop", body: message.replace(sse(STOP), "") },
  { name: "half an event", body: message.slice(0, -30) },
  { name: "JSON that is not", body: message.replace('{"type":"message_delta"', '{"type:"message_delta"') },
  { name: "an event that is not an object", body: all(START, "event: x\ndata: 7\n\n") },
  { name: "a delta without its block", body: all(START, ...textBlock(0, "x").slice(1), end("end_turn"), STOP) },
  { name: "a block that is not closed", body: all(START, ...textBlock(0, "x").slice(0, -1), end("end_turn"), STOP) },
  { name: "blocks out of order", body: all(START, ...textBlock(1, "x"), end("end_turn"), STOP) },
  { name: "two messages", body: all(START, START, end("end_turn"), STOP) },
  { name: "no message_start", body: all(...textBlock(0, "x"), end("end_turn"), STOP) },
  { name: "no stop reason", body: all(...afterText, end(null), STOP) },
  { name: "no usage", body: all({ type: "message_start", message: { model: "m" } }, end("end_turn", {}), STOP) },
  {
    name: "a text delta without text",
    body: all(START, ...block(0, { type: "text", text: "" }, { type: "text_delta" }), end("end_turn"), STOP),
  },
  {
    name: "tool input that is not JSON",
    body: all(
      START,
      ...block(
        0,
        { type: "tool_use", id: "t", name: "f", input: {} },
        { type: "input_json_delta", partial_json: '{"a":' },
      ),
      end("tool_use"),
      STOP,
    ),
  },
  {
    name: "a tool_use without a name",
    body: all(START, ...block(0, { type: "tool_use", id: "t" }), end("tool_use"), STOP),
  },
];
test.each(broken)("HTTP 200 with $name is a stream failure", async ({ body, type }) => {
  const headers = { ...SSE, ...(type === undefined ? {} : { "content-type": type }) };
  const got = failure(await sendTo((response) => void response.writeHead(200, headers).end(body)));
  expect(got).toMatchObject({ kind: "stream", type: "stream_error", httpStatus: 200, maybeBilled: true });
});

const nonsense = [
  { name: "negative", usage: { output_tokens: -5 } },
  { name: "fractional", usage: { output_tokens: 2.5 } },
  { name: "beyond any message", usage: { output_tokens: 1e300 } },
  { name: "text", usage: { output_tokens: "5" } },
  { name: "negative cache reads", usage: { output_tokens: 5, cache_read_input_tokens: -1 } },
  { name: "fractional cache writes", usage: { output_tokens: 5, cache_creation: { ephemeral_1h_input_tokens: 0.5 } } },
  { name: "textual thinking", usage: { output_tokens: 5, output_tokens_details: { thinking_tokens: "7" } } },
  { name: "negative searches", usage: { output_tokens: 5, server_tool_use: { web_search_requests: -1 } } },
];
test.each(nonsense)(
  "usage with $name counts is no usage: a stream failure whose cost is not known",
  async ({ usage }) => {
    const body = all(...afterText, end("end_turn", usage), STOP);
    const result = await sendTo((response) => void response.writeHead(200, SSE).end(body));
    expect(failure(result)).toMatchObject({ kind: "stream", maybeBilled: true });
    expect(result).toMatchObject({ partialUsage: null });
  },
);

test("an answer without an end is broken off, with as much as its max_tokens can need", async () => {
  const piece = sse({
    type: "content_block_delta",
    index: 0,
    delta: { type: "text_delta", text: "x".repeat(100_000) },
  });
  let sent = 0;
  const result = await sendTo(async (response) => {
    response.writeHead(200, SSE).write(all(...afterText.slice(0, 2)));
    while (!response.destroyed && sent < 60_000_000) {
      sent += piece.length;
      if (!response.write(piece))
        await once(response, "drain", { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    }
    response.end();
  });
  expect(failure(result)).toMatchObject({ kind: "stream", maybeBilled: true });
  expect(failure(result).message).toContain("more than 16100000 bytes");
  expect(sent).toBeLessThan(60_000_000);
});

test("a socket cut in the middle of the stream is a stream failure with the usage so far", async () => {
  const result = await sendTo((response) => {
    response.writeHead(200, SSE).write(all(...afterText), () => response.socket?.destroy());
  });
  expect(failure(result)).toMatchObject({ kind: "stream", maybeBilled: true });
  expect(result).toMatchObject({ partialUsage: { inputTokens: 12 } });
});

test("a socket cut after message_stop has lost nothing", async () => {
  const result = await sendTo((response) => {
    response.writeHead(200, SSE).write(message, () => response.socket?.destroy());
  });
  expect(answered(result).completion.text).toBe("whole");
});

test("a stream that stays open after message_stop is answered", async () => {
  const result = await sendTo((response) => void response.writeHead(200, SSE).write(message), { stallMs: 40 });
  expect(answered(result).completion.text).toBe("whole");
});

test("a connection reset before the answer may have been billed", async () => {
  const got = failure(await sendTo((response) => void response.socket?.resetAndDestroy()));
  expect(got).toMatchObject({ kind: "connection", type: "connection_error", httpStatus: null, maybeBilled: true });
});

const unreachable = [
  { name: "a closed port", baseUrl: "http://127.0.0.1:59", says: "ECONNREFUSED" },
  { name: "another closed port", baseUrl: "http://127.0.0.1:1", says: "127.0.0.1:1" },
  { name: "an unknown host", baseUrl: "http://no-such-host.invalid", says: "no-such-host.invalid" },
];
test.each(unreachable)("a connection to $name names the host and cost nothing", async ({ baseUrl, says }) => {
  const got = failure(await sendTo(() => undefined, { baseUrl }));
  expect(got).toMatchObject({ kind: "connection", maybeBilled: false });
  expect(got.message).toContain(says);
});

const transport = [
  { code: "UND_ERR_CONNECT_TIMEOUT", billed: false },
  { code: "SELF_SIGNED_CERT_IN_CHAIN", billed: false },
  { code: "UND_ERR_SOCKET", billed: true },
  { code: "EPIPE", billed: true },
];
test.each(transport)("fetch failing with $code: maybeBilled $billed", async ({ code, billed }) => {
  const cause = Object.assign(new Error(`cause ${code}`), { code });
  const fetch = (): Promise<Response> => Promise.reject(new TypeError("fetch failed", { cause }));
  expect(failure(await sendTo(() => undefined, { fetch }))).toMatchObject({ kind: "connection", maybeBilled: billed });
});

test("a server without TLS under an https address is named, and cost nothing", async () => {
  await using wire = await serveWire(() => expect.unreachable());
  const got = failure(await sendTo(() => undefined, { baseUrl: wire.url.replace("http:", "https:") }));
  expect(got).toMatchObject({ kind: "connection", maybeBilled: false });
});

test("no headers in time is a timeout that may have been billed", async () => {
  const got = failure(await sendTo(() => undefined, { connectTimeoutMs: 30 }));
  expect(got).toMatchObject({ kind: "timeout", type: "timeout_error", httpStatus: null, maybeBilled: true });
});

test("a stream that goes silent is a stall", async () => {
  const result = await sendTo((response) => void response.writeHead(200, SSE).write(all(...afterText)), {
    stallMs: 40,
  });
  expect(failure(result)).toMatchObject({ kind: "stall", httpStatus: 200, maybeBilled: true });
  expect(result).toMatchObject({ partialUsage: { inputTokens: 12 } });
});

test("an event that is no JSON is a failure of its attempt, and what it held goes into no log", async () => {
  const lines: string[] = [];
  const torn = `event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"private words\n\n`;
  const result = await sendTo((response) => void response.writeHead(200, SSE).end(sse(START) + torn), {
    log: (line) => void lines.push(line),
  });
  expect(failure(result)).toMatchObject({ kind: "stream", httpStatus: 200 });
  expect(lines.join("\n")).not.toContain("private words");
});

test("pings keep a stream alive", async () => {
  const clock = {
    now: () => time,
    monotonicMs: () => time,
    sleep: (): Promise<void> => new Promise((resolve) => void (wake = resolve)),
  };
  let time = 1_000_000;
  let wake: () => void = () => undefined;
  const result = await sendTo(
    async (response) => {
      response.writeHead(200, SSE).write(sse(START));
      for (let minute = 0; minute < 5; minute++) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        time += 50_000;
        response.write(sse({ type: "ping" }));
        await new Promise((resolve) => setTimeout(resolve, 60));
        wake();
      }
      response.end(all(...textBlock(0, "late"), end("end_turn"), STOP));
    },
    { clock },
  );
  expect(answered(result)).toMatchObject({ latencyMs: 250_000, completion: { text: "late" } });
});

test("an abort before sending sends nothing", async () => {
  const got = failure(await sendTo(() => expect.unreachable(), {}, { signal: AbortSignal.abort() }));
  expect(got).toMatchObject({ kind: "aborted", maybeBilled: false });
});

test.each(["before the headers", "in the stream"])("an abort %s ends the attempt", async (when) => {
  const controller = new AbortController();
  const result = await sendTo(
    (response) => {
      if (when === "in the stream") response.writeHead(200, SSE).write(all(...afterText), () => controller.abort());
      else controller.abort();
    },
    {},
    { signal: controller.signal },
  );
  expect(failure(result)).toMatchObject({ kind: "aborted", type: "aborted", maybeBilled: true });
});

test("a header that HTTP cannot carry is the input's fault", async () => {
  const provider = createAnthropicProvider({
    baseUrl: "http://127.0.0.1:1",
    credential: { kind: "apiKey", value: "k" },
    clock: realClock,
  });
  const got = failure(await provider.send(request({}, { headers: { "x-a": "b\nc" } }), context()));
  expect(got).toMatchObject({ kind: "invalid_request", maybeBilled: false });
});
