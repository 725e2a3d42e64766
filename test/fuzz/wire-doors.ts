import fc from "fast-check";
import { createAnthropicProvider } from "../../src/providers/anthropic/anthropic.ts";
import { createTokenCounter } from "../../src/providers/anthropic/count-tokens.ts";
import { readRateLimits, readRetryAfterMs } from "../../src/providers/anthropic/rate-limit-headers.ts";
import { listServedModels } from "../../src/providers/anthropic/served-models.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { createEventView } from "../../src/cli/terminal/event-view.ts";
import { createMask, createMaskStream } from "../../src/base/mask.ts";
import type { AttemptResult } from "../../src/domain/run/provider.ts";
import { block, context, realClock, request, SSE, sse, START, stream, textBlock } from "../providers/wire.ts";
import { type Door, door, rule, SECRET } from "./door.ts";
import { mutated, withBytes } from "./mutated.ts";

const COMMON = { baseUrl: "http://fuzz.invalid", credential: { kind: "apiKey", value: SECRET } } as const;
const TOOL = block(
  1,
  { type: "tool_use", id: "t", name: "f", input: {} },
  { type: "input_json_delta", partial_json: '{"a": [1, 2]}' },
);
const STREAMS = [
  stream(textBlock(0, "hi ", "there")),
  stream(textBlock(0, "so"), TOOL),
  [START, { type: "ping" }, { type: "error", error: { type: "overloaded_error", message: "busy" } }].map(sse).join(""),
];
const ERROR =
  '{"type":"error","error":{"type":"rate_limit_error","message":"no","details":{"error_code":"x"}},"request_id":"r"}';

/** Values that a header may have. */
const headerValue = fc.oneof(
  fc.constantFrom(
    "0",
    "-1",
    "1e9",
    "0.001",
    "NaN",
    "Infinity",
    "9".repeat(400),
    "2026-11-28T12:00:00Z",
    "+275760-09-13T00:00:00.001Z",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "true",
    "false",
    "",
  ),
  fc.string({ unit: "grapheme-ascii", maxLength: 30 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "")),
  fc.double().map(String),
);
const HEADERS = ["requests", "tokens", "input-tokens", "output-tokens"].flatMap((bucket) =>
  ["limit", "remaining", "reset"].map((part) => `anthropic-ratelimit-${bucket}-${part}`),
);
const headers = fc.dictionary(
  fc.constantFrom(
    ...HEADERS,
    "retry-after",
    "retry-after-ms",
    "x-should-retry",
    "request-id",
    "date",
    "anthropic-fast-input-tokens-limit",
  ),
  headerValue,
  { maxKeys: 8 },
);

async function sentTo(respond: () => Response): Promise<AttemptResult> {
  const log: string[] = [];
  const fetch = (): Promise<Response> => Promise.resolve(respond());
  const provider = createAnthropicProvider({
    ...COMMON,
    clock: realClock,
    fetch,
    stallMs: 2000,
    log: (line) => void log.push(line),
  });
  const result = await provider.send(request(), context());
  rule(!JSON.stringify([result, log]).includes(SECRET), "the key is told");
  return result;
}

function body(bytes: Uint8Array | string): ReadableStream<Uint8Array> {
  return new Blob([Buffer.from(bytes)]).stream();
}

