import { isJsonObject, type JsonObject } from "../domain/values/json.ts";

/** Beside these a call has its `input`: what stands under another key would be lost. */
const KEYS: readonly string[] = ["type", "id", "name", "input"];

/** Is this a call of a tool by its name, with an object as its input? Without `input` nothing else may stand for it. */
export function isToolCall(value: unknown): value is JsonObject & { readonly name: string } {
  if (!isJsonObject(value)) return false;
  const { name, input } = value;
  if (typeof name !== "string" || name === "") return false;
  return input === undefined ? Object.keys(value).every((key) => KEYS.includes(key)) : isJsonObject(input);
}
