import type { TracerProvider } from "@opentelemetry/api";
import type { Anthropic, ClientOptions } from "@anthropic-ai/sdk";
import type { Credential } from "../../domain/invocation.ts";
import type { RequestTracing } from "../../domain/run/provider.ts";
import { clip } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import type { SdkOptions } from "./sdk-options.ts";

/** The SDK, loaded, with a client that reads nothing from the environment that would change a request. */
export interface LoadedSdk {
  readonly client: Anthropic;
  readonly errors: Pick<
    typeof Anthropic,
    "AnthropicError" | "APIError" | "APIConnectionError" | "APIConnectionTimeoutError" | "APIUserAbortError"
  >;
}

/**
 * Loads the SDK (0.2–0.4 s) and makes its client. Its retries are off: the run stage owns the schedule. One explicit
 * credential stops its look-ups in the environment and in profiles on disk.
 */
export async function loadSdk(options: SdkOptions): Promise<LoadedSdk> {
  const { Anthropic } = await import("@anthropic-ai/sdk");
  const client = new Anthropic({
    ...credentialOption(options.credential),
    webhookKey: null,
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: options.connectTimeoutMs,
    fetch: options.fetch,
    // A redirect would carry the prompts to a host that nobody named.
    fetchOptions: { redirect: "manual" },
    logLevel: options.logLevel,
    logger: loggerTo(options.log),
    ...tracingOption(options.tracing ?? null),
  });
  dropEnvironmentHeaders(client);
  return { client, errors: Anthropic };
}

function credentialOption(credential: Credential): Pick<ClientOptions, "apiKey" | "authToken"> {
  const { kind, value } = credential;
  return { apiKey: kind === "apiKey" ? value : null, authToken: kind === "authToken" ? value : null };
}

function tracingOption(tracing: RequestTracing | null): Pick<ClientOptions, "openTelemetry"> {
  // Nobody asked for spans: those of the SDK are not sent to the provider of whatever program this runs in.
  if (tracing === null) return { openTelemetry: false };
  const { capturesContent } = tracing;
  // `telemetry/` makes it, by the types of OpenTelemetry's API.
  const tracerProvider = tracing.tracerProvider as TracerProvider;
  return { openTelemetry: { tracerProvider, traces: { contentMode: capturesContent ? "content" : "metadata_only" } } };
}

/** The constructor takes in ANTHROPIC_CUSTOM_HEADERS: headers that no plan, hash or report would know of. */
function dropEnvironmentHeaders(client: Anthropic): void {
  // `_options` is public in the SDK's source but stripped from its types; a test holds that this works.
  const { _options } = client as unknown as { readonly _options: { defaultHeaders?: object } };
  _options.defaultHeaders = {};
}

type LogMethod = (message: string, ...rest: unknown[]) => void;

/** Pieces of an answer that cannot be read: the failure of its attempt says so, and an answer is nothing for a log. */
const PIECES = /^(?:Could not parse message into JSON|From chunk):/;
/** So much of what the SDK logs is shown. */
const LOGGED_CHARS = 500;

function loggerTo(log: (line: string) => void): Record<"error" | "warn" | "info" | "debug", LogMethod> {
  const at =
    (level: string): LogMethod =>
    (message, ...rest) => {
      if (PIECES.test(message)) return;
      log(clip(printableLine(`sdk ${level}: ${[message, ...rest].map(wordOf).join(" ")}`), LOGGED_CHARS));
    };
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}

function wordOf(part: unknown): string {
  if (typeof part === "string") return part;
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return String(part); // circular: a name is enough for a log
  }
}

/** The table has every date of the SDK's (a test holds it): validation says it first, and at the line that names the model. */
const TOLD_BEFORE = /^sdk warn: The model '[^']*' is deprecated/;

/**
 * Runs a call of the SDK with `console.warn` turned to `log`: `messages.create` warns of deprecated models there and not
 * in its logger. The SDK warns before it returns its promise, so the console is borrowed for no longer than that.
 */
export function withoutConsoleWarnings<T>(log: (line: string) => void, call: () => T): T {
  /* oxlint-disable no-console -- taken away from the SDK, not written to */
  const warn = console.warn;
  console.warn = loggerTo((line) => (TOLD_BEFORE.test(line) ? undefined : log(line))).warn;
  try {
    return call();
  } finally {
    console.warn = warn;
  }
  /* oxlint-enable no-console */
}
