import { createHash } from "node:crypto";

/** A signature of thinking that this simulator can know again, whatever process it runs in. */
export function signThinking(thinking: string, nonce: string): string {
  return `${nonce}.${digest(`${nonce}.${thinking}`)}`;
}

/** Was this thinking signed by a simulator, and is it unchanged? */
export function isOwnSignature(signature: string, thinking: string): boolean {
  const nonce = signature.slice(0, signature.lastIndexOf("."));
  return signature === signThinking(thinking, nonce);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
