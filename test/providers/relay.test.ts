import { expect, test } from "vitest";
import { wallClock } from "../../src/host/wall-clock.ts";
import type { Relay } from "../../src/domain/run/relay.ts";
import { createRelayProvider } from "../../src/providers/relay/relay-provider.ts";
import { messageOf, readMessage, streamOf } from "../../src/providers/relay/wire-message.ts";
import { createAnswerReader } from "../../src/providers/relay/answer-reader.ts";
import { createSimulatorFetch } from "../../src/providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";

const BODY = { model: "claude-haiku-4-5", max_tokens: 100, messages: [{ role: "user", content: "hello out there" }] };
const ID = { suite: "meter", caseId: "meter", armId: "meter", trial: 1, turn: 1, round: 1, attempt: 1 };

function relayOf(): Relay & { readonly written: Uint8Array[] } {
  const written: Uint8Array[] = [];
  let hasBegun = false;
  return {
    written,
    signal: new AbortController().signal,
    wantsEvents: true,
    query: "",
    get hasBegun() {
      return hasBegun;
    },
    begin: () => void (hasBegun = true),
    write: (bytes) => void written.push(bytes),
    refusal: null,
  };
}

test("an upstream that stalls is ended, and charged as what may have been billed", async () => {
  const fetch = createSimulatorFetch(createSimulator({ faults: { stall: { probability: 1 } } }));
  const credential = { kind: "apiKey" as const, value: "key" };
  const provider = createRelayProvider({
    baseUrl: "http://simulator.invalid",
    credential,
    clock: wallClock,
    fetch,
    stallMs: 60,
  });
  const relay = relayOf();
  const context = { id: ID, signal: new AbortController().signal, simulated: null, relay };
  const result = await provider.send({ body: BODY, headers: {}, apiVersion: "2023-06-01" }, context);
  expect(relay.written.length).toBeGreaterThan(0);
  expect(result).toMatchObject({ status: "failed", failure: { kind: "stall", maybeBilled: true } });
});

test("a message read whole, and the same read from the events that are made of it, are one answer", () => {
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-haiku-4-5-20251001",
    content: [
      { type: "thinking", thinking: "hm", signature: "c2ln" },
      { type: "text", text: "Look: ", citations: [{ type: "char_location", cited_text: "a" }] },
      { type: "text", text: "" },
      { type: "tool_use", id: "toolu_1", name: "look_up", input: { city: "Paris", n: [1, 2] } },
    ],
    stop_reason: "tool_use",
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 20, cache_read_input_tokens: 3, cache_creation_input_tokens: 0 },
  };
  const read = readMessage(message);
  const whole = { ...read.completion(), rest: read.rest() };
  expect(messageOf(whole)).toEqual(message);
  const reader = createAnswerReader(() => 0);
  const bytes = Buffer.from(streamOf(whole));
  // In pieces that part events and characters.
  for (let at = 0; at < bytes.length; at += 7) reader.add(bytes.subarray(at, at + 7));
  reader.end();
  expect(reader.isWhole).toBe(true);
  expect(messageOf(reader.completion())).toEqual(message);
});
