import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of a text, as 64 hex digits. */
export function hashText(text: string): string {
  return hash("sha256", text);
}

/** SHA-256 of bytes, as 64 hex digits. */
export function hashBytes(bytes: Uint8Array): string {
  return hash("sha256", bytes);
}

/** SHA-256 of a value's canonical JSON: equal values hash alike whatever the order of their keys. */
export function hashValue(value: unknown): string {
  return hashText(canonicalJson(value));
}
