import { nearestWord } from "../../base/nearest-word.ts";
import { CHECK_TYPES } from "../../domain/check-facts.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { ShapeError } from "../generated/suite-validator.js";
import { schemaAt, type SchemaNode } from "./schema-walk.ts";
import { isBesideType, otherConfig, otherName, type Renamed, typedCheck } from "./other-tools.ts";
import { brokenRule, isUnquoted, wrongType } from "./shape-hints.ts";

/** What a mistake of shape gives away of what was meant, for whoever repairs a suite; null: nothing. */
export type Clue =
  | { readonly kind: "misspelt"; readonly meant: string }
  | { readonly kind: "missing"; readonly key: string }
  | { readonly kind: "unquoted" };

export interface ShapeProblem extends Problem {
  readonly clue: Clue | null;
}

/** What ajv found wrong with the shape of `value`, in words, one problem per mistake. */
export function shapeProblems(errors: readonly ShapeError[], value: Json, schema: SchemaNode): ShapeProblem[] {
  const foreign = otherConfig(value);
  if (foreign !== null) return [{ ...foreign, clue: null }];
  const places = new Set<string>();
  const all = errors.filter(isCause).map((error) => toProblem(error, value, schema));
  return all.flatMap((problem) => {
    if (isMisspelt(problem, all) || isBesideType(problem, all)) return [];
    const place = `${JSON.stringify(problem.pointer)} ${problem.at ?? ""} ${problem.code}`;
    return places.has(place) ? [] : (places.add(place), [problem]);
  });
}

/** Is a key missing only because it is misspelt, which is told already? */
function isMisspelt({ clue, pointer }: ShapeProblem, all: readonly ShapeProblem[]): boolean {
  if (clue?.kind !== "missing") return false;
  return all.some((other) => {
    const isBeside = JSON.stringify(other.pointer.slice(0, -1)) === JSON.stringify(pointer);
    return isBeside && other.clue?.kind === "misspelt" && other.clue.meant === clue.key;
  });
}

/** An `if` error only repeats what its `then` already said, one of `anyOf` what its branches did. */
function isCause({ keyword }: ShapeError): boolean {
  return keyword !== "if" && keyword !== "anyOf";
}

function toProblem(error: ShapeError, root: Json, schema: SchemaNode): ShapeProblem {
  const pointer = toPointer(error.instancePath, root);
  if (isMapOfChecks(valueAt(root, pointer), pointer))
    return { ...said("wrong-type.map-of-checks"), pointer, clue: null };
  const tell = TELLERS[error.keyword] ?? otherProblem;
  return tell({ error, pointer, actual: valueAt(root, pointer), schema });
}

/** `expect:` as a map is `{ only: [ … ] }`; any other is a list whose dashes were forgotten: one mistake, however many keys. */
function isMapOfChecks(value: Json | undefined, pointer: Pointer): boolean {
  return pointer.at(-1) === "expect" && isJsonObject(value ?? null) && !Object.hasOwn(Object(value), "only");
}

interface Finding {
  readonly error: ShapeError;
  readonly pointer: Pointer;
  readonly actual: Json | undefined;
  readonly schema: SchemaNode;
}

const TELLERS: Readonly<Record<string, (finding: Finding) => ShapeProblem>> = {
  additionalProperties: unknownKey,
  required: ({ error, pointer }) => {
    const key = String(error.params["missingProperty"]);
    return { ...said("missing-key", { key }), pointer, clue: { kind: "missing", key } };
  },
  type: ({ error, pointer, actual }) => {
    const types = listOf(error.params["type"]).map(String);
    const clue = isUnquoted(types, actual) ? ({ kind: "unquoted" } as const) : null;
    return { ...wrongType(types, { pointer, actual }), pointer, clue };
  },
  enum: ({ error, pointer, actual }) => wrongWord(pointer, actual, listOf(error.params["allowedValues"])),
  const: ({ error, pointer, actual }) => wrongWord(pointer, actual, [error.params["allowedValue"]]),
};

function unknownKey({ error, pointer, actual, schema }: Finding): ShapeProblem {
  const key = String(error.params["additionalProperty"]);
  const known = Object.keys(schemaAt(schema, pointer)?.properties ?? {});
  const { words, meant } =
    (key === "type" && CHECK_TYPES.every((type) => known.includes(type)) ? typedCheck(actual, known) : null) ??
    otherName(key, known) ??
    nearKey(key, known) ??
    strangeKey(key, known, pointer);
  const clue = meant === null ? null : ({ kind: "misspelt", meant } as const);
  return { ...words, pointer: [...pointer, key], at: "key", clue };
}

function nearKey(key: string, known: readonly string[]): Renamed | null {
  const nearest = nearestWord(key, known);
  return nearest === null ? null : { words: said("unknown-key.near", { key, nearest }), meant: nearest };
}

function strangeKey(key: string, known: readonly string[], pointer: Pointer): Renamed {
  const isCase = known.includes("vars") && known.includes("quarantine");
  const level = pointer.length > 0 ? null : known.includes("cases") ? "a suite" : "the config";
  return { words: said("unknown-key.other", { key, known, level, isCase }), meant: null };
}

function wrongWord(pointer: Pointer, actual: Json | undefined, allowed: readonly unknown[]): ShapeProblem {
  const words = allowed.map(String);
  const nearest = typeof actual === "string" ? nearestWord(actual, words) : null;
  const isGate = pointer.at(-1) === "gate";
  return { ...said("unknown-value", { value: actual, words, nearest, isGate }), pointer, clue: null };
}

function otherProblem({ error, pointer, actual }: Finding): ShapeProblem {
  const rule = { keyword: error.keyword, limit: error.params["limit"], reason: error.message ?? null };
  return { ...brokenRule(rule, { pointer, actual }), pointer, clue: null };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** JSON Pointer (RFC 6901) to steps; digits are an index only where the value is a list. */
function toPointer(path: string, root: Json): Pointer {
  const steps = path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const pointer: (string | number)[] = [];
  for (const step of steps) pointer.push(Array.isArray(valueAt(root, pointer)) ? Number(step) : step);
  return pointer;
}

/** The value at a pointer, or undefined. */
export function valueAt(root: Json, pointer: Pointer): Json | undefined {
  let value: Json | undefined = root;
  for (const step of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    // Own member of an object or list: a JSON value.
    value = (value as Record<string | number, Json>)[step];
  }
  return value;
}
