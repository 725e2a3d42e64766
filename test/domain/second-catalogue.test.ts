import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAILURES } from "../../src/domain/diagnostics/english/failures/failures.ts";
import { METER } from "../../src/domain/diagnostics/english/failures/meter.ts";
import { unreadableIn } from "../../src/domain/run/unreadable-block.ts";
import { proxyRefusal } from "../../src/host/proxy-failure.ts";
import { type MeterServer, startMeterServer } from "../../src/meter/meter-server.ts";
import { cachedFailure, createCacheWatch } from "../../src/providers/anthropic/cached-answer.ts";
import { connectionFailure } from "../../src/providers/anthropic/connection-failure.ts";
import { streamFailure } from "../../src/providers/anthropic/failure.ts";
import { createAccumulator } from "../../src/providers/anthropic/message-accumulator.ts";
import { NoToken } from "../../src/providers/anthropic/no-token.ts";
import { createAnswerReader } from "../../src/providers/relay/answer-reader.ts";
import { refusalFailure } from "../../src/providers/relay/refusal-failure.ts";
import { RunStop } from "../../src/run/schedule/run-stop.ts";
import { inSecondLanguage } from "../helpers/reports/second-catalogue.ts";

inSecondLanguage(FAILURES);
inSecondLanguage(METER);

function broken(code: string, syscall?: string): string {
  const cause = Object.assign(new Error("in the system's words"), {
    code,
    ...(syscall === undefined ? {} : { syscall }),
  });
  return connectionFailure(new Error("fetch failed", { cause }), "api.example").message;
}

/** Why bytes that an endpoint answers are no message. */
function unread(text: string, contentType = "text/event-stream"): string | undefined {
  const reader = createAnswerReader(() => 0);
  reader.begin(contentType);
  reader.add(Buffer.from(text));
  reader.end();
  return reader.failure()?.message;
}

