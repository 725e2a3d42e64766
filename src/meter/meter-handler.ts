import { meterWords } from "../domain/diagnostics/meter-words.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_JSON_LEVELS, parseBoundedJson } from "../base/bounded-json.ts";
import type { MeterDesk, MeteredReply, WireAnswer } from "../domain/run/metering.ts";
import { isJsonObject, type JsonObject } from "../domain/values/json.ts";
import { apiError, errorEvent, type Refusal, refusal } from "./api-words.ts";
import { denial, type Door } from "./check-request.ts";
import { LostAnswers } from "./lost-answers.ts";
import { readBody } from "./read-body.ts";
import { ResponseRelay } from "./response-relay.ts";
import { isCall, type Route, routeOf, splitPath } from "./routes.ts";

export interface HandlerOptions {
  readonly door: Door;
  /** By the token of their address; null: that address is closed. */
  readonly desks: ReadonlyMap<string, MeterDesk | null>;
  readonly maxBodyBytes?: number;
  readonly bodyTimeoutMs?: number;
}

const MAX_BODY_BYTES = 32_000_000;
const BODY_TIMEOUT_MS = 120_000;
/** What applications have not read may take so much memory in all; then no new answer is begun. */
const MAX_UNREAD_BYTES = 256_000_000;
/** So long a client that sent too much may read why before it is cut off. */
const LINGER_MS = 2_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Takes in the requests of applications: who may ask, what is asked, and how the answer is written. */
export function createMeterHandler(options: HandlerOptions): Handler {
  const open = new Set<ServerResponse>();
  const lost = new LostAnswers();
  return async (request, response) => {
    lost.requestOn(request.socket);
    open.add(response);
    response.once("close", () => open.delete(response));
    const address = addressOf(request, options);
    const refuse = (answer: Refusal): void => {
      if (isCall(request.method ?? "GET", address.rest)) address.desk?.refused(answer.says);
      write(request, response, answer);
    };
    const asked = whatIsAsked(request, options.door, address);
    if ("says" in asked) return refuse(asked);
    const body = await bodyOf(request, options);
    if (typeof body !== "string") return refuse(body);
    const exchange: Exchange = { ...asked, request, response, lost, refuse };
    const unread = [...open].reduce((sum, { writableLength }) => sum + writableLength, 0);
    if (unread > MAX_UNREAD_BYTES)
      return write(request, response, apiError(529, meterWords("unread"), { isFinal: false }));
    return asked.route.kind === "messages" ? answerMessages(exchange, body) : answerFree(exchange, body);
  };
}

/** Where a request goes: a desk; null: one that is closed; undefined: nowhere. `rest`: the path below its address. */
interface Addressed {
  readonly desk: MeterDesk | null | undefined;
  readonly path: string;
  readonly rest: string;
  readonly query: string;
}

function addressOf({ url }: IncomingMessage, { desks }: HandlerOptions): Addressed {
  const [path = "/", ...query] = (url ?? "/").split("?");
  const { token = null, rest = path } = splitPath(path) ?? {};
  return { desk: token === null ? undefined : desks.get(token), path, rest, query: query.join("?") };
}

interface Asked extends Pick<Addressed, "query"> {
  readonly desk: MeterDesk;
  readonly route: Route;
}

/** What a request asks, and of which desk; or why it is not let in. */
function whatIsAsked(request: IncomingMessage, door: Door, { desk, path, rest, query }: Addressed): Asked | Refusal {
  const denied = denial(request, door);
  if (denied !== null) return denied;
  if (desk === undefined) return refusal(404, meterWords("no-address", { path: path.slice(0, 100) }));
  if (desk === null) return refusal(403, meterWords("closed-address"));
  const { method = "GET" } = request;
  const route = routeOf(method, rest);
  if (route.kind === "batches") return refusal(404, meterWords("batches"));
  if (route.kind === "unknown") {
    return refusal(404, meterWords("other-route", { asked: `${method} ${rest.slice(0, 100)}` }));
  }
  return { desk, route, query };
}

