import { isJsonObject, type Json, type JsonObject } from "../values/json.ts";

/** The keys of a reply under `simulate:`. A map with other keys gives replies by arm. */
export const REPLY_KEYS: readonly string[] = ["text", "tool_use", "content", "model", "stop_reason", "usage", "error"];

/** The replies to the calls of an application, in order: `{ calls: […] }`; null: this is none of that. */
export function repliesToCalls(value: Json | null): readonly Json[] | null {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null;
  const { calls } = value;
  return Array.isArray(calls) ? (calls as readonly Json[]) : null;
}

/** Is this map one reply, and no map by arm? */
export function isReply(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => REPLY_KEYS.includes(key));
}
