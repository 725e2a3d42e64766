import { Readable } from "node:stream";
import type { Fetch } from "../../domain/values/fetch.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";

/** STS and SSO answer in a few kilobytes. */
const BOUNDS = { maxBytes: 1_000_000, timeoutMs: 30_000 };

/** A request as AWS's clients hand it to their handler (Smithy's HttpRequest). */
interface SmithyRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SmithyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** AWS's clients send by this `fetch`, through the same proxies and certificates as every other request. */
export function fetchHandler(fetch: Fetch): {
  handle(request: SmithyRequest): Promise<{ readonly response: SmithyResponse }>;
  destroy(): void;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): object;
} {
  const bounded = boundedFetch(fetch, BOUNDS);
  return {
    async handle(request) {
      const { method, headers, body } = request;
      const text = body === undefined || body === null ? null : textOf(body);
      const { host: _host, "content-length": _length, ...sent } = headers;
      const response = await bounded(urlOf(request), {
        method,
        headers: sent,
        ...(text === null ? {} : { body: text }),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      const { status, headers: answered } = response;
      return { response: { statusCode: status, headers: Object.fromEntries(answered), body: Readable.from([bytes]) } };
    },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : Buffer.from(body as Uint8Array).toString("utf8"); // bodies of STS and SSO are texts
}

function urlOf({ protocol, hostname, port, path, query = {} }: SmithyRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
      url.searchParams.append(name, typeof one === "string" ? one : "");
    }
  }
  return url.href;
}