/** Why events are no message, as the accumulator throws it. */
function malformed(...events: readonly unknown[]): string {
  const message = createAccumulator();
  try {
    for (const event of events) message.add(event);
    message.completion();
    return "whole";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const START = {
  type: "message_start",
  message: { id: "m", model: "claude-haiku-4-5", usage: { input_tokens: 1, output_tokens: 1 } },
};
const END = [{ type: "message_delta", delta: { stop_reason: "end_turn" } }, { type: "message_stop" }];
const block = (content: object): object => ({ type: "content_block_start", index: 0, content_block: content });
const CLOSED = { type: "content_block_stop", index: 0 };

test.each<[what: string, told: () => unknown, found: string]>([
  ["a connection that is refused", () => broken("ECONNREFUSED"), "no-answer"],
  ["a host without TLS", () => broken("ERR_TLS_CERT_ALTNAME_INVALID"), "no-answer"],
  ["a connection that closes", () => broken("ECONNRESET"), "no-answer"],
  [
    "no token",
    () => connectionFailure(NoToken.because(new Error("a file is missing")), "api.example").message,
    "no-token",
  ],
  ["a proxy", proxied, "proxy-refuses"],
  ["a gateway's page", () => refusalFailure(new Response("", { status: 502 }), "<html>", 0).message, "api-says"],
  [
    "a copy",
    () =>
      cachedFailure(
        createCacheWatch().reasonOf({ body: {}, headers: {}, apiVersion: "1" }, "m", new Headers({ age: "9" }))!,
        "h",
      ).message,
    "cached-answer",
  ],
  ["a broken stream", () => streamFailure(new SyntaxError("Unexpected end")).message, "no-whole-message"],
  ["an answer that is none", () => unread("[]", "application/json"), "no-whole-message"],
  ["an error event", () => unread('event: error\ndata: {"type":"error","error":{}}\n\n'), "api-says"],
  ["no event", () => malformed(1), "no-object"],
  ["no start", () => malformed(...END), "no-message"],
  ["two starts", () => malformed(START, START), "second-start"],
  ["no end", () => malformed(START), "early-end"],
  ["no reason to stop", () => malformed(START, { type: "message_stop" }), "no-stop-reason"],
  ["no block", () => malformed(START, block([])), "no-object"],
  [
    "blocks in disorder",
    () => malformed(START, { type: "content_block_start", index: 7, content_block: {} }),
    "blocks-out-of-order",
  ],
  ["a delta of nothing", () => malformed(START, { type: "content_block_delta", index: 0, delta: {} }), "outside-block"],
  [
    "a delta that is none",
    () => malformed(START, block({ type: "text" }), { type: "content_block_delta", index: 0 }),
    "no-object",
  ],
  [
    "a delta without text",
    () =>
      malformed(START, block({ type: "text" }), {
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta" },
      }),
    "no-piece",
  ],
  ["an open block", () => malformed(START, block({ type: "text" }), ...END), "open-block"],
  [
    "a call without a name",
    () => malformed(START, block({ type: "tool_use", id: "t", input: {} }), CLOSED, ...END),
    "nameless-call",
  ],
  [
    "a block that is not kept",
    () => unreadableIn([{ type: "text", prompt_run_unreadable: "too deep" }]),
    "unreadable-block",
  ],
  ["a budget that is spent", () => spentBudget(null), "no-room"],
])("%s is told in a second language as in the first", async (_what, told, found) => {
  expect(await told()).toBe(`«${found}»`);
});

function spentBudget(suite: number | null): string | null | undefined {
  const stop = new RunStop();
  stop.closeForBudget(suite, 1n);
  return stop.forNewTrial(0)?.detail;
}

async function proxied(): Promise<unknown> {
  const { error } = (await proxyRefusal({ proxy: "p:1", status: 407, statusText: "No" }, "h").json()) as {
    readonly error: { readonly message: string };
  };
  return error.message;
}

let server: MeterServer;
beforeAll(async () => {
  const started = await startMeterServer({ port: 0, maxBodyBytes: 1_000, onError: () => undefined });
  if (started.status === "refused") throw new Error(started.message);
  ({ server } = started);
});
afterAll(() => server.close());

interface Asked {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly hasKey?: boolean;
  readonly isClosed?: boolean;
}

/** What the meter says of a request that it does not let through. */
async function denied({
  path = "/v1/messages",
  headers = {},
  body = "{}",
  hasKey = true,
  isClosed = false,
}: Asked): Promise<unknown> {
  const address = server.open({
    ask: () => Promise.reject(new Error("nobody asks")),
    askFree: () => Promise.reject(new Error("nobody asks")),
    refused: () => undefined,
  });
  if (isClosed) address.close();
  const url = path.startsWith("/") ? `${address.baseUrl}${path}` : path;
  const text = await new Promise<string>((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method: "POST", headers: { ...(hasKey ? { "x-api-key": server.key } : {}), ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
  const answer = JSON.parse(text) as { readonly error: { readonly message: string } };
  return answer.error.message;
}

test("what the meter does not let through is told in a second language as in the first", async () => {
  const said: string[] = [];
  // The sentence around it is one more of the catalogue: what it is about is looked at here.
  Object.assign(METER, { from: ({ says }: { readonly says: string }) => (said.push(says), "«from»") });
  const asked: readonly Asked[] = [
    { headers: { host: "evil.example" } },
    { headers: { origin: "https://evil.example" } },
    { hasKey: false },
    { headers: { "x-api-key": "another" } },
    { isClosed: true },
    { path: "/v1/messages/batches" },
    { path: "/v1/files" },
    { body: "x".repeat(2_000) },
    { headers: { "content-encoding": "gzip" } },
    { body: "{" },
    { body: "[]" },
    { body: "{}" },
  ];
  for (const one of asked) expect(await denied(one)).toBe("«from»");
  expect(said).toEqual(
    [
      "foreign-name",
      "of-a-page",
      "no-key",
      "other-key",
      "closed-address",
      "batches",
      "other-route",
      "large-body",
      "compressed-body",
      "no-json",
      "no-object",
      "no-version",
    ].map((id) => `«${id}»`),
  );
});
