import { ownMember } from "../../base/own-member.ts";
import type { Pointer } from "../../domain/values/problem.ts";

/** As much of a JSON Schema as is needed to say what stands where. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

/** The subschema that governs the value at `pointer`, or null when the schema says nothing of it. */
export function schemaAt(root: SchemaNode, pointer: Pointer): SchemaNode | null {
  let node: SchemaNode | null = root;
  for (const step of pointer) {
    if (node === null) return null;
    node = deref(root, typeof step === "number" ? node.items : propertySchema(node, step));
  }
  return node;
}

function propertySchema(node: SchemaNode, key: string): SchemaNode | undefined {
  const own = node.properties === undefined ? undefined : ownMember(node.properties, key);
  if (own !== undefined) return own;
  return typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
}

/** Follows local references (`#/a/b`, or `NAME.json#/a/b` of the same document). */
function deref(root: SchemaNode, node: SchemaNode | undefined): SchemaNode | null {
  if (node === undefined) return null;
  if (node.$ref === undefined) return node;
  const path = node.$ref.slice(node.$ref.indexOf("#") + 1);
  let target: unknown = root;
  for (const key of path.split("/").filter((part) => part !== "")) {
    target = typeof target === "object" && target !== null ? (target as Record<string, unknown>)[key] : undefined;
  }
  // A reference inside our own schema always leads to a schema node.
  return deref(root, target as SchemaNode | undefined);
}
