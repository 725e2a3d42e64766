import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Middleware } from "@anthropic-ai/sdk/core/middleware";
import { type ByteChunk, type ByteReader, readerOf, withBody } from "../../host/light-response.ts";
import type { AttemptInit, Exchange } from "./exchange.ts";
import { readRateLimits } from "./rate-limit-headers.ts";
import type { StallWatch } from "./stall-watch.ts";

/** What is kept of the body of an error response. */
const MAX_ERROR_BYTES = 1_000_000;

/**
 * A middleware of one request that notes in its exchange what the SDK does not pass on: the cause of a failed connection,
 * the response headers, and every byte of the body (the SDK drops pings, and times out no body). It sees the same traffic
 * whatever platform the SDK's client talks to.
 */
export function watchRequest(exchange: Exchange, watching: Watching): Middleware {
  return (request, next) => watchSending(exchange, watching, (attempt) => next({ ...request, ...attempt }));
}

/**
 * The same for whoever sends without the SDK. `send` is handed what its `fetch` is told beside the request: a simulator in
 * this process hears whose it is; for any other `fetch` it means nothing.
 */
export async function watchSending(
  exchange: Exchange,
  watching: Watching,
  send: (attempt: AttemptInit) => Promise<Response>,
): Promise<Response> {
  exchange.sent = true;
  const response = await send({ attempt: exchange.context }).catch((error: unknown) => {
    exchange.transportError = error;
    throw error;
  });
  noteHeaders(exchange, response, watching.now());
  if (response.body === null) return response;
  const reader = watchReader(readerOf(response.body), exchange, watching);
  return response.ok ? withBody(response, reader) : bufferError(response, reader);
}

function noteHeaders(exchange: Exchange, { headers, status }: Response, at: number): void {
  exchange.headers = headers;
  exchange.httpStatus = status;
  exchange.lastByteAt = at;
  exchange.rateLimits = readRateLimits(headers);
  const { rateLimits, context } = exchange;
  if (status === 200 && rateLimits !== null) tell(exchange, () => context.onRateLimits?.(rateLimits));
}

/** Calls back; what that throws must not pass for a broken connection. */
function tell(exchange: Exchange, callBack: () => void): void {
  try {
    callBack();
  } catch (error) {
    exchange.bug = { error };
    throw error;
  }
}

/** What watching an attempt takes. */
export interface Watching {
  readonly watch: StallWatch;
  readonly now: () => number;
}

function watchReader(reader: ByteReader, exchange: Exchange, { watch, now }: Watching): ByteReader {
  watch.add(exchange);
  async function cancel(): Promise<void> {
    watch.remove(exchange);
    await reader.cancel().catch(() => undefined); // the stream has failed already: there is nothing left to cancel
  }
  exchange.endBody = () => void cancel();
  let received = 0;
  async function read(): Promise<ByteChunk> {
    try {
      const chunk = await reader.read();
      if (chunk.done) {
        watch.remove(exchange);
        return chunk;
      }
      noteBytes(exchange, now());
      received += chunk.value.byteLength;
      if (received <= exchange.maxBodyBytes) return chunk;
      await cancel();
      throw new Error(failureWords("endless-body", { mostBytes: exchange.maxBodyBytes }));
    } catch (error) {
      watch.remove(exchange);
      throw error;
    }
  }
  return { read, cancel };
}

function noteBytes(exchange: Exchange, at: number): void {
  exchange.lastByteAt = at;
  if (exchange.firstByteAt !== null) return;
  exchange.firstByteAt = at;
  if (exchange.httpStatus === 200) tell(exchange, () => exchange.context.onFirstByte?.());
}

/** The same error response with what could be read of its body: a cut or endless error body must not hide its status. */
async function bufferError({ status, headers }: Response, reader: ByteReader): Promise<Response> {
  const chunks: Uint8Array[] = [];
  try {
    for (let size = 0; size < MAX_ERROR_BYTES;) {
      const chunk = await reader.read();
      if (chunk.done) break;
      chunks.push(chunk.value);
      size += chunk.value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The status and headers have come: they are the answer, whatever became of the body.
  }
  // HTTP 304 has no body, not even an empty one (Fetch, "null body status").
  return new Response(status === 304 ? null : Buffer.concat(chunks), { status, headers });
}
