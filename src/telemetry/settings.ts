/** Where traces and events go, and what may be in them. */
export interface TelemetrySettings {
  /** Full URLs; null: that signal is not wanted. */
  readonly tracesUrl: string | null;
  readonly logsUrl: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** For one request. */
  readonly timeoutMs: number;
  /** Attributes of the resource, e.g. `service.name`. */
  readonly resource: Readonly<Record<string, string>>;
  /** The span that the run belongs to, e.g. a CI job's: W3C `TRACEPARENT`. */
  readonly parent: { readonly traceId: string; readonly spanId: string } | null;
  /** May texts of prompts and answers be sent? The SDK's own switch, so that its spans and our events agree. */
  readonly capturesContent: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_TIMEOUT_MS = 10_000;
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/;

/** The settings of the OpenTelemetry specification ("OTLP exporter configuration"); null when no endpoint is named or it is disabled. */
export function telemetrySettings(env: Env): TelemetrySettings | null {
  if (env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return null;
  const tracesUrl = env["OTEL_TRACES_EXPORTER"] === "none" ? null : signalUrl(env, "traces");
  const logsUrl = env["OTEL_LOGS_EXPORTER"] === "none" ? null : signalUrl(env, "logs");
  if (tracesUrl === null && logsUrl === null) return null;
  const [, traceId, spanId] = TRACEPARENT.exec(env["TRACEPARENT"] ?? "") ?? [];
  const resource = pairs(env["OTEL_RESOURCE_ATTRIBUTES"]);
  return {
    tracesUrl,
    logsUrl,
    headers: pairs(env["OTEL_EXPORTER_OTLP_HEADERS"]),
    timeoutMs: Number(env["OTEL_EXPORTER_OTLP_TIMEOUT"]) || DEFAULT_TIMEOUT_MS,
    resource: { "service.name": "prompt-run", ...resource, ...serviceName(env) },
    parent: traceId === undefined || spanId === undefined ? null : { traceId, spanId },
    capturesContent: env["ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE"]?.toLowerCase() === "content",
  };
}

/** A signal's own endpoint is taken as it is; the common one gets the signal's path. */
function signalUrl(env: Env, signal: "traces" | "logs"): string | null {
  const own = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`];
  if (own) return own;
  const base = env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  return base ? `${base.replace(/\/+$/, "")}/v1/${signal}` : null;
}

function serviceName(env: Env): Record<string, string> {
  const name = env["OTEL_SERVICE_NAME"];
  return name ? { "service.name": name } : {};
}

/** `a=1,b=%20` as the W3C baggage format has it. What is no pair is left out. */
function pairs(text: string | undefined): Record<string, string> {
  const entries = (text ?? "").split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const] : [];
  });
  return Object.fromEntries(entries);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
