import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A span or event as it came over the wire, its attributes as a map. */
export interface Received {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly kind: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly status: { readonly code: number };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: readonly Received[];
  readonly events: readonly Received[];
  readonly resources: readonly Readonly<Record<string, unknown>>[];
  /** All bodies as they came. */
  readonly bodies: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What OTLP's JSON nests: groups by resource and scope, and in them spans or log records. */
interface Wire {
  readonly attributes?: readonly Attribute[];
  readonly name?: string;
  readonly eventName?: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly resource?: Wire;
  readonly scope?: Wire;
  readonly scopeSpans?: readonly Wire[];
  readonly scopeLogs?: readonly Wire[];
  readonly spans?: readonly Wire[];
  readonly logRecords?: readonly Wire[];
}

interface Body {
  readonly resourceSpans?: readonly Wire[];
  readonly resourceLogs?: readonly Wire[];
}

/** An OTLP/HTTP endpoint on loopback that answers with `status`. It keeps what came in the JSON encoding. */
export async function receiveOtlp(status = 200): Promise<OtlpReceiver> {
  const spans: Received[] = [];
  const events: Received[] = [];
  const resources: Readonly<Record<string, unknown>>[] = [];
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      bodies.push(body);
      headers.push(request.headers);
      const { resourceSpans = [], resourceLogs = [] } = JSON.parse(body) as Body;
      for (const { resource } of [...resourceSpans, ...resourceLogs]) resources.push(plain(resource));
      for (const { scope, spans: own = [] } of resourceSpans.flatMap(({ scopeSpans = [] }) => scopeSpans)) {
        spans.push(...own.map((item) => received(item, scope)));
      }
      for (const { scope, logRecords = [] } of resourceLogs.flatMap(({ scopeLogs = [] }) => scopeLogs)) {
        events.push(...logRecords.map((item) => received(item, scope)));
      }
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, spans, events, resources, bodies, headers, close };
}

function received(item: Wire, scope: Wire | undefined): Received {
  return {
    ...(item as unknown as Received),
    name: item.name ?? item.eventName ?? "",
    parentSpanId: item.parentSpanId ?? null,
    startMs: Number(BigInt(item.startTimeUnixNano ?? 0) / 1_000_000n),
    endMs: Number(BigInt(item.endTimeUnixNano ?? 0) / 1_000_000n),
    attributes: plain(item),
    scope: scope?.name ?? "",
  };
}

function plain(holder: Wire | undefined): Record<string, unknown> {
  return Object.fromEntries((holder?.attributes ?? []).map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: Readonly<Record<string, unknown>>): unknown {
  if ("intValue" in value) return Number(value["intValue"]);
  return Object.values(value)[0];
}
