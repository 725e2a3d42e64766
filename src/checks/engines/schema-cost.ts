import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { CompilePattern } from "./pattern.ts";

/** At most how many nanoseconds it takes to hold JSON of so many characters against a schema. */
export type SchemaCost = (characters: number) => number;

/** What one pass of a schema over a value takes at most. */
interface Parts {
  /** Values that stand in the schema: each is applied at most once to each value of the JSON. */
  nodes: number;
  nsPerCharacter: number;
  /** `uniqueItems` compares each with each; the expressions of `format` may backtrack. */
  isQuadratic: boolean;
}

const NS_PER_NODE = 50;
const NS_PER_PAIR = 20;
const LOCAL_REF = /^#(?:\/|$)/;

/**
 * The cost of a schema, by its shape. A `$ref` counts as what it leads to; a schema that leads to itself, by name or by
 * anchor, may be applied exponentially often: Infinity.
 */
export function schemaCost(schema: JsonObject | boolean, compilePattern: CompilePattern): SchemaCost {
  const parts: Parts = { nodes: 0, nsPerCharacter: 0, isQuadratic: false };
  const visit = (value: Json, within: readonly string[]): void => {
    parts.nodes += 1;
    if (parts.nodes > MAX_NODES) return;
    if (Array.isArray(value)) for (const item of value as readonly Json[]) visit(item, within);
    if (!isJsonObject(value)) return;
    note(parts, value, compilePattern);
    for (const [key, member] of Object.entries(value)) {
      if (key !== "$ref" && key !== "$defs" && key !== "definitions") visit(member, within);
    }
    const { $ref: reference, $dynamicRef: dynamic } = value;
    if (typeof dynamic === "string") parts.nodes = Number.POSITIVE_INFINITY;
    if (typeof reference !== "string") return;
    const target = LOCAL_REF.test(reference) && !within.includes(reference) ? targetOf(schema, reference) : undefined;
    if (target === undefined) parts.nodes = Number.POSITIVE_INFINITY;
    else visit(target, [...within, reference]);
  };
  visit(schema, ["#"]);
  const { nodes, nsPerCharacter, isQuadratic } = parts;
  const perCharacter = nodes > MAX_NODES ? Number.POSITIVE_INFINITY : NS_PER_NODE * nodes + nsPerCharacter;
  return (characters) => (characters + 1) * (perCharacter + (isQuadratic ? NS_PER_PAIR * characters : 0));
}

/** Beyond so many it is not worth to count on. */
const MAX_NODES = 100_000;

function note(parts: Parts, schema: JsonObject, compilePattern: CompilePattern): void {
  const { pattern, patternProperties, uniqueItems, format } = schema;
  if (uniqueItems !== undefined || format !== undefined) parts.isQuadratic = true;
  const sources = [pattern, ...(isJsonObject(patternProperties) ? Object.keys(patternProperties) : [])];
  for (const source of sources) {
    const compiled = typeof source === "string" ? compilePattern(source, "") : null;
    if (compiled?.ok === true) parts.nsPerCharacter += compiled.pattern.worstNs(1);
  }
}

/** What a JSON Pointer of the schema leads to; undefined where it leads nowhere. */
function targetOf(schema: Json, reference: string): Json | undefined {
  let here: Json | undefined = schema;
  for (const step of reference.split("/").slice(1)) {
    const key = decoded(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as JsonObject)[key]; // a member of a map, or an item of a list by its index
  }
  return here;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
