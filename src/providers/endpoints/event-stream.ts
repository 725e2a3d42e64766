import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { crc32 } from "node:zlib";
import { type ByteReader, readerOf, withBody } from "../../host/light-response.ts";

/** A frame is at most 24 MiB (AWS, "Event stream encoding"). */
const MAX_FRAME_BYTES = 24 * 1024 * 1024;
const PRELUDE_BYTES = 12;
const EVENT_STREAM = "application/vnd.amazon.eventstream";

/**
 * The answer of InvokeModelWithResponseStream as the server-sent events of the Claude API. Each frame is length, length of
 * the headers, CRC of both, headers, payload, CRC of all (AWS, "Event stream encoding"); a `chunk` holds one event of the
 * Messages API as base64, an exception becomes an `error` event.
 */
export function eventStreamAsSse(response: Response): Response {
  if (!(response.headers.get("content-type") ?? "").startsWith(EVENT_STREAM) || response.body === null) return response;
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.set("content-type", "text/event-stream; charset=utf-8");
  return withBody(new Response(null, { status, headers }), framesAsSse(readerOf(response.body)));
}

function framesAsSse(source: ByteReader): ByteReader {
  let held: Buffer = Buffer.alloc(0);
  return {
    async read() {
      for (;;) {
        const frame = firstFrame(held);
        if (frame !== null) {
          held = held.subarray(frame.byteLength);
          return { done: false, value: Buffer.from(sseOf(frame)) };
        }
        const chunk = await source.read();
        if (chunk.done && held.byteLength > 0) throw new Error(failureWords("cut-frame"));
        if (chunk.done) return chunk;
        held = Buffer.concat([held, chunk.value]);
      }
    },
    cancel: () => source.cancel(),
  };
}

/** The first whole frame of the bytes; null: more must come. */
function firstFrame(bytes: Buffer): Buffer | null {
  if (bytes.byteLength < PRELUDE_BYTES) return null;
  const length = bytes.readUInt32BE(0);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8))
    throw new Error(failureWords("damaged-frame", { isPrelude: true }));
  if (length > MAX_FRAME_BYTES || length < PRELUDE_BYTES + 4)
    throw new Error(failureWords("frame-size", { bytes: length }));
  if (bytes.byteLength < length) return null;
  const frame = bytes.subarray(0, length);
  if (crc32(frame.subarray(0, length - 4)) !== frame.readUInt32BE(length - 4))
    throw new Error(failureWords("damaged-frame", { isPrelude: false }));
  return frame;
}

function sseOf(frame: Buffer): string {
  const headerBytes = frame.readUInt32BE(4);
  const headers = readHeaders(frame.subarray(PRELUDE_BYTES, PRELUDE_BYTES + headerBytes));
  const payload: unknown = JSON.parse(frame.subarray(PRELUDE_BYTES + headerBytes, -4).toString("utf8"));
  if (headers.get(":message-type") === "event") return eventOf(fieldOf(payload, "bytes"));
  const type = headers.get(":exception-type") ?? headers.get(":error-code") ?? "stream_error";
  const message = fieldOf(payload, "message") || (headers.get(":error-message") ?? type);
  return eventText("error", JSON.stringify({ type: "error", error: { type, message } }));
}

function eventOf(base64: string): string {
  const text = Buffer.from(base64, "base64").toString("utf8");
  return eventText(fieldOf(JSON.parse(text), "type"), text);
}

function eventText(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}

function fieldOf(value: unknown, name: string): string {
  const field: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof field === "string" ? field : "";
}

const TEXT_TYPE = 7;

/** The headers that are texts; AWS sends no others with these events. */
function readHeaders(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < bytes.byteLength;) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const name = bytes.toString("utf8", at + 1, nameEnd);
    if (bytes.readUInt8(nameEnd) !== TEXT_TYPE) throw new Error(failureWords("frame-header", { name }));
    const end = nameEnd + 3 + bytes.readUInt16BE(nameEnd + 1);
    headers.set(name, bytes.toString("utf8", nameEnd + 3, end));
    at = end;
  }
  return headers;
}