export const WIRE_DOORS: readonly Door[] = [
  door("a stream of events", withBytes(mutated(STREAMS)), async (bytes) => {
    const result = await sentTo(() => new Response(body(bytes), { headers: SSE }));
    const isWhole = Buffer.from(bytes).includes("message_stop");
    rule(result.status === "failed" || isWhole, "a stream without an end is an answer");
  }),
  door(
    "a stream that is cut",
    fc.tuple(fc.constantFrom(...STREAMS.slice(0, 2)), fc.double({ min: 0, max: 1, noNaN: true })),
    async ([text, at]) => {
      const cut = text.slice(0, Math.floor(at * text.indexOf('{"type":"message_stop"}')));
      const result = await sentTo(() => new Response(body(cut), { headers: SSE }));
      rule(result.status === "failed", "a cut stream is an answer");
    },
  ),
  door(
    "an error's body",
    fc.tuple(fc.integer({ min: 300, max: 599 }), withBytes(mutated([ERROR, "<html>", ""])), headers),
    async ([status, bytes, more]) => {
      const result = await sentTo(() => new Response(status === 304 ? null : body(bytes), { status, headers: more }));
      rule(result.status === "failed", `${status} is an answer`);
      if (result.status !== "failed") return;
      const { retryAfterMs } = result.failure;
      rule(retryAfterMs === null || (retryAfterMs > 0 && retryAfterMs < 2 ** 31), "a wait that no timer holds");
    },
  ),
  door("an answer's headers", headers, async (more) => {
    const result = await sentTo(() => new Response(body(STREAMS[0] ?? ""), { headers: { ...more, ...SSE } }));
    rule(result.status === "answered", "an answer is lost to its headers");
    for (const group of Object.values(result.rateLimits ?? {})) {
      const numbers = Object.values((group ?? {}) as Record<string, number>);
      rule(numbers.every(Number.isFinite), "a limit that is no number");
    }
  }),
  door("a header alone", fc.tuple(headers, fc.integer()), ([more, nowMs]) => {
    const all = new Headers(more);
    const waitMs = readRetryAfterMs(all, nowMs);
    rule(waitMs === null || (waitMs > 0 && waitMs < 2 ** 31), "a wait that no timer holds");
    readRateLimits(all);
    return Promise.resolve();
  }),
  door("a count of tokens", withBytes(mutated(['{"input_tokens": 12}', ERROR])), async (bytes) => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response(body(bytes), { headers: { "content-type": "application/json" } }));
    const count = createTokenCounter({
      ...COMMON,
      fetch,
      connectTimeoutMs: 1000,
      logLevel: "off",
      log: () => undefined,
    });
    rule(!JSON.stringify(await count(request())).includes(SECRET), "the key is told");
  }),
  door(
    "a list of models",
    withBytes(
      mutated([
        '{"data":[{"type":"model","id":"claude-haiku-5-5","display_name":"x","created_at":"2026-01-01T00:00:00Z"}],"has_more":false,"first_id":"a","last_id":"b"}',
      ]),
    ),
    async (bytes) => {
      const fetch = (): Promise<Response> =>
        Promise.resolve(new Response(body(bytes), { headers: { "content-type": "application/json" } }));
      await listServedModels({ ...COMMON, fetch, connectTimeoutMs: 1000, logLevel: "off", log: () => undefined });
    },
  ),
  door(
    "a request to the simulator",
    fc.tuple(
      mutated([
        '{"model":"claude-haiku-5-5","max_tokens":10,"stream":true,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"tools":[{"name":"f","input_schema":{"type":"object"}}]}',
      ]),
      fc.constantFrom("/v1/messages", "/v1/messages/count_tokens", "/v1/messages/batches", "/v1/models", "/v1/x"),
    ),
    async ([text, path]) => {
      const simulator = createSimulator({});
      const sent = new Request(`http://simulator.invalid${path}`, {
        method: "POST",
        body: text,
        headers: { "x-api-key": "k", "anthropic-version": "2023-06-01", "content-type": "application/json" },
      });
      const response = await simulator.handle(sent);
      rule(
        response.status >= 200 && response.status < 600 && (await response.text()).length < 10_000_000,
        "an odd response",
      );
    },
  ),
  door(
    "events that are shown",
    fc.array(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          type: fc.constantFrom("content_block_delta", "content_block_stop", "message_start"),
          index: fc.nat(2),
          delta: fc.record({ text: fc.constantFrom(SECRET, SECRET.slice(0, 7), SECRET.slice(7), "a") }),
        }),
      ),
      { maxLength: 12 },
    ),
    (events) => {
      const lines: string[] = [];
      const view = createEventView({
        show: (line) => void lines.push(line),
        mask: createMask([SECRET]),
        secrets: () => [SECRET],
        now: () => 0,
      });
      for (const event of events) view.event(event);
      view.totals();
      const texts = lines.flatMap((line) =>
        [.../"text":"((?:[^"\\]|\\.)*)"/g[Symbol.matchAll](line)].map(([, text]) => text),
      );
      rule(!lines.join("\n").includes(SECRET) && !texts.join("").includes(SECRET), "a secret is shown");
      return Promise.resolve();
    },
  ),
  door(
    "a text with a secret in pieces",
    fc.array(
      fc.oneof(
        fc.constantFrom(
          SECRET,
          JSON.stringify(SECRET),
          encodeURIComponent(SECRET),
          Buffer.from(SECRET).toString("base64"),
          SECRET.slice(0, 9),
          SECRET.slice(9),
        ),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 10 },
    ),
    (pieces) => {
      const masks = createMaskStream([SECRET]);
      const shown = pieces.map((piece) => masks.add(piece)).join("") + masks.end();
      rule(!shown.includes(SECRET), "a secret is shown");
      rule(!createMask([SECRET])(pieces.join("")).includes(SECRET), "a secret is shown whole");
      return Promise.resolve();
    },
  ),
];
