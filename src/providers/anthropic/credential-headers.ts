import type { Credential } from "../../domain/invocation.ts";

/** The header that lets a request in, for requests that do not go through the SDK's client. */
export function credentialHeaders({ kind, value }: Credential): Record<string, string> {
  return kind === "apiKey" ? { "x-api-key": value } : { authorization: `Bearer ${value}` };
}
