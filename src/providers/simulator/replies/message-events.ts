import type { JsonObject } from "../../../domain/values/json.ts";
import { endJson, messageJson, type MessageParts } from "./message-json.ts";
import type { Reply, ReplyBlock } from "./reply.ts";
import { emptyScripted, scriptedDeltas } from "./scripted-blocks.ts";

/** A piece of a body, and how many output tokens have been produced when it is sent. */
export interface BodyPiece {
  readonly text: string;
  readonly tokens: number;
}

const MIN_PIECE_CHARS = 12;
const MAX_PIECES = 8;
const NOT_ENDED: JsonObject = { stop_reason: null, stop_sequence: null, stop_details: null };

/** The events of a streamed message in the order of the real stream; a ping follows the start. */
export function messagePieces({ id, model, reply, usage, container }: MessageParts): readonly BodyPiece[] {
  const empty = { ...messageJson({ id, model, reply, usage, container: null }), content: [], ...NOT_ENDED };
  const { iterations: _atItsEnd, ...begun } = usage;
  const start = { ...empty, usage: { ...begun, output_tokens: Math.min(1, reply.outputTokens) } };
  return [
    { text: eventText({ type: "message_start", message: start }) + eventText({ type: "ping" }), tokens: 0 },
    ...reply.blocks.flatMap(blockPieces),
    { text: endText(reply, usage, container), tokens: 0 },
  ];
}

/** One server-sent event. */
function eventText(event: JsonObject & { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function endText(reply: Reply, usage: JsonObject, container: JsonObject | null): string {
  const { cache_creation_input_tokens, cache_read_input_tokens, input_tokens, output_tokens } = usage;
  const { output_tokens_details, server_tool_use, iterations } = usage;
  const cumulative: Record<string, JsonObject[string]> = {};
  const counts = { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens };
  for (const [key, value] of Object.entries({ ...counts, output_tokens_details, server_tool_use, iterations })) {
    if (value !== undefined) cumulative[key] = value;
  }
  return (
    eventText({ type: "message_delta", delta: { ...endJson(reply), container }, usage: cumulative }) +
    eventText({ type: "message_stop" })
  );
}

function blockPieces(block: ReplyBlock, index: number): readonly BodyPiece[] {
  const opening = eventText({ type: "content_block_start", index, content_block: emptyBlock(block) });
  const closing = eventText({ type: "content_block_stop", index });
  const deltas = deltasOf(block);
  const share = Math.floor(block.tokens / Math.max(1, deltas.length));
  const pieces = deltas.map((delta, nth) => ({
    text: eventText({ type: "content_block_delta", index, delta }),
    tokens: nth === deltas.length - 1 ? block.tokens - share * nth : share,
  }));
  return [{ text: opening, tokens: 0 }, ...pieces, { text: closing, tokens: 0 }];
}

function emptyBlock(block: ReplyBlock): JsonObject {
  switch (block.type) {
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "text":
      return { type: "text", text: "" };
    case "tool_use":
    case "server_tool_use":
      return { type: block.type, id: block.id, name: block.name, input: {} };
    case "scripted":
      return emptyScripted(block.block);
  }
}

function deltasOf(block: ReplyBlock): readonly JsonObject[] {
  switch (block.type) {
    case "thinking":
      return [
        ...splitText(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ];
    case "text":
      return splitText(block.text).map((text) => ({ type: "text_delta", text }));
    case "tool_use":
    case "server_tool_use":
      return ["", ...splitText(block.json)].map((json) => ({ type: "input_json_delta", partial_json: json }));
    case "scripted":
      return scriptedDeltas(block.block, splitText);
  }
}

/** Splits a text into a few pieces, never between the halves of a surrogate pair. */
export function splitText(text: string): readonly string[] {
  const size = Math.max(MIN_PIECE_CHARS, Math.ceil(text.length / MAX_PIECES));
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + size);
    if (isLowSurrogate(text.charCodeAt(to)) && to < text.length) to++;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