async function bodyOf(request: IncomingMessage, options: HandlerOptions): Promise<string | Refusal> {
  const { maxBodyBytes = MAX_BODY_BYTES, bodyTimeoutMs = BODY_TIMEOUT_MS } = options;
  const read = await readBody(request, { maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs });
  switch (read.status) {
    case "read":
      return read.text;
    case "too-large":
      return refusal(413, meterWords("large-body", { mostMegabytes: Math.floor(maxBodyBytes / 1_000_000) }));
    case "compressed":
      return refusal(415, meterWords("compressed-body", { encoding: read.encoding.slice(0, 40) }));
    case "gone":
      return refusal(400, meterWords("half-body"));
  }
}

interface Exchange extends Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly lost: LostAnswers;
  /** Refuses the request. The desk knows it before the application does, as the next answers depend on it. */
  readonly refuse: (answer: Refusal) => void;
}

async function answerMessages(exchange: Exchange, text: string): Promise<void> {
  const { desk, query, request, response, lost, refuse } = exchange;
  const parsed = parseMessage(text);
  if (!parsed.ok) return refuse(parsed.refusal);
  const { headers } = request;
  const { stream, ...body } = parsed.body;
  const version = headers["anthropic-version"];
  if (typeof version !== "string" || version === "") return refuse(refusal(400, meterWords("no-version")));
  const relay = new ResponseRelay(response, { wantsEvents: stream === true, query });
  const betas = headers["anthropic-beta"]?.toString() ?? null;
  const answer = await desk.ask({ body, apiVersion: version, betas, relay });
  const { reply } = answer;
  const isWritten = sent(response);
  finish(request, response, { reply, relay });
  const isDelivered = (await isWritten) && reply.status !== "broken";
  answer.delivered(isDelivered);
  if (isDelivered) lost.wroteTo(request.socket, () => answer.delivered(false));
}

function parseMessage(text: string): { ok: true; body: JsonObject } | { ok: false; refusal: Refusal } {
  try {
    const value = parseBoundedJson(text, MAX_JSON_LEVELS);
    if (isJsonObject(value)) return { ok: true, body: value };
    return { ok: false, refusal: refusal(400, meterWords("no-object")) };
  } catch (error) {
    const { message: reason } = error as SyntaxError; // it throws SyntaxErrors only
    return { ok: false, refusal: refusal(400, meterWords("no-json", { reason })) };
  }
}

interface Dealt {
  readonly reply: MeteredReply;
  readonly relay: ResponseRelay;
}

function finish(request: IncomingMessage, response: ServerResponse, { reply, relay }: Dealt): void {
  if (reply.status === "written") return write(request, response, reply.answer);
  if (reply.status === "passed") return void response.end();
  // A stream can say what happened to it; half a JSON text cannot.
  if (!relay.wantsEvents) return void response.destroy();
  response.end(reply.error === null ? "" : errorEvent(reply.error));
}

/** Resolves when all was handed to the other side, or cannot be any more. */
function sent(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(response.writableFinished);
    response.once("finish", () => resolve(true));
    response.once("close", () => resolve(response.writableFinished));
  });
}

async function answerFree({ desk, route, query, request, response }: Exchange, body: string): Promise<void> {
  if (route.kind !== "free") return;
  const gone = new AbortController();
  response.once("close", () => gone.abort("whoever asked is gone"));
  const { headers } = request;
  const answer = await desk.askFree({
    method: route.method,
    path: route.path,
    query,
    body,
    apiVersion: headers["anthropic-version"]?.toString() ?? "",
    betas: headers["anthropic-beta"]?.toString() ?? null,
    signal: gone.signal,
  });
  write(request, response, answer);
}

/** Writes a whole response. A body that is still coming in is not waited for. */
function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: WireAnswer): void {
  if (response.destroyed) return;
  const isUnread = !request.complete;
  response.writeHead(status, {
    ...headers,
    "content-length": body.byteLength,
    ...(isUnread ? { connection: "close" } : {}),
  });
  response.end(body);
  if (!isUnread) return;
  request.resume();
  setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
}
