import { usage } from "../../../domain/diagnostics/usage.ts";
import { refusalWords } from "../../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { basename } from "node:path";
import { closeServer, isAskedByOwnName, listen, LOOPBACK, PRIVATE_PAGE } from "../../../host/loopback.ts";
import { runAddress } from "../../../report/history/stored-run.ts";
import { exportedMarks, saveMark } from "./view-marks.ts";
import { viewPage, type ViewedStore } from "./view.ts";

export interface ViewServer {
  readonly url: string;
  /** Stops listening and ends the open connections. */
  close(): Promise<void>;
}

export type StartedView =
  | { readonly status: "serving"; readonly server: ViewServer }
  | { readonly status: "refused"; readonly message: Sentence };

/** The path of a run's report. */
export function runPath(folder: string): string {
  return runAddress(basename(folder));
}

/**
 * Serves the pages of a store on loopback, unless the port cannot be had. GET and HEAD are answered, and what
 * our own pages send of marks; all of it only under a name of this machine: a page elsewhere whose name was pointed here (DNS rebinding) reads nothing.
 */
export async function serveView(viewed: ViewedStore, port: number): Promise<StartedView> {
  const server = createServer((request, response) => {
    serve(viewed, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const own = await listen(server, port);
  if (own instanceof Error) return { status: "refused", message: usage("taken-port", { port, reason: own.message }) };
  return { status: "serving", server: { url: `http://${LOOPBACK}:${own}`, close: () => closeServer(server) } };
}

async function serve(viewed: ViewedStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isAskedByOwnName(request)) return refuse(response, 403, refusalWords("foreign-name"));
  const url = new URL(request.url ?? "/", `http://${LOOPBACK}`);
  if (request.method === "POST" && url.pathname === "/marks") return keepMark(viewed, request, response);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, refusalWords("get-only"));
  if (url.pathname === "/marks.jsonl") return sendMarks(viewed, request, response);
  const { status, policy, pieces } = await viewPage(url.pathname, url.searchParams, viewed);
  response.writeHead(status, {
    ...PRIVATE_PAGE,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${policy}; frame-ancestors 'none'`,
  });
  if (request.method === "HEAD") return void response.end();
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}

/** Keeps what a reader said of a case. */
async function keepMark(viewed: ViewedStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const saved = await saveMark(request, viewed.store, { mask: viewed.mask, nowMs: Date.now() });
  if (saved.status === "refused") return refuse(response, saved.code, saved.message);
  response.writeHead(204, PRIVATE_PAGE).end();
}

function sendMarks({ store }: ViewedStore, { method }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...PRIVATE_PAGE,
    "content-type": "application/x-ndjson; charset=utf-8",
    "content-disposition": 'attachment; filename="marks.jsonl"',
  });
  response.end(method === "HEAD" ? undefined : exportedMarks(store));
}

function refuse(response: ServerResponse, status: number, message: Sentence): void {
  const allow = status === 405 ? { allow: "GET, HEAD" } : {};
  response.writeHead(status, { ...PRIVATE_PAGE, ...allow, "content-type": "text/plain; charset=utf-8" });
  response.end(`prompt-run view: ${message}\n`);
}
