import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { textField } from "../../src/domain/values/json-fields.ts";
import type { Clock } from "../../src/domain/values/clock.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { AttemptId, AttemptResult, CompletionRequest, SendContext } from "../../src/domain/run/provider.ts";

/** A request as a scripted server saw it. */
export interface Seen {
  readonly headers: IncomingMessage["headers"];
  readonly body: JsonObject;
}

export interface Wire {
  readonly url: string;
  readonly seen: readonly Seen[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A loopback server that answers every request with `answer`. */
export async function serveWire(answer: (response: ServerResponse, seen: Seen) => void | Promise<void>): Promise<Wire> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const received = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) as JsonObject };
      seen.push(received);
      void answer(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const SSE = { "content-type": "text/event-stream; charset=utf-8", "request-id": "req_wire" };

export function sse(event: JsonObject): string {
  return `event: ${textField(event, "type")}\ndata: ${JSON.stringify(event)}\n\n`;
}

export const START: JsonObject = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-haiku-5-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
  },
};
export const STOP: JsonObject = { type: "message_stop" };

/** The events of one content block. */
export function block(index: number, content: JsonObject, ...deltas: JsonObject[]): JsonObject[] {
  return [
    { type: "content_block_start", index, content_block: content },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

export function textBlock(index: number, ...pieces: string[]): JsonObject[] {
  return block(index, { type: "text", text: "" }, ...pieces.map((text) => ({ type: "text_delta", text })));
}

export function end(
  stopReason: string | null,
  usage: JsonObject = { output_tokens: 5 },
  delta: JsonObject = {},
): JsonObject {
  return { type: "message_delta", delta: { stop_reason: stopReason, stop_sequence: null, ...delta }, usage };
}

/** A whole stream around the given blocks. */
export function stream(...events: readonly (JsonObject | JsonObject[])[]): string {
  return [START, ...events.flat(), end("end_turn"), STOP].map(sse).join("");
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
};

export const ATTEMPT: AttemptId = { suite: "s", caseId: "c", armId: "a", trial: 1, turn: 1, round: 1, attempt: 1 };

export function request(body: JsonObject = {}, rest: Partial<CompletionRequest> = {}): CompletionRequest {
  const defaults = { model: "claude-haiku-5-5", max_tokens: 100, messages: [{ role: "user", content: "hello" }] };
  return { body: { ...defaults, ...body }, headers: {}, apiVersion: "2026-10-21", ...rest };
}

export function context(rest: Partial<SendContext> = {}): SendContext {
  return { id: ATTEMPT, signal: new AbortController().signal, simulated: null, ...rest };
}

export function answered(result: AttemptResult): AttemptResult & { readonly status: "answered" } {
  if (result.status === "answered") return result;
  throw new Error(`failed: ${JSON.stringify(result.failure)}`);
}

export function failure(result: AttemptResult): (AttemptResult & { readonly status: "failed" })["failure"] {
  if (result.status === "failed") return result.failure;
  throw new Error(`answered: ${JSON.stringify(result.completion)}`);
}
