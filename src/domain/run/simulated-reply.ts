import type { SimulatedReply } from "./provider.ts";
import { isJsonObject, type Json, type JsonObject } from "../values/json.ts";

/** What each part of a reply is called under `simulate:`. */
const KEYS: Readonly<Record<keyof SimulatedReply, string>> = {
  text: "text",
  toolUse: "tool_use",
  content: "content",
  model: "model",
  stopReason: "stop_reason",
  usage: "usage",
  error: "error",
};

/** The keys of a reply under `simulate:`. A map with other keys gives replies by arm. */
export const REPLY_KEYS: readonly string[] = Object.values(KEYS);

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
