import { hashValue } from "../../base/hash.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";

/** So many parts tell requests apart; what is more is one part. */
const MAX_PARTS = 256;
const MAX_LEVELS = 5;
const HASH_CHARS = 10;

/**
 * What a request is made of, as hashes by the path of each part (`messages[2].content[0].text`): enough to say which part of
 * two requests differs, without keeping their texts.
 */
export function requestParts(body: JsonObject, headers: JsonObject): Record<string, string> {
  const parts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) add(parts, `headers.${name}`, value, MAX_LEVELS);
  for (const [name, value] of Object.entries(body)) add(parts, name, value, 1);
  return parts;
}

function add(parts: Record<string, string>, path: string, value: Json, level: number): void {
  const inner = level < MAX_LEVELS ? members(path, value) : [];
  if (inner.length === 0 || Object.keys(parts).length + inner.length > MAX_PARTS) {
    parts[path] = hashValue(value).slice(0, HASH_CHARS);
    return;
  }
  for (const [name, member] of inner) add(parts, name, member, level + 1);
}

function members(path: string, value: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) => [`${path}[${index}]`, item] as const);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, member]) => [`${path}.${name}`, member] as const);
}

/** The parts in which two requests differ, in the order of the first one. */
export function differentParts(
  asked: Readonly<Record<string, string>>,
  recorded: Readonly<Record<string, string>>,
): string[] {
  const paths = new Set([...Object.keys(asked), ...Object.keys(recorded)]);
  return [...paths].filter((path) => asked[path] !== recorded[path]);
}
