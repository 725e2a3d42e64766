import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Completion } from "../../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { createAccumulator, MalformedStream, type MessageAccumulator } from "../anthropic/message-accumulator.ts";

/** A message that came as one JSON text, as the events that would have brought it. Throws `MalformedStream`. */
export function readMessage(value: unknown): MessageAccumulator {
  if (!isJsonObject(value)) throw new MalformedStream(failureWords("no-object", { part: "answer" }));
  const message = createAccumulator();
  for (const event of eventsOf(value)) message.add(event);
  return message;
}

/** The message that an application is given for a kept answer: its members in the order in which they came. */
export function messageOf(completion: Completion): JsonObject {
  const { content, rest = {}, stopReason, modelServed } = completion;
  const ends = { model: modelServed, content, stop_reason: stopReason };
  // What was kept before members had their places is in the order of the API's reference.
  return { ...("content" in rest ? {} : membersOf(completion)), ...rest, ...ends };
}

function membersOf({ content, stopReason, modelServed, usage }: Completion): JsonObject {
  return {
    id: "msg_replayed",
    type: "message",
    role: "assistant",
    model: modelServed,
    content,
    stop_reason: stopReason,
    stop_sequence: null,
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cache_read_input_tokens: usage.cacheReadTokens,
      cache_creation_input_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    },
  };
}

/** The same as a stream of events, each block in one piece (API streaming page). */
export function streamOf(completion: Completion): string {
  return eventsOf(messageOf(completion))
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
}

/** What ends a message stands in its last delta and not in its start. */
const OF_END: readonly string[] = ["stop_reason", "stop_sequence", "stop_details", "container"];

type WireEvent = JsonObject & { readonly type: string };

function eventsOf(message: JsonObject): WireEvent[] {
  const { content, usage = {} } = message;
  const blocks = Array.isArray(content) ? (content as readonly Json[]) : [];
  const delta = Object.fromEntries(Object.entries(message).filter(([key]) => OF_END.includes(key)));
  const unended = Object.fromEntries(Object.keys(delta).map((key) => [key, null]));
  return [
    // Members keep their places: what is read back from these events is written again as it came.
    { type: "message_start", message: { ...message, ...unended, content: [], usage } },
    ...blocks.flatMap((block, index) => eventsOfBlock(block, index)),
    { type: "message_delta", delta, usage },
    { type: "message_stop" },
  ];
}

function eventsOfBlock(block: Json, index: number): WireEvent[] {
  if (!isJsonObject(block)) throw new MalformedStream(failureWords("no-object", { part: "block" }));
  const { start, deltas } = splitBlock(block);
  return [
    { type: "content_block_start", index, content_block: start },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

interface SplitBlock {
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
}

/** A block as its start and what it grows by: clients build it from the deltas alone. */
function splitBlock(block: JsonObject): SplitBlock {
  const { type, text, input, thinking, signature, citations } = block;
  if (type === "text" && typeof text === "string") {
    const cited = Array.isArray(citations) ? (citations as readonly Json[]) : [];
    const deltas = [
      ...(text === "" ? [] : [{ type: "text_delta", text }]),
      ...cited.map((citation) => ({ type: "citations_delta", citation })),
    ];
    return { start: { ...block, text: "", ...(cited.length > 0 ? { citations: [] } : {}) }, deltas };
  }
  if (type === "thinking" && typeof thinking === "string") {
    const deltas = [
      ...(thinking === "" ? [] : [{ type: "thinking_delta", thinking }]),
      ...(typeof signature === "string" ? [{ type: "signature_delta", signature }] : []),
    ];
    return { start: { ...block, thinking: "", signature: "" }, deltas };
  }
  if (typeof type === "string" && type.endsWith("tool_use") && input !== undefined) {
    return {
      start: { ...block, input: {} },
      deltas: [{ type: "input_json_delta", partial_json: JSON.stringify(input) }],
    };
  }
  return { start: block, deltas: [] };
}
