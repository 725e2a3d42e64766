import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { textField } from "../../src/domain/values/json-fields.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { manualClock } from "./manual-clock.ts";
import { HELLO } from "./simulator-calls.ts";

async function call(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string; json: JsonObject }> {
  const headers = { "x-api-key": "k", "anthropic-version": "2026-10-21" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await simulator.handle(new Request(`http://simulator${path}`, init));
  const text = await response.text();
  const json = response.headers.get("content-type") === "application/json" ? (JSON.parse(text) as JsonObject) : {};
  return { status: response.status, text, json };
}

test("counts tokens as a message is billed, without max_tokens", async () => {
  const { max_tokens: _, ...body } = HELLO;
  const simulator = createSimulator();
  expect((await call(simulator, "POST", "/v1/messages/count_tokens", body)).json).toEqual({ input_tokens: 9 });
  expect(await call(simulator, "POST", "/v1/messages/count_tokens", HELLO)).toMatchObject({ status: 400 });
  expect(simulator.books.requests).toBe(0);
});

test("lists models in pages, and one by id or alias", async () => {
  const simulator = createSimulator();
  const first = await call(simulator, "GET", "/v1/models?limit=2");
  expect(first.json).toMatchObject({ has_more: true, data: [{ id: "claude-fable-5-2" }, { id: "claude-mythos-5-2" }] });
  const next = await call(simulator, "GET", "/v1/models?limit=100&after_id=claude-mythos-5-2");
  expect(next.json).toMatchObject({ has_more: false, first_id: "claude-fable-5-1" });
  expect(JSON.stringify(next.json)).not.toContain("retired");
  const all = await call(simulator, "GET", "/v1/models?limit=100&lifecycle[]=retired");
  expect(all.text).toContain("claude-3-5-haiku-20241022");
  expect((await call(simulator, "GET", "/v1/models/claude-haiku-4-5")).json).toMatchObject({
    id: "claude-haiku-4-5-20251001",
    max_tokens: 64_000,
  });
  expect((await call(simulator, "GET", "/v1/models/claude-opus-4-0")).status).toBe(404);
});

test("a batch is created, runs its time, gives its results, and is billed at half", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, batchDelayMs: 60_000 });
  const requests = [
    { custom_id: "good", params: HELLO },
    { custom_id: "bad", params: { ...HELLO, stream: true } },
    { custom_id: "gone", params: { ...HELLO, model: "claude-2" } },
  ];
  const made = await call(simulator, "POST", "/v1/messages/batches", { requests });
  const id = textField(made.json, "id");
  expect(made.json).toMatchObject({
    type: "message_batch",
    processing_status: "in_progress",
    results_url: null,
    request_counts: { processing: 3, succeeded: 0 },
  });
  expect((await call(simulator, "GET", `/v1/messages/batches/${id}/results`)).status).toBe(400);
  await clock.advance(60_000);
  const ended = await call(simulator, "GET", `/v1/messages/batches/${id}`);
  expect(ended.json).toMatchObject({
    processing_status: "ended",
    request_counts: { processing: 0, succeeded: 1, errored: 2 },
    results_url: `/v1/messages/batches/${id}/results`,
  });
  const { text } = await call(simulator, "GET", `/v1/messages/batches/${id}/results`);
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
  expect(lines).toMatchObject([
    {
      custom_id: "good",
      result: { type: "succeeded", message: { content: [{}, { text: "hello" }], usage: { service_tier: "batch" } } },
    },
    { custom_id: "bad", result: { type: "errored", error: { error: { type: "invalid_request_error" } } } },
    { custom_id: "gone", result: { type: "errored", error: { error: { type: "not_found_error" } } } },
  ]);
  expect(simulator.books).toMatchObject({ requests: 1, billedPico: (9n * 100_000n + 18n * 500_000n) / 2n });
  expect((await call(simulator, "GET", "/v1/messages/batches")).json).toMatchObject({ data: [{ id }] });
  expect((await call(simulator, "DELETE", `/v1/messages/batches/${id}`)).json).toEqual({
    id,
    type: "message_batch_deleted",
  });
  expect((await call(simulator, "GET", `/v1/messages/batches/${id}`)).status).toBe(404);
});

test("a batch can be cancelled", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, batchDelayMs: 1000 });
  const made = await call(simulator, "POST", "/v1/messages/batches", { requests: [{ custom_id: "a", params: HELLO }] });
  const path = `/v1/messages/batches/${textField(made.json, "id")}`;
  expect((await call(simulator, "POST", `${path}/cancel`)).json).toMatchObject({ processing_status: "canceling" });
  await clock.advance(1000);
  expect((await call(simulator, "GET", path)).json).toMatchObject({
    processing_status: "ended",
    request_counts: { canceled: 1 },
  });
  expect(simulator.books.billedPico).toBe(0n);
});

const wrongBatches = [
  { name: "nothing", requests: [] },
  { name: "a dot in an id", requests: [{ custom_id: "a.b", params: HELLO }] },
  {
    name: "one id twice",
    requests: [
      { custom_id: "a", params: HELLO },
      { custom_id: "a", params: HELLO },
    ],
  },
  { name: "no params", requests: [{ custom_id: "a" }] },
];
test.each(wrongBatches)("a batch of $name is refused", async ({ requests }) => {
  expect((await call(createSimulator(), "POST", "/v1/messages/batches", { requests })).status).toBe(400);
});

test.each([
  ["GET", "/v1/messages", 405],
  ["GET", "/v1/nothing", 404],
  ["PUT", "/v1/messages/batches/x", 404],
  ["GET", "/", 404],
])("%s %s is %i", async (method, path, status) => {
  expect((await call(createSimulator(), method, path)).status).toBe(status);
});
