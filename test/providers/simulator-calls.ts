import type { JsonObject } from "../../src/domain/values/json.ts";
import type { SimulatedReply } from "../../src/domain/run/provider.ts";
import type { Simulator } from "../../src/providers/simulator/simulator.ts";
import type { SimulatorContext } from "../../src/providers/simulator/replies/wire.ts";

export const HELLO: JsonObject = {
  model: "claude-haiku-5-5",
  max_tokens: 100,
  messages: [{ role: "user", content: "hello" }],
};

export type Headers = Readonly<Record<string, string | null>>;

/** POSTs to a simulator: a body over the plainest request, or a text as it is. A header of null is left out. */
export async function post(
  simulator: Simulator,
  body: JsonObject | string,
  headers: Headers = {},
  context: Partial<SimulatorContext> = {},
): Promise<Response> {
  const all = { authorization: "Bearer k", "anthropic-version": "2026-10-21", ...headers };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const text = typeof body === "string" ? body : JSON.stringify({ ...HELLO, ...body });
  return await simulator.handle(
    new Request("http://simulator/v1/messages", { method: "POST", headers: sent, body: text }),
    context,
  );
}

export async function ask(
  ...call: Parameters<typeof post>
): Promise<{ readonly status: number; readonly json: JsonObject; readonly headers: globalThis.Headers }> {
  const response = await post(...call);
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as JsonObject) : { text };
  return { status: response.status, json, headers: response.headers };
}

/** The events of a streamed answer, in order. */
export async function events(
  simulator: Simulator,
  body: JsonObject,
  context: Partial<SimulatorContext> = {},
): Promise<readonly JsonObject[]> {
  const text = await (await post(simulator, { ...body, stream: true }, {}, context)).text();
  return text
    .split("\n\n")
    .filter(Boolean)
    .map((event) => JSON.parse(event.slice(event.indexOf("data: ") + 6)) as JsonObject);
}

export function reply(rest: Partial<SimulatedReply> = {}): SimulatedReply {
  return { text: "hi there", toolUse: [], stopReason: null, usage: null, error: null, ...rest };
}
