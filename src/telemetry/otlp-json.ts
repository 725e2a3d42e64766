/** A value that an attribute may have. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];
export type Attributes = Readonly<Record<string, AttributeValue | null | undefined>>;

/** A finished span. Ids in hex, times in epoch milliseconds. */
export interface SpanData {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly scope: Scope;
  readonly name: string;
  /** As the API numbers them: 0 internal, 2 client. */
  readonly kind: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  /** 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code: number; readonly message?: string };
}

/** An event of the logs signal. */
export interface EventData {
  readonly name: string;
  readonly atMs: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

export interface Scope {
  readonly name: string;
  readonly version?: string;
}

const SEVERITY_INFO = 9;

/** An `ExportTraceServiceRequest` in OTLP's JSON encoding (opentelemetry-proto 1.x). */
export function tracesJson(resource: Attributes, spans: readonly SpanData[]): object {
  const scopes = new Map<string, SpanData[]>();
  for (const span of spans) scopes.set(span.scope.name, [...(scopes.get(span.scope.name) ?? []), span]);
  const scopeSpans = [...scopes.values()].map((own) => ({ scope: own[0]?.scope, spans: own.map(spanJson) }));
  return { resourceSpans: [{ resource: { attributes: attributesJson(resource) }, scopeSpans }] };
}

/** An `ExportLogsServiceRequest` in OTLP's JSON encoding. */
export function logsJson(resource: Attributes, scope: Scope, events: readonly EventData[]): object {
  const scopeLogs = [{ scope, logRecords: events.map(eventJson) }];
  return { resourceLogs: [{ resource: { attributes: attributesJson(resource) }, scopeLogs }] };
}

function spanJson({ traceId, spanId, parentSpanId, name, status, ...span }: SpanData): object {
  const { kind, startMs, endMs, attributes } = span;
  return {
    traceId,
    spanId,
    name,
    status,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    kind: kind + 1, // OTLP has 0 for "unspecified"
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(endMs),
    attributes: attributesJson(attributes),
  };
}

function eventJson({ name, atMs, attributes, ...place }: EventData): object {
  const at = nanoseconds(atMs);
  return {
    ...place,
    eventName: name,
    timeUnixNano: at,
    observedTimeUnixNano: at,
    severityNumber: SEVERITY_INFO,
    attributes: attributesJson(attributes),
  };
}

function attributesJson(attributes: Attributes): object[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: valueJson(value) }],
  );
}

function valueJson(value: AttributeValue): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map(valueJson) } };
}

/** 64-bit integers are strings in OTLP's JSON; a double of nanoseconds would lose its last digits. */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
