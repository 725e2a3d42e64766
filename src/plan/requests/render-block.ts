import type { MaybePromise } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import {
  gatherAll,
  holdsTemplate,
  problemAt,
  type Rendered,
  renderMap,
  renderSource,
  under,
} from "../templates/rendering.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";

/** Members that the API takes as text: there a variable's number is its digits. Elsewhere `{{ x }}` alone keeps x's type. */
const TEXTS: readonly string[] = ["text", "title", "context", "source", "data", "url", "file_id", "media_type", "id"];
/** Blocks that go back as they came: the model has signed them. */
const SIGNED: readonly string[] = ["thinking", "redacted_thinking", "compaction"];

/** A block of the API as written in a suite, the texts in it rendered; Base64 data is none. */
export function renderRawBlock(block: JsonObject, scope: JsonObject, place: Place): MaybePromise<Rendered<JsonObject>> {
  const { type } = block;
  if (typeof type === "string" && SIGNED.includes(type)) return { ok: true, value: block };
  return renderMembers(block, scope, place);
}

/** A map with the texts in it rendered, at every depth. */
export function renderMembers(map: JsonObject, scope: JsonObject, place: Place): MaybePromise<Rendered<JsonObject>> {
  const isBase64 = map["type"] === "base64";
  return renderMap(Object.entries(map), (key, value) =>
    isBase64 && key === "data" ? base64(value, under(place, key)) : renderMember(key, value, scope, under(place, key)),
  );
}

function renderMember(key: string, value: Json, scope: JsonObject, place: Place): MaybePromise<Rendered<Json>> {
  if (typeof value === "string") {
    return renderSource({ text: value, isTemplate: true, place }, scope, !TEXTS.includes(key));
  }
  if (typeof value !== "object" || value === null) return { ok: true, value };
  if (!Array.isArray(value)) return renderMembers(value as JsonObject, scope, place); // no list: a map
  const items = value as readonly Json[];
  return gatherAll(items.map((item, index) => renderMember(key, item, scope, under(place, index))));
}

function base64(value: Json, place: Place): Rendered<Json> {
  if (typeof value !== "string" || !holdsTemplate(value)) return { ok: true, value };
  return { ok: false, problems: [problemAt(place, { ...said("template-in-base64"), pointer: [] })] };
}
