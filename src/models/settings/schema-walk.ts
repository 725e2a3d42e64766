import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";

/** A schema inside a schema, with the way to it. */
export interface Subschema {
  readonly path: Pointer;
  readonly schema: JsonObject;
}

/** Keywords whose value is a map of schemas, a list of schemas, or one (JSON Schema 2020-12, core and applicators). */
const MAPS = ["properties", "$defs", "definitions", "patternProperties", "dependentSchemas"];
const LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"];
const SINGLE = ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"];

/** The schema and every schema in it, outermost first. References are not followed. */
export function subschemas(schema: JsonObject, path: Pointer = []): Subschema[] {
  const inner = [...MAPS, ...LISTS].flatMap((keyword) => membersOf(schema[keyword], [...path, keyword]));
  const single = SINGLE.flatMap((keyword) => schemaAt(schema[keyword], [...path, keyword]));
  return [{ path, schema }, ...[...inner, ...single].flatMap((sub) => subschemas(sub.schema, sub.path))];
}

function membersOf(members: Json | undefined, path: Pointer): Subschema[] {
  if (Array.isArray(members)) {
    const items: readonly Json[] = members;
    return items.flatMap((member, index) => schemaAt(member, [...path, index]));
  }
  if (!isJsonObject(members)) return [];
  return Object.entries(members).flatMap(([key, member]) => schemaAt(member, [...path, key]));
}

function schemaAt(value: Json | undefined, path: Pointer): Subschema[] {
  return isJsonObject(value) ? [{ path, schema: value }] : [];
}

/** The first internal `$ref` that leads, through others, back to a schema it stands in; null when there is none. */
export function recursiveRef(root: JsonObject): { readonly path: Pointer; readonly ref: string } | null {
  const done = new Set<JsonObject>();
  const visit = (sub: Subschema, open: ReadonlySet<JsonObject>): { path: Pointer; ref: string } | null => {
    if (done.has(sub.schema)) return null;
    const inside = new Set([...open, sub.schema]);
    const ref = sub.schema["$ref"];
    if (typeof ref === "string") {
      const target = resolveRef(root, ref);
      if (target !== null && inside.has(target)) return { path: [...sub.path, "$ref"], ref };
      const beyond = target === null ? null : visit({ path: sub.path, schema: target }, inside);
      if (beyond !== null) return { path: [...sub.path, "$ref"], ref };
    }
    for (const child of children(sub)) {
      const found = visit(child, inside);
      if (found !== null) return found;
    }
    done.add(sub.schema);
    return null;
  };
  return visit({ path: [], schema: root }, new Set());
}

/** Definitions are no part of the schema they stand in: they are reached by reference. */
function children({ path, schema }: Subschema): Subschema[] {
  const lists = ["properties", "patternProperties", "dependentSchemas", ...LISTS];
  const inner = lists.flatMap((keyword) => membersOf(schema[keyword], [...path, keyword]));
  return [...inner, ...SINGLE.flatMap((keyword) => schemaAt(schema[keyword], [...path, keyword]))];
}

function resolveRef(root: JsonObject, ref: string): JsonObject | null {
  if (!ref.startsWith("#")) return null;
  const steps = ref.slice(1).split("/").slice(1);
  let at: Json | undefined = root;
  for (const step of steps) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(key)];
    else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return isJsonObject(at) ? at : null;
}

/** How many properties are not required. */
export function optionalProperties(schemas: readonly Subschema[]): number {
  return sum(schemas, ({ schema }) => {
    const required: unknown = schema["required"];
    const names: readonly unknown[] = Array.isArray(required) ? required : [];
    return propertiesOf(schema).filter(([name]) => !names.includes(name)).length;
  });
}

/** How many properties have several types: `anyOf`, or a list of types. */
export function unionProperties(schemas: readonly Subschema[]): number {
  return sum(schemas, ({ schema }) => propertiesOf(schema).filter(([, property]) => isUnion(property)).length);
}

function propertiesOf(schema: JsonObject): [string, Json][] {
  const properties = schema["properties"];
  return isJsonObject(properties) ? Object.entries(properties) : [];
}

function isUnion(property: Json): boolean {
  return isJsonObject(property) && (Array.isArray(property["anyOf"]) || Array.isArray(property["type"]));
}

function sum(schemas: readonly Subschema[], count: (sub: Subschema) => number): number {
  return schemas.reduce((total, sub) => total + count(sub), 0);
}
