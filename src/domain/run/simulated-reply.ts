import type { JsonObject } from "../values/json.ts";

/** The keys of a reply under `simulate:`. A map with other keys gives replies by arm. */
export const REPLY_KEYS: readonly string[] = ["text", "tool_use", "content", "model", "stop_reason", "usage", "error"];

/** Is this map one reply, and no map by arm? */
export function isReply(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => REPLY_KEYS.includes(key));
}
