import { crc32 } from "node:zlib";
import type { ReplyBody } from "../replies/reply-body.ts";

/** A body of server-sent events in AWS's binary frames ("Event stream encoding"): one `chunk` an event, base64 inside. */
export function framedBody(body: ReplyBody): ReplyBody {
  let held = "";
  const decoder = new TextDecoder();
  return {
    cancel: () => body.cancel(),
    async next() {
      for (;;) {
        const end = held.indexOf("\n\n");
        if (end >= 0) {
          const event = held.slice(0, end);
          held = held.slice(end + 2);
          return frameOfEvent(event);
        }
        const chunk = await body.next();
        if (chunk === null) return null;
        held += decoder.decode(chunk, { stream: true });
      }
    },
  };
}

function frameOfEvent(event: string): Uint8Array {
  const data = event.slice(event.indexOf("data: ") + 6);
  const name = /^event: (.*)$/m.exec(event)?.[1];
  if (name === "error") return exceptionFrame(data);
  const payload = JSON.stringify({ bytes: Buffer.from(data).toString("base64"), p: "abcdefgh" });
  return frame({ ":event-type": "chunk", ":content-type": "application/json", ":message-type": "event" }, payload);
}

const EXCEPTIONS: Readonly<Record<string, string>> = {
  rate_limit_error: "throttlingException",
  overloaded_error: "serviceUnavailableException",
  api_error: "internalServerException",
};

function exceptionFrame(data: string): Uint8Array {
  const { error } = JSON.parse(data) as { readonly error: { readonly type: string; readonly message: string } }; // our own error event
  const type = EXCEPTIONS[error.type] ?? "modelStreamErrorException";
  const headers = { ":exception-type": type, ":content-type": "application/json", ":message-type": "exception" };
  return frame(headers, JSON.stringify({ message: error.message }));
}

function frame(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerBytes(name, value)));
  const body = Buffer.from(payload);
  const bytes = Buffer.alloc(16 + head.byteLength + body.byteLength);
  bytes.writeUInt32BE(bytes.byteLength, 0);
  bytes.writeUInt32BE(head.byteLength, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  head.copy(bytes, 12);
  body.copy(bytes, 12 + head.byteLength);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, -4)), bytes.byteLength - 4);
  return bytes;
}

function headerBytes(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const size = Buffer.alloc(3);
  size.writeUInt8(7, 0);
  size.writeUInt16BE(text.byteLength, 1);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, text]);
}
