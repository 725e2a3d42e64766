import type { AuthKind } from "../../domain/endpoint.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { isJsonObject, type JsonObject } from "../../domain/values/json.ts";
import { tokenFetch } from "../anthropic/token-fetch.ts";
import type { TokenProvider } from "../anthropic/token-provider.ts";
import type { EndpointSettings, Platform } from "./platform.ts";

/** Keys that AWS signs with. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** What lets requests in: a key and how it is sent, keys of AWS, which may change, or tokens that are minted. */
export type EndpointKey =
  | { readonly auth: Exclude<AuthKind, "sigv4">; readonly value: string }
  | { readonly auth: "sigv4"; readonly keys: () => Promise<AwsKeys>; readonly region: string }
  | { readonly auth: "tokens"; readonly mint: TokenProvider };

export interface EndpointFetchOptions {
  readonly platform: Platform;
  readonly settings: EndpointSettings;
  /** Headers of the config and of the environment. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: what the client sends of itself holds. */
  readonly key: EndpointKey | null;
  /** Epoch milliseconds: signatures name their time. */
  readonly now: () => number;
}

/** A `fetch` that turns requests of the Claude API into those of a platform or gateway, and its answers back. */
export function endpointFetch(direct: Fetch, options: EndpointFetchOptions): Fetch {
  const { platform, settings, key, now } = options;
  const fetch = key?.auth === "tokens" ? tokenFetch(direct, { mint: key.mint, beta: null, now }) : direct;
  return async (input, init) => {
    if (typeof input !== "string") throw new TypeError("an endpoint's fetch takes a URL as text");
    const headers = new Headers(init?.headers);
    addHeaders(headers, { ...platform.headers(settings), ...options.headers });
    const written = typeof init?.body === "string" ? init.body : null;
    const wire = rewritten(platform, settings, { url: new URL(input), headers, written });
    const { url, body } = wire;
    if (key !== null) await authorize(key, { ...options, url, headers, body, method: init?.method ?? "GET" });
    const response = await fetch(url.href, { ...init, headers, ...(body === null ? {} : { body }) });
    return platform.decode?.(response) ?? response;
  };
}

/** Betas add up; what says how a body is to be read stays as it is. */
const KEPT: readonly string[] = ["anthropic-version", "content-type", "content-length", "host"];

function addHeaders(headers: Headers, added: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(added)) {
    const lower = name.toLowerCase();
    if (lower === "anthropic-beta") headers.append(name, value);
    else if (!KEPT.includes(lower) || !headers.has(name)) headers.set(name, value);
  }
}

interface Written {
  readonly url: URL;
  readonly headers: Headers;
  readonly written: string | null;
}

function rewritten(
  platform: Platform,
  settings: EndpointSettings,
  { url, headers, written }: Written,
): { readonly url: URL; readonly body: string | null } {
  if (platform.rewrite === undefined || written === null) return { url, body: written };
  const parsed: unknown = JSON.parse(written); // what the SDK has just written
  if (!isJsonObject(parsed)) return { url, body: written };
  const moved = platform.rewrite({ url, body: parsed satisfies JsonObject, headers }, settings);
  return { url: moved.url, body: JSON.stringify(moved.body) };
}

interface Unsigned {
  readonly platform: Platform;
  readonly now: () => number;
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
}

async function authorize(key: EndpointKey, request: Unsigned): Promise<void> {
  if (key.auth === "tokens") return; // whoever sends puts them in, and renews them
  const { headers } = request;
  headers.delete("authorization");
  headers.delete("x-api-key");
  if (key.auth === "bearer") headers.set("authorization", `Bearer ${key.value}`);
  else if (key.auth !== "sigv4") headers.set(key.auth, key.value);
  else await sign(key, request);
}

/** Signature Version 4 (AWS, "Create a signed request") over what is sent; the time is that of the given clock. */
async function sign(key: Extract<EndpointKey, { readonly auth: "sigv4" }>, request: Unsigned): Promise<void> {
  const { AwsV4Signer } = await import("aws4fetch");
  const { headers, url, method, body, platform, now } = request;
  if (platform.signedAs === undefined) throw new RangeError(`${platform.name} takes no signatures`);
  const { accessKeyId, secretAccessKey, sessionToken } = await key.keys();
  const datetime = new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, "");
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers,
    ...(body === null ? {} : { body }),
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === null ? {} : { sessionToken }),
    service: platform.signedAs,
    region: key.region,
    datetime,
  });
  const signed = await signer.sign();
  for (const [name, value] of signed.headers) headers.set(name, value);
  headers.delete("host"); // Node writes the URL's
}
