import { failureWords } from "../domain/diagnostics/failure-words.ts";
import type { ClientRequest } from "node:http";

/** What a proxy said to a CONNECT that it did not grant. */
export interface ProxyAnswer {
  /** `host:port`. */
  readonly proxy: string;
  readonly status: number;
  readonly statusText: string;
}

/** A connection that broke before it was through the proxy: nothing was sent to the target. */
export class ProxyFailure extends Error {
  readonly code = "ERR_PROXY";

  constructor(proxy: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(failureWords("no-proxy-way", { proxy, reason }), { cause });
  }
}

interface WatchedProxy {
  readonly name: string;
  /** Did the proxy let the request through? */
  isConnected(): boolean;
  refusal(): ProxyAnswer | null;
}

/** Listens for what the agents of proxies tell (`proxyConnect`, with the proxy's answer to a CONNECT). */
export function watchProxy(request: ClientRequest, proxy: string): WatchedProxy {
  let isConnected = false;
  let refusal: ProxyAnswer | null = null;
  request.once("socket", () => {
    if (request.reusedSocket) isConnected = true;
  });
  request.on("proxyConnect", (answer: { readonly statusCode?: number; readonly statusText?: string }) => {
    const { statusCode: status = 200, statusText = "" } = answer;
    isConnected = true;
    if (status !== 200) refusal = { proxy, status, statusText };
  });
  return { name: proxy, isConnected: () => isConnected, refusal: () => refusal };
}

/**
 * A proxy's refusal as a response of its own status, in the API's form of an error: 407 and 403 end a run as those of the
 * API do, 502 to 504 are tried again. The proxy's page is not passed on: it is not the target's answer.
 */
export function proxyRefusal({ proxy, status, statusText }: ProxyAnswer, target: string): Response {
  const message = failureWords("proxy-refuses", { proxy, target, status: `${status} ${statusText}`.trim() });
  const isError = Number.isInteger(status) && status >= 400 && status < 600;
  return Response.json({ type: "error", error: { type: "proxy_error", message } }, { status: isError ? status : 502 });
}
