import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { readableBlock } from "../../domain/run/unreadable-block.ts";
import type { Completion, ToolCall, Usage } from "../../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { callerOf, toolCallsOf } from "../../domain/run/tool-calls.ts";
import { endingOf } from "./ending.ts";
import { textField } from "../../domain/values/json-fields.ts";
import { readUsage } from "./usage.ts";

/** The stream broke the protocol: it is a failure of transport, never an answer. */
export class MalformedStream extends Error {
  override readonly name: string = "MalformedStream";
  readonly reason: Sentence;

  constructor(reason: Sentence) {
    super(reason);
    this.reason = reason;
  }
}

export interface MessageAccumulator {
  /** Takes one event of the stream; returns the text it adds, "" for other content, null when it adds none. */
  add(event: unknown): string | null;
  /** Has `message_stop` come? */
  readonly finished: boolean;
  /** The answer; throws `MalformedStream` unless the message is whole. */
  completion(): Completion;
  /** The message's members in the order they came in, `content` as an empty list: with all that has no word of ours. */
  rest(): JsonObject;
  /** The message's id, once it has come; null where it has none. */
  readonly messageId: string | null;
  /** The tokens reported so far, or null before the first report. */
  usageSoFar(): Usage | null;
}

interface OpenBlock {
  readonly fields: Record<string, Json>;
  readonly citations: Json[];
  partialJson: string;
  closed: boolean;
  /** Its tool input is not JSON: broken, unless the answer was cut off inside it. */
  cutInput: boolean;
}

/**
 * Puts a message together from the raw events of a Messages API stream, as the API's streaming page says: blocks grow by
 * deltas, `message_delta` overwrites the message's end and its cumulative usage. Unknown events, deltas and block types are kept or passed over.
 */
export function createAccumulator(): MessageAccumulator {
  const state: MessageState = {
    blocks: [],
    id: null,
    model: null,
    containerId: null,
    start: {},
    usage: {},
    delta: {},
    finished: false,
  };
  return {
    add: (event) => takeEvent(state, event),
    get finished() {
      return state.finished;
    },
    rest: () => ({ ...state.start, ...state.delta, usage: state.usage }), // a member keeps the place it was first given
    get messageId() {
      return state.id;
    },
    usageSoFar: () => readUsage(state.usage),
    completion: () => completionOf(state),
  };
}

interface MessageState {
  readonly blocks: OpenBlock[];
  id: string | null;
  model: string | null;
  containerId: string | null;
  /** Of `message_start`, its content left empty. */
  start: JsonObject;
  usage: JsonObject;
  /** The `delta` of the `message_delta` events: how the message ended. */
  delta: JsonObject;
  finished: boolean;
}

function takeEvent(state: MessageState, event: unknown): string | null {
  if (!isJsonObject(event)) throw new MalformedStream(failureWords("no-object", { part: "event" }));
  switch (textField(event, "type") ?? "") {
    case "content_block_delta":
      return extend(openBlock(state.blocks, event), event["delta"]);
    case "content_block_start":
      if (event["index"] !== state.blocks.length) throw new MalformedStream(failureWords("blocks-out-of-order"));
      state.blocks.push(startBlock(event["content_block"]));
      return null;
    case "content_block_stop":
      closeBlock(openBlock(state.blocks, event));
      return null;
    case "message_start":
      startMessage(state, event);
      return null;
    case "message_delta":
      endMessage(state, event);
      return null;
    case "message_stop":
      state.finished = true;
      return null;
    default:
      return null; // the API may add event types at any time
  }
}

function startMessage(state: MessageState, event: JsonObject): void {
  const message = event["message"];
  if (!isJsonObject(message) || state.model !== null) throw new MalformedStream(failureWords("second-start"));
  state.id = textField(message, "id");
  state.model = textField(message, "model") ?? "";
  state.start = { ...message, content: [] };
  noteContainer(state, message);
  if (isJsonObject(message["usage"])) state.usage = message["usage"];
}

function endMessage(state: MessageState, event: JsonObject): void {
  if (isJsonObject(event["delta"])) {
    state.delta = { ...state.delta, ...event["delta"] };
    noteContainer(state, event["delta"]);
  }
  if (isJsonObject(event["usage"])) state.usage = mergeUsage(state.usage, event["usage"]);
}

/** `message_delta` names it; a message that goes on in one may name it from its start. */
function noteContainer(state: MessageState, { container = null }: JsonObject): void {
  if (isJsonObject(container)) state.containerId = textField(container, "id") ?? state.containerId;
}

