import type { Fetch } from "../../domain/values/fetch.ts";
import type { FreeAsk } from "../../domain/run/metering.ts";
import type { Failure } from "../../domain/run/provider.ts";
import type { RawRefusal } from "../../domain/run/relay.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { connectionFailure } from "../anthropic/connection-failure.ts";
import { credentialHeaders } from "../anthropic/credential-headers.ts";
import type { Credential } from "../../domain/invocation.ts";
import { shownHeaders } from "./shown-headers.ts";

export interface FreeCallOptions {
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly fetch: Fetch;
}

/** The API's response, whatever it says, or why there is none. */
export type FreeAnswer =
  | ({ readonly kind: "response" } & RawRefusal)
  | { readonly kind: "failed"; readonly failure: Failure };

/** Lists of models and counts of tokens are short; a long prompt takes its time to count. */
const BOUNDS = { maxBytes: 4 * 1024 * 1024, timeoutMs: 120_000 };

/** Passes on what costs nothing. */
export function createFreeCalls({
  baseUrl,
  credential,
  fetch,
}: FreeCallOptions): (ask: FreeAsk) => Promise<FreeAnswer> {
  const bounded = boundedFetch(fetch, BOUNDS);
  const letIn = credentialHeaders(credential);
  return async ({ method, path, query, body, apiVersion, betas, signal }) => {
    const init: RequestInit = {
      method,
      headers: {
        "user-agent": "prompt-run",
        ...(apiVersion === "" ? {} : { "anthropic-version": apiVersion }),
        ...(betas === null ? {} : { "anthropic-beta": betas }),
        ...(method === "GET" ? {} : { "content-type": "application/json" }),
        ...letIn,
      },
      ...(method === "GET" ? {} : { body }),
      redirect: "manual",
      signal,
    };
    try {
      const response = await bounded(`${baseUrl}${path}${query === "" ? "" : `?${query}`}`, init);
      const bytes = Buffer.from(await response.arrayBuffer());
      return { kind: "response", status: response.status, headers: shownHeaders(response.headers), body: bytes };
    } catch (error) {
      return { kind: "failed", failure: connectionFailure(error, new URL(baseUrl).host) };
    }
  };
}
