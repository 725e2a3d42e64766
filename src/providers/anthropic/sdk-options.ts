import type { Credential } from "../../domain/invocation.ts";
import type { RequestTracing } from "../../domain/run/provider.ts";
import type { Fetch } from "../../domain/values/fetch.ts";

/** What the SDK's client is made from. Without the SDK's own types: whoever installs the package has these alone. */
export interface SdkOptions {
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly fetch: Fetch;
  /** Longest wait for response headers. */
  readonly connectTimeoutMs: number;
  readonly logLevel: "off" | "error" | "warn" | "info" | "debug";
  readonly log: (line: string) => void;
  /** Where the SDK's spans go; null or left out: where the process's own provider, if it has one, takes them. */
  readonly tracing?: RequestTracing | null;
}
