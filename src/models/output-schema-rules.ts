import type { Json, JsonObject } from "../domain/json.ts";
import type { Pointer } from "../domain/problem.ts";
import { asMap } from "./thinking-rules.ts";

/** What structured outputs reject in a schema (structured-outputs page). */
const UNSUPPORTED = (
  "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength maxItems uniqueItems " +
  "oneOf not if patternProperties minProperties maxProperties"
).split(" ");
const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;

export interface SchemaFault {
  readonly pointer: Pointer;
  readonly message: string;
}

/** Why the API would reject this schema for a structured output; empty when nothing is known against it. */
export function outputSchemaFaults(schema: Json): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const counts = { optional: 0, unions: 0 };
  visit(schema, [], faults, counts);
  if (counts.optional > MAX_OPTIONAL) faults.push(tooMany("optional properties", counts.optional, MAX_OPTIONAL));
  if (counts.unions > MAX_UNIONS) faults.push(tooMany("union types", counts.unions, MAX_UNIONS));
  return faults;
}

function tooMany(what: string, count: number, limit: number): SchemaFault {
  return { pointer: [], message: `the schema has ${count} ${what}; structured outputs allow ${limit}` };
}

interface Counts {
  optional: number;
  unions: number;
}

function visit(node: Json, pointer: Pointer, faults: SchemaFault[], counts: Counts): void {
  const schema = asMap(node);
  if (schema === null) return;
  for (const key of UNSUPPORTED.filter((name) => schema[name] !== undefined)) {
    faults.push({ pointer: [...pointer, key], message: `structured outputs do not know \`${key}\`` });
  }
  faults.push(...ownFaults(schema, pointer));
  countNode(schema, counts);
  for (const [key, member] of Object.entries(schema)) visitMember(key, member, [...pointer, key], faults, counts);
}

// oxlint-disable-next-line max-params -- one walker's state, handed down whole
function visitMember(key: string, member: Json, pointer: Pointer, faults: SchemaFault[], counts: Counts): void {
  if (key === "items") visit(member, pointer, faults, counts);
  else if (key === "properties" || key === "$defs" || key === "definitions") {
    for (const [name, inner] of Object.entries(asMap(member) ?? {})) visit(inner, [...pointer, name], faults, counts);
  } else if ((key === "anyOf" || key === "allOf") && Array.isArray(member)) {
    for (const [index, inner] of member.entries()) visit(inner as Json, [...pointer, index], faults, counts);
  }
}

function ownFaults(schema: JsonObject, pointer: Pointer): SchemaFault[] {
  const faults: SchemaFault[] = [];
  if (schema["type"] === "object" && schema["additionalProperties"] !== false) {
    faults.push({ pointer, message: "every object needs `additionalProperties: false` in structured outputs" });
  }
  const minItems = schema["minItems"];
  if (minItems !== undefined && minItems !== 0 && minItems !== 1) {
    faults.push({ pointer: [...pointer, "minItems"], message: "`minItems` may only be 0 or 1 in structured outputs" });
  }
  const reference = schema["$ref"];
  if (typeof reference === "string" && !reference.startsWith("#")) {
    faults.push({
      pointer: [...pointer, "$ref"],
      message: "structured outputs follow only references inside the schema",
    });
  }
  return faults;
}

function countNode(schema: JsonObject, counts: Counts): void {
  const required = Array.isArray(schema["required"]) ? schema["required"].length : 0;
  counts.optional += Math.max(0, Object.keys(asMap(schema["properties"]) ?? {}).length - required);
  if (Array.isArray(schema["anyOf"]) || Array.isArray(schema["type"])) counts.unions += 1;
}
