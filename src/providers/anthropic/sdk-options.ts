import type { Credential } from "../../domain/invocation.ts";
import type { RequestTracing } from "../../domain/run/provider.ts";
import type { Fetch } from "../../domain/values/fetch.ts";

/** What the SDK's client is made from. It uses none of the SDK's own types: users who install the package do not have them. */
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
