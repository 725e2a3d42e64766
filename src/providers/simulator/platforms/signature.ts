import { createHash, createHmac } from "node:crypto";
import type { WireRequest } from "../replies/wire.ts";

/** The key pair that a simulated AWS knows: that of AWS's own examples. */
export const KNOWN_KEYS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
} as const;

const SCHEME =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Is the request signed by the known keys? Null: it is not signed at all; else what is wrong, or "" for nothing. */
export function signatureFault(request: WireRequest, services: readonly string[]): string | null {
  const header = request.header("authorization") ?? "";
  if (!header.startsWith("AWS4-")) return null;
  const [, keyId = "", day = "", region = "", service = "", names = "", signature = ""] = SCHEME.exec(header) ?? [];
  if (signature === "") return "IncompleteSignatureException";
  if (keyId !== KNOWN_KEYS.accessKeyId) return "UnrecognizedClientException: the security token is invalid";
  if (!services.includes(service))
    return `SignatureDoesNotMatch: Credential should be scoped to correct service: '${services[0]}'`;
  const time = request.header("x-amz-date") ?? "";
  if (!time.startsWith(day)) return "SignatureDoesNotMatch: Date in Credential scope does not match x-amz-date";
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, sha256(canonicalRequest(request, names))].join("\n");
  const key = ["aws4_request"].reduce(
    hmac,
    hmac(hmac(hmac(`AWS4${KNOWN_KEYS.secretAccessKey}`, day), region), service),
  );
  const expected = hmac(key, text).toString("hex");
  return expected === signature ? "" : "SignatureDoesNotMatch: The request signature we calculated does not match";
}

/** AWS, "Create a signed request", step 1. The path is encoded once more than it is sent. */
function canonicalRequest(request: WireRequest, names: string): string {
  const path = request.path.split("/").map(encoded).join("/");
  const query = [...request.query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
  const headers = names
    .split(";")
    .map((name) => `${name}:${(request.header(name) ?? "").trim().replace(/\s+/g, " ")}\n`);
  return [request.method, path, query, headers.join(""), names, sha256(request.body)].join("\n");
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
