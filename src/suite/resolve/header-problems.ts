import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { SettingsLayer } from "./settings.ts";

/** RFC 9110 §5.1: a header's name is a token. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 §5.5: visible ASCII, spaces, tabs and the bytes above; a line break would begin another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that hold a secret: what a suite says goes into version control, the journal and reports. */
const CREDENTIALS = ["x-api-key", "authorization", "proxy-authorization"];

/**
 * Headers that decide where a request goes (to which host, by whose certificate, through which proxy) or how it is framed
 * (RFC 9110 §7.6.1 and §7.2, RFC 9112 §6): they are the connection's, and one that a suite sets could hand the key to another.
 */
const CONNECTION_HEADERS: readonly string[] = [
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "expect",
  "upgrade",
  "http2-settings",
  "te",
  "trailer",
  "cookie",
  "cookie2",
  "forwarded",
  "x-forwarded-host",
];
const PROXY_PREFIX = "proxy-";

/** Reports the extra headers that HTTP cannot carry, those of the connection, and credentials, each where it is written. */
export function reportHeaders(layers: readonly SettingsLayer[], at: Resolving): void {
  for (const layer of layers) {
    const headers: Json = layer.values["headers"] ?? null;
    if (typeof headers !== "object" || headers === null) continue;
    for (const [name, value] of Object.entries(headers)) {
      const problem = nameProblem(name) ?? valueProblem(name, value);
      if (problem !== null) at.reportAt(placeOf(layer, name, problem.at), problem);
    }
  }
}

type HeaderProblem = Parameters<Resolving["reportAt"]>[1] & { readonly at: "key" | "value" };

function nameProblem(name: string): HeaderProblem | null {
  const lower = name.toLowerCase();
  if (!NAME.test(name)) return { ...said("bad-header.name", { name }), at: "key" };
  if (CREDENTIALS.includes(lower)) return { ...said("credential-in-suite.header", { name }), at: "key" };
  if (CONNECTION_HEADERS.includes(lower) || lower.startsWith(PROXY_PREFIX)) {
    return { ...said("connection-header", { name }), at: "key" };
  }
  return null;
}

function valueProblem(name: string, value: Json): HeaderProblem | null {
  if (typeof value !== "string" || VALUE.test(value)) return null;
  return { ...said("bad-header.value", { name }), at: "value" };
}

function placeOf(layer: SettingsLayer, name: string, which: "key" | "value"): Place {
  const place = layer.place("headers");
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, name], at: which } : place;
}
