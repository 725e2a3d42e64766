import { failureWords } from "../domain/diagnostics/failure-words.ts";
import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { DIRECT, type Network } from "../domain/environment/network.ts";
import type { Fetch } from "../domain/values/fetch.ts";
import { createRoutes, type ConnectionRoute } from "./connection-agents.ts";
import { lightResponse } from "./light-response.ts";
import { ReceivedHeaders } from "./received-headers.ts";
import { readerOfStream } from "./stream-reader.ts";
import { type ProxyAnswer, ProxyFailure, proxyRefusal, watchProxy } from "./proxy-failure.ts";

/** Longest wait for a connection, proxy and TLS included. */
const CONNECT_MS = 10_000;

/**
 * A `fetch` over Node's own HTTP client, for requests with a text or nothing as their body: about half the processor time
 * of the platform's, without its limit of 300 s until the headers, and through the proxies of the environment. Redirects
 * are not followed. A name and password in the URL go as Basic credentials (RFC 7617), unless the request brings its own.
 */
export function createHttpFetch(network: Network = DIRECT): Fetch {
  const routeFor = createRoutes(network);
  const parse = lastParsed();
  return async (input, init) => {
    const body = init?.body ?? null;
    if (typeof input !== "string" || (body !== null && typeof body !== "string")) {
      throw new TypeError("this fetch takes a URL as text, and a text or nothing as the body");
    }
    const url = parse(input);
    init?.signal?.throwIfAborted();
    const route = routeFor(url);
    return send(url, { ...init, body }, route instanceof Promise ? await route : route);
  };
}

/** Most requests go where the one before went. */
function lastParsed(): (input: string) => URL {
  let last: { readonly input: string; readonly url: URL } | null = null;
  return (input) => {
    if (last?.input !== input) last = { input, url: new URL(input) };
    return last.url;
  };
}

async function send(
  url: URL,
  init: RequestInit & { readonly body: string | null },
  route: ConnectionRoute,
): Promise<Response> {
  const signal = init.signal ?? null;
  signal?.throwIfAborted();
  const isSecure = url.protocol === "https:";
  const { body } = init;
  const length = body === null ? null : Buffer.byteLength(body);
  const request = (isSecure ? httpsRequest : httpRequest)(url, {
    method: init.method ?? "GET",
    headers: headersOf(init, length),
    agent: route.agent,
    ...route.tls,
  });
  const proxied = route.proxy === null ? null : watchProxy(request, route.proxy);
  limitConnecting(request, isSecure, route);
  if (body === null) request.end();
  // With a body of ASCII alone the head goes out in one piece; `latin1` leaves what a header may have beyond that as it is.
  else request.end(body, length === body.length ? "latin1" : "utf8");
  const message = await answerTo(request, signal).catch((error: unknown) => {
    throw proxied === null || proxied.isConnected() ? error : new ProxyFailure(proxied.name, error);
  });
  const refused = proxied?.refusal() ?? null;
  if (refused !== null) return refuse(message, refused, url);
  try {
    return toResponse(message);
  } catch (error) {
    message.destroy(); // a status or header that HTTP does not know
    throw error;
  }
}

function refuse(message: IncomingMessage, refused: ProxyAnswer, url: URL): Response {
  message.destroy();
  return proxyRefusal(refused, url.host);
}

function answerTo(request: ClientRequest, signal: AbortSignal | null): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let open: ClientRequest | IncomingMessage = request;
    const release = onAbort(signal, (reason) => open.destroy(reason));
    // Not `once`: a request that is aborted while its body is read errs a second time.
    request.on("error", (error) => {
      if (open === request) release();
      reject(error);
    });
    request.once("response", (message) => {
      open = message;
      message.once("close", release);
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
function limitConnecting(request: ClientRequest, isSecure: boolean, { proxy }: ConnectionRoute): void {
  let timer: NodeJS.Timeout | null = null;
  const start = (): void => {
    timer ??= setTimeout(() => request.destroy(connectTimeout()), CONNECT_MS);
  };
  const clear = (): void => clearTimeout(timer ?? undefined);
  if (proxy !== null) start();
  request.once("close", clear);
  request.once("socket", (socket) => {
    if (request.reusedSocket || (proxy !== null && !isSecure)) return clear();
    if (proxy === null && !socket.connecting) return;
    start();
    socket.once(isSecure ? "secureConnect" : "connect", clear);
    socket.once("close", clear);
  });
}

function headersOf(init: RequestInit, length: number | null): Record<string, string> {
  // The host is the URL's: another one would change the name that the certificate is checked against.
  const { host: _, ...headers } = byLowerName(init.headers ?? {});
  const measured = length === null ? {} : { "content-length": String(length) };
  return { ...headers, "accept-encoding": "identity", ...measured };
}

/** Headers by their names in lower case. Texts under names that differ otherwise need no `Headers`, which costs as much as all else here. */
function byLowerName(given: NonNullable<RequestInit["headers"]>): Record<string, string> {
  const lowered: Record<string, string> = {};
  if (given instanceof Headers) return Object.fromEntries(given); // its names are lower case already
  if (Array.isArray(given)) return Object.fromEntries(new Headers(given));
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (typeof value !== "string" || key in lowered) return Object.fromEntries(new Headers(given));
    lowered[key] = value;
  }
  return lowered;
}

function connectTimeout(): Error {
  return Object.assign(new Error(failureWords("no-connection", { limitMs: CONNECT_MS })), {
    code: "ETIMEDOUT",
    syscall: "connect",
  });
}

function toResponse(message: IncomingMessage): Response {
  const headers = new ReceivedHeaders(message.rawHeaders);
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
