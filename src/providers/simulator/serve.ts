import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listen, LOOPBACK } from "../../host/loopback.ts";
import { ConnectionCut, type ReplyBody } from "./replies/reply-body.ts";
import type { Simulator } from "./simulator.ts";
import { ConnectionReset, type WireRequest } from "./replies/wire.ts";

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default loopback: a simulator asks nobody for a real key. */
  readonly host?: string;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SimulatorServer {
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends the open connections. */
  close(): Promise<void>;
}

/** Serves a simulator over HTTP, with real resets and cuts of the socket. Rejects when the port cannot be had. */
export async function serveSimulator(simulator: Simulator, options: ServeOptions): Promise<SimulatorServer> {
  const host = options.host ?? LOOPBACK;
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    void serve(simulator, request, response);
  });
  const port = await listen(server, options.port, host);
  if (port instanceof Error) throw port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    close: () => closeServer(server),
  };
}

async function serve(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const answer = await simulator.answer(toWire(request, await readAll(request), gone.signal));
    response.writeHead(answer.status, answer.headers);
    if (typeof answer.body === "string") response.end(answer.body);
    else await pump(answer.body, response, gone.signal);
  } catch (error) {
    if (error instanceof ConnectionReset) request.socket.resetAndDestroy();
    else request.socket.destroy(error instanceof ConnectionCut || gone.signal.aborted ? undefined : asError(error));
  }
}

function toWire(request: IncomingMessage, body: string, signal: AbortSignal): WireRequest {
  const url = new URL(request.url ?? "/", "http://simulator");
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    header: (name) => request.headers[name]?.toString() ?? null,
    body,
    context: { simulated: null, id: null },
    signal,
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks).toString("utf8");
}

/** Writes a body no faster than it is read. Before a cut, what was written is flushed. */
async function pump(body: ReplyBody, response: ServerResponse, gone: AbortSignal): Promise<void> {
  gone.addEventListener("abort", () => body.cancel(), { once: true });
  for (let chunk = await nextOf(body, response); chunk !== null; chunk = await nextOf(body, response)) {
    if (!response.write(chunk)) await drained(response, gone);
    if (gone.aborted) return;
  }
  response.end();
}

async function nextOf(body: ReplyBody, response: ServerResponse): Promise<Uint8Array | null> {
  try {
    return await body.next();
  } catch (error) {
    await new Promise((resolve) => response.write("", resolve));
    throw error;
  }
}

function drained(response: ServerResponse, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      gone.removeEventListener("abort", done);
      resolve();
    };
    response.once("drain", done);
    gone.addEventListener("abort", done, { once: true });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
