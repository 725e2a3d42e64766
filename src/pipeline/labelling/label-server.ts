import { usage } from "../../domain/diagnostics/usage.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseBoundedJson } from "../../base/bounded-json.ts";
import type { LabelWord } from "../../domain/formats/records.ts";
import { closeServer, isAskedByOwnName, listen, LOOPBACK, PRIVATE_PAGE } from "../../host/loopback.ts";
import { readRequestBody } from "../../host/request-body.ts";
import { labelPage, labelPolicy } from "../../report/history/label-page.ts";
import type { LabelSession, LabelTask } from "./label-session.ts";

const MAX_BYTES = 64 * 1024;
const WORDS: readonly LabelWord[] = ["pass", "fail", "unsure"];

/** What is shown of a task, as pairs of a title and a text. */
export interface LabelServerOptions {
  readonly session: LabelSession;
  readonly title: string;
  readonly question: string | ((task: LabelTask) => string);
  readonly partsOf: (task: LabelTask) => readonly (readonly [title: string, text: string])[];
  /** 0: any that is free. */
  readonly port: number;
}

export interface LabelServer {
  readonly url: string;
  /** Resolves when the last answer is labelled. */
  readonly finished: Promise<void>;
  close(): Promise<void>;
}

export type StartedLabelling =
  | { readonly status: "serving"; readonly server: LabelServer }
  | { readonly status: "refused"; readonly message: Sentence };

/**
 * Serves the page on which somebody labels, on loopback. Only names of this machine are answered (a page elsewhere whose name was
 * pointed here reads nothing), only the page itself may write (it is of this origin, and knows a secret that no other page can
 * read).
 */
export async function serveLabelling(options: LabelServerOptions): Promise<StartedLabelling> {
  const secret = randomBytes(16).toString("hex");
  const ended = withResolvers();
  const server = createServer((request, response) => {
    answer({ ...options, secret, finish: ended.resolve }, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, systemWords(error));
    });
  });
  const port = await listen(server, options.port);
  if (port instanceof Error) {
    return { status: "refused", message: usage("taken-port", { port: options.port, reason: port.message }) };
  }
  const close = (): Promise<void> => closeServer(server);
  return { status: "serving", server: { url: `http://${LOOPBACK}:${port}/`, finished: ended.promise, close } };
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

interface Serving extends LabelServerOptions {
  readonly secret: string;
  readonly finish: () => void;
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host = "", origin } = request.headers;
  if (!isAskedByOwnName(request)) return refuse(response, 403, refusalWords("foreign-name"));
  if (request.method === "GET" && request.url === "/") return sendPage(serving, response);
  if (request.method !== "POST") return refuse(response, 405, refusalWords("page-only"));
  if (origin !== `http://${host}` || request.headers["x-label-secret"] !== serving.secret)
    return refuse(response, 403, refusalWords("page-of-here-only"));
  if (request.headers["content-type"] !== "application/json") return refuse(response, 415, refusalWords("json-only"));
  const body = await readRequestBody(request, MAX_BYTES);
  const outcome = body === null ? refusalWords("body-too-long") : act(serving.session, request.url ?? "", body);
  if (outcome !== null) return refuse(response, 400, outcome);
  response.writeHead(200, { ...PRIVATE_PAGE, "content-type": "application/json" }).end(JSON.stringify(taskOf(serving)));
  if (serving.session.current === null) serving.finish();
}

/** Does what the page asks; returns what is wrong with it, or null. */
function act(session: LabelSession, path: string, body: string): Sentence | null {
  if (path === "/task") return null;
  if (path === "/skip") session.skip();
  else if (path === "/back") session.back();
  else if (path === "/label") return label(session, body);
  else return refusalWords("no-such-action");
  return null;
}

function label(session: LabelSession, body: string): Sentence | null {
  const value = parsed(body);
  if (typeof value !== "object" || value === null || !("word" in value)) return refusalWords("no-label");
  const word = WORDS.find((one) => one === value.word);
  const note = "note" in value && typeof value.note === "string" ? value.note.trim().slice(0, 10_000) : "";
  if (word === undefined) return refusalWords("no-label");
  session.label(word, note === "" ? null : note);
  return null;
}

function parsed(body: string): unknown {
  try {
    return parseBoundedJson(body, 10);
  } catch {
    return null;
  }
}

function taskOf({ session, question, partsOf }: Serving): object {
  const { current, progress } = session;
  if (current === null) return { ...progress, question: typeof question === "string" ? question : "", parts: null };
  const asked = typeof question === "string" ? question : question(current);
  return { ...progress, question: asked, parts: partsOf(current) };
}

function sendPage({ title, secret }: Serving, response: ServerResponse): void {
  const nonce = randomBytes(16).toString("base64");
  response.writeHead(200, {
    ...PRIVATE_PAGE,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": labelPolicy(nonce),
  });
  response.end(labelPage({ nonce, secret, title }));
}

function refuse(response: ServerResponse, status: number, message: Sentence): void {
  response.writeHead(status, { ...PRIVATE_PAGE, "content-type": "text/plain; charset=utf-8" });
  response.end(`prompt-run label: ${message}\n`);
}