function completionOf({ blocks, model, containerId, usage, delta, finished }: MessageState): Completion {
  const stopReason = textField(delta, "stop_reason");
  const tokens = readUsage(usage);
  if (model === null) throw new MalformedStream(failureWords("no-message"));
  if (!finished) throw new MalformedStream(failureWords("early-end"));
  if (stopReason === null) throw new MalformedStream(failureWords("no-stop-reason"));
  if (tokens === null) throw new MalformedStream(failureWords("no-usage"));
  const end = endingOf(stopReason, delta);
  const mayBeCut = end.ending === "truncated" || end.ending === "refusal";
  const container = containerId === null ? {} : { containerId };
  return { ...contentOf(blocks, mayBeCut), ...end, usage: tokens, modelServed: model, ...container };
}

function openBlock(blocks: readonly OpenBlock[], event: JsonObject): OpenBlock {
  const index = event["index"];
  const block = typeof index === "number" ? blocks[index] : undefined;
  if (block === undefined || block.closed)
    throw new MalformedStream(failureWords("outside-block", { event: textField(event, "type") }));
  return block;
}

function startBlock(block: Json | undefined): OpenBlock {
  if (!isJsonObject(block)) throw new MalformedStream(failureWords("no-object", { part: "block" }));
  return { fields: { ...block }, citations: [], partialJson: "", closed: false, cutInput: false };
}

/** Grows the block; returns the text added, "" for tool input, null for the rest. */
function extend(block: OpenBlock, delta: Json | undefined): string | null {
  if (!isJsonObject(delta)) throw new MalformedStream(failureWords("no-object", { part: "delta" }));
  switch (textField(delta, "type") ?? "") {
    case "text_delta":
      return append(block, "text", delta);
    case "input_json_delta":
      block.partialJson += textField(delta, "partial_json") ?? "";
      return "";
    case "thinking_delta":
      append(block, "thinking", delta);
      return null;
    case "signature_delta":
      block.fields["signature"] = textField(delta, "signature") ?? "";
      return null;
    case "compaction_delta":
      assign(block, delta);
      return null;
    case "citations_delta":
      block.citations.push(delta["citation"] ?? null);
      return null;
    default:
      return null;
  }
}

/** A compaction's delta carries the block's final values, not pieces of them (SDK: BetaMessageStream). */
function assign(block: OpenBlock, { type: _type, ...values }: JsonObject): void {
  Object.assign(block.fields, values);
}

function append(block: OpenBlock, field: string, delta: JsonObject): string {
  const piece = textField(delta, field);
  if (piece === null) throw new MalformedStream(failureWords("no-piece", { field }));
  const before = block.fields[field];
  block.fields[field] = typeof before === "string" ? before + piece : piece;
  return piece;
}

function closeBlock(block: OpenBlock): void {
  block.closed = true;
  if (block.citations.length > 0) block.fields["citations"] = block.citations;
  if (block.partialJson === "") return;
  try {
    block.fields["input"] = JSON.parse(block.partialJson) as Json; // JSON.parse yields JSON
  } catch {
    block.cutInput = true;
  }
}

/** `message_delta.usage` is cumulative: it overwrites, except with null. */
function mergeUsage(usage: JsonObject, update: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...usage };
  for (const [key, value] of Object.entries(update)) if (value !== null) merged[key] = value;
  return merged;
}

/** `mayBeCut`: the answer broke off, so that its last tool input may be half a JSON text: no call then. */
function contentOf(
  blocks: readonly OpenBlock[],
  mayBeCut: boolean,
): Pick<Completion, "content" | "text" | "toolCalls"> {
  const whole: JsonObject[] = [];
  const content: JsonObject[] = [];
  let text = "";
  for (const block of blocks) {
    if (!block.closed) throw new MalformedStream(failureWords("open-block"));
    const { cutInput } = block;
    const fields = readableBlock(block.fields);
    content.push(fields);
    if (cutInput && !mayBeCut) throw new MalformedStream(failureWords("input-no-json"));
    if (fields["type"] === "text") text += textField(fields, "text") ?? "";
    if (!cutInput) whole.push(fields);
  }
  return { content, text, toolCalls: namedCalls(whole) };
}

function namedCalls(content: readonly JsonObject[]): readonly ToolCall[] {
  const nameless = content.find(
    (block) => callerOf(block) !== null && (textField(block, "id") === null || textField(block, "name") === null),
  );
  if (nameless !== undefined)
    throw new MalformedStream(failureWords("nameless-call", { type: textField(nameless, "type") }));
  return toolCallsOf(content);
}
