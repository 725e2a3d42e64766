import { hashValue } from "../../base/hash.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";

/** Headers that say who asks or trace how, not what is asked. Lower case. */
const IMMATERIAL: readonly string[] = [
  "authorization",
  "x-api-key",
  "proxy-authorization",
  "cookie",
  "user-agent",
  "traceparent",
  "tracestate",
  "x-request-id",
  "x-correlation-id",
  "idempotency-key",
];

/**
 * Under which hash the answer to a request is found again: SHA-256 of API version, headers and body, whatever the order
 * of their keys. Credentials, tracing and the name of the client make no other request;
 * an endpoint that the arm names does.
 */
export function requestHash({ body, headers, apiVersion, endpoint }: CompletionRequest): string {
  const material = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !IMMATERIAL.includes(name));
  const asked = [apiVersion, Object.fromEntries(material), body];
  return hashValue(endpoint === undefined ? asked : [...asked, endpoint]);
}
