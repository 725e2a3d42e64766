import type { Json, JsonObject } from "../../domain/values/json.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import { requestHash } from "./request-hash.ts";
import { requestParts } from "./request-parts.ts";

/** Takes what plays no part out of a text. */
export type Ignore = (text: string) => string;

/** What the answer to a metered request is found by. */
export interface MeteredIdentity {
  readonly requestHash: string;
  readonly requestParts: () => Readonly<Record<string, string>>;
}

/**
 * The hash of what an application asks: version, betas and body, whatever client sent it and whether it streams. What
 * `meter.ignore` matches in its texts plays no part.
 */
export function meteredIdentity(request: CompletionRequest, ignore: Ignore | null): MeteredIdentity {
  const body = ignore === null ? request.body : (withoutIgnored(request.body, ignore) as JsonObject); // a map stays one
  const { apiVersion } = request;
  const betas = sortedBetas(request.headers["anthropic-beta"]);
  const headers = betas === null ? {} : { "anthropic-beta": betas };
  return {
    requestHash: requestHash({ body, headers, apiVersion }),
    requestParts: () => requestParts(body, { "anthropic-version": apiVersion, ...headers }),
  };
}

function sortedBetas(header: string | undefined): string | null {
  const betas = (header ?? "").split(",").flatMap((beta) => (beta.trim() === "" ? [] : [beta.trim()]));
  return betas.length === 0 ? null : betas.toSorted().join(",");
}

function withoutIgnored(value: Json, ignore: Ignore): Json {
  if (typeof value === "string") return ignore(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withoutIgnored(item, ignore));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutIgnored(member, ignore)]));
}
