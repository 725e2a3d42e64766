import type { AttemptInit, Exchange, Fetch } from "./exchange.ts";
import type { StallWatch } from "./stall-watch.ts";

type Chunk = IteratorResult<Uint8Array, undefined>;

/** What is kept of the body of an error response. */
const MAX_ERROR_BYTES = 1_000_000;

/**
 * A `fetch` for the SDK that notes in the attempt's exchange what the SDK does not pass on: the cause of a failed
 * connection, the response headers, and every byte of the body (the SDK drops pings, and times out no body).
 */
export function watchFetch(fetch: Fetch, watch: StallWatch, now: () => number): Fetch {
  return async (input, init) => {
    const attempt: AttemptInit | undefined = init; // `send` put its exchange there through `fetchOptions`
    const exchange = attempt?.exchange;
    if (exchange === undefined) return fetch(input, init);
    exchange.sent = true;
    const response = await fetch(input, init).catch((error: unknown) => {
      exchange.transportError = error;
      throw error;
    });
    exchange.headers = response.headers;
    exchange.httpStatus = response.status;
    exchange.lastByteAt = now();
    if (response.body === null) return response;
    const body = watchBody(response.body, exchange, { watch, now });
    if (!response.ok) return bufferError(response, body);
    // The SDK iterates `response.body`; a second Response around a piped stream would cost more than the request itself.
    return Object.defineProperty(response, "body", { value: body });
  };
}

interface Watching {
  readonly watch: StallWatch;
  readonly now: () => number;
}

function watchBody(
  stream: NonNullable<Response["body"]>,
  exchange: Exchange,
  { watch, now }: Watching,
): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  watch.add(exchange);
  async function close(): Promise<void> {
    watch.remove(exchange);
    await reader.cancel().catch(() => undefined); // the stream has failed already: there is nothing left to cancel
  }
  exchange.endBody = () => void close();
  async function next(): Promise<Chunk> {
    const chunk = await reader.read().catch((error: unknown) => {
      watch.remove(exchange);
      throw error;
    });
    if (chunk.done) {
      watch.remove(exchange);
      return { done: true, value: undefined };
    }
    noteBytes(exchange, now());
    return { done: false, value: chunk.value as Uint8Array }; // fetch bodies hold bytes
  }
  return {
    [Symbol.asyncIterator]: () => ({
      next,
      return: async (): Promise<Chunk> => {
        await close();
        return { done: true, value: undefined };
      },
    }),
  };
}

function noteBytes(exchange: Exchange, at: number): void {
  exchange.lastByteAt = at;
  if (exchange.firstByteAt !== null) return;
  exchange.firstByteAt = at;
  if (exchange.httpStatus === 200) exchange.context.onFirstByte?.();
}

/** The same error response with what could be read of its body: a cut or endless error body must not hide its status. */
async function bufferError(response: Response, body: AsyncIterable<Uint8Array>): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status and headers have come: they are the answer, whatever became of the body.
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: response.headers });
}
