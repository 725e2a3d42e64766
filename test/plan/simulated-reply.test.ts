import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { renderSimulated } from "../../src/plan/requests/simulated-reply.ts";

const PAUSING: JsonObject = { text: "found", stop_reason: "pause_turn" };
const CALLING: JsonObject = { text: "found", tool_use: [{ name: "look" }] };

test.each([
  [PAUSING, 1, { text: null, stopReason: "pause_turn" }],
  [PAUSING, 2, { text: "found", stopReason: null }],
  [CALLING, 1, { text: null, toolUse: [{ name: "look", input: {} }] }],
  [CALLING, 2, { text: "found", toolUse: [] }],
])("%j in round %i", async (reply, round, wanted) => {
  const source = { value: reply, place: { kind: "file" as const, file: "/s.yaml" } };
  const rendered = await renderSimulated(reply, source, {}, { round, callsAreAnswered: true });
  expect(rendered).toMatchObject({ ok: true, value: wanted });
});
