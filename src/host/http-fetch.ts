import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Fetch } from "../domain/values/fetch.ts";
import { type ByteReader, lightResponse } from "./light-response.ts";

/** A connection that nobody used for so long is closed: before servers do, lest a request meet the closing. */
const IDLE_MS = 4000;
/** Longest wait for a connection, TLS included. */
const CONNECT_MS = 10_000;

/**
 * A `fetch` over Node's own HTTP client, for POSTs of a text: about half the processor time of the platform's, and without
 * its limit of 300 s until the headers. Redirects are not followed. What it cannot do goes to the platform's `fetch`.
 */
export function createHttpFetch(): Fetch {
  const settings = { keepAlive: true, timeout: IDLE_MS };
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  return (input, init) => {
    if (typeof input !== "string" || typeof init?.body !== "string") return platformFetch(input, init);
    return post(new URL(input), { ...init, body: init.body }, agents);
  };
}

/** The platform's `fetch`, which refuses a URL with a user in it: name and password go as Basic credentials (RFC 7617). */
export const platformFetch: Fetch = (input, init) => {
  if (typeof input !== "string" || !URL.canParse(input)) return globalThis.fetch(input, init);
  const url = new URL(input);
  if (url.username === "" && url.password === "") return globalThis.fetch(input, init);
  const user = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  [url.username, url.password] = ["", ""];
  const headers = new Headers(init?.headers);
  if (!headers.has("authorization")) headers.set("authorization", `Basic ${user.toString("base64")}`);
  return globalThis.fetch(url, { ...init, headers });
};

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

async function post(url: URL, init: RequestInit & { readonly body: string }, agents: Agents): Promise<Response> {
  const signal = init.signal ?? null;
  signal?.throwIfAborted();
  const isSecure = url.protocol === "https:";
  const body = Buffer.from(init.body);
  const request = (isSecure ? httpsRequest : httpRequest)(url, {
    method: init.method ?? "GET",
    headers: headersOf(init, body.byteLength),
    agent: isSecure ? agents.https : agents.http,
  });
  limitConnecting(request, isSecure ? "secureConnect" : "connect");
  request.end(body);
  const message = await answerTo(request, signal);
  try {
    return toResponse(message);
  } catch (error) {
    message.destroy(); // a status or header that HTTP does not know
    throw error;
  }
}

function answerTo(request: ClientRequest, signal: AbortSignal | null): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const release = onAbort(signal, (reason) => request.destroy(reason));
    // Not `once`: a request that is aborted while its body is read errs a second time.
    request.on("error", (error) => {
      release();
      reject(error);
    });
    request.once("response", (message) => {
      release();
      message.once(
        "close",
        onAbort(signal, (reason) => message.destroy(reason)),
      );
      resolve(message);
    });
  });
}

/**
 * Calls `abort` when the signal says so; returns what takes that back. (The `signal` option of Node's client is not used: it
 * destroys a socket that may have gone back to the pool, where nobody listens for the error.)
 */
function onAbort(signal: AbortSignal | null, abort: (reason: Error) => void): () => void {
  if (signal === null) return () => undefined;
  const listener = (): void => abort(signal.reason as Error); // the SDK aborts without a reason of its own: a DOMException
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

/** Ends a request that gets no connection in time. */
function limitConnecting(request: ClientRequest, connected: "connect" | "secureConnect"): void {
  request.once("socket", (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => request.destroy(connectTimeout()), CONNECT_MS);
    const clear = (): void => clearTimeout(timer);
    socket.once(connected, clear);
    socket.once("close", clear);
  });
}

function headersOf(init: RequestInit, length: number): Record<string, string> {
  // The host is the URL's: another one would change the name that the certificate is checked against.
  const { host: _, ...headers } = Object.fromEntries(new Headers(init.headers));
  return { ...headers, "accept-encoding": "identity", "content-length": String(length) };
}

function connectTimeout(): Error {
  return Object.assign(new Error(`no connection in ${CONNECT_MS} ms`), { code: "ETIMEDOUT", syscall: "connect" });
}

function toResponse(message: IncomingMessage): Response {
  const headers = new Headers();
  const { rawHeaders } = message;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  const reader = readerOfStream(decoded(message, headers.get("content-encoding")));
  return lightResponse(reader, { status: message.statusCode ?? 0, headers });
}

/** The body as it was before a proxy compressed it, though it was not asked to. */
function decoded(message: IncomingMessage, encoding: string | null): Readable {
  const decoder =
    encoding === "gzip"
      ? createGunzip()
      : encoding === "deflate"
        ? createInflate()
        : encoding === "br"
          ? createBrotliDecompress()
          : null;
  if (decoder === null) return message;
  message.on("error", (error) => decoder.destroy(error));
  return message.pipe(decoder);
}

function readerOfStream(stream: Readable): ByteReader {
  stream.on("error", () => undefined); // a reader gets it from `read`; without one it must not end the process
  const chunks: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator]();
  return {
    read: () => chunks.next(),
    cancel: () => {
      stream.destroy();
      return Promise.resolve();
    },
  };
}
