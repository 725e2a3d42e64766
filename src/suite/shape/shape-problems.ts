import { didYouMean, nearestWord } from "../../base/nearest-word.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { ShapeError } from "../generated/suite-validator.js";
import { schemaAt, type SchemaNode } from "./schema-walk.ts";
import { isBesideType, otherConfig, otherName, typedCheck } from "./other-tools.ts";
import { boundHint, typeHint } from "./shape-hints.ts";

/** What ajv found wrong with the shape of `value`, in words, one problem per mistake. */
export function shapeProblems(errors: readonly ShapeError[], value: Json, schema: SchemaNode): Problem[] {
  const foreign = otherConfig(value);
  if (foreign !== null) return [foreign];
  const places = new Set<string>();
  const all = errors.filter(isCause).map((error) => toProblem(error, value, schema));
  return all.flatMap((problem) => {
    if (isMisspelt(problem, all) || isBesideType(problem, all)) return [];
    const place = `${JSON.stringify(problem.pointer)} ${problem.at ?? ""} ${problem.code}`;
    return places.has(place) ? [] : (places.add(place), [problem]);
  });
}

/** Is a key missing only because it is misspelt, which is told already? */
function isMisspelt({ code, pointer, hint }: Problem, all: readonly Problem[]): boolean {
  if (code !== "missing-key") return false;
  const key = /^add `(.+):`$/.exec(hint ?? "")?.[1] ?? "";
  return all.some((other) => {
    const isBeside = JSON.stringify(other.pointer.slice(0, -1)) === JSON.stringify(pointer);
    return other.code === "unknown-key" && isBeside && other.hint === `did you mean \`${key}\`?`;
  });
}

/** An `if` error only repeats what its `then` already said. */
function isCause(error: ShapeError): boolean {
  return error.keyword !== "if";
}

function toProblem(error: ShapeError, root: Json, schema: SchemaNode): Problem {
  const pointer = toPointer(error.instancePath, root);
  if (isMapOfChecks(valueAt(root, pointer), pointer)) return mapOfChecks(pointer);
  const write = WORDS[error.keyword] ?? otherProblem;
  return write({ error, pointer, actual: valueAt(root, pointer), schema });
}

/** `expect:` as a map is `{ only: [ … ] }`; any other is a list whose dashes were forgotten: one mistake, however many keys. */
function isMapOfChecks(value: Json | undefined, pointer: Pointer): boolean {
  return pointer.at(-1) === "expect" && isJsonObject(value ?? null) && !Object.hasOwn(Object(value), "only");
}

function mapOfChecks(pointer: Pointer): Problem {
  const hint =
    "begin each check with `- `: `- contains: …`; `{ only: [ … ] }` replaces the suite's checks for one case";
  return { code: "wrong-type", pointer, message: "expected a list of checks, found a map", hint };
}

interface Finding {
  readonly error: ShapeError;
  readonly pointer: Pointer;
  readonly actual: Json | undefined;
  readonly schema: SchemaNode;
}

const WORDS: Readonly<Record<string, (finding: Finding) => Problem>> = {
  additionalProperties: unknownKey,
  required: ({ error, pointer }) => ({
    code: "missing-key",
    pointer,
    message: `\`${String(error.params["missingProperty"])}\` is missing here`,
    hint: `add \`${String(error.params["missingProperty"])}:\``,
  }),
  type: wrongType,
  enum: ({ error, pointer, actual }) => wrongWord(pointer, actual, listOf(error.params["allowedValues"])),
  const: ({ error, pointer, actual }) => wrongWord(pointer, actual, [error.params["allowedValue"]]),
};

function unknownKey({ error, pointer, actual, schema }: Finding): Problem {
  const key = String(error.params["additionalProperty"]);
  const node = schemaAt(schema, pointer);
  const known = Object.keys(node?.properties ?? {});
  const at = pointer.length === 0 ? "at the top level of a suite" : "here";
  return {
    code: "unknown-key",
    pointer: [...pointer, key],
    at: "key",
    message: `unknown key \`${key}\``,
    hint:
      (key === "type" && known.includes("contains") ? typedCheck(actual, known) : null) ??
      otherName(key, known) ??
      didYouMean(key, known) ??
      `${isCase(known) ? `a variable goes under \`vars\`: \`vars: { ${key}: … }\`; ` : ""}known ${at}: ${known.join(", ")}`,
  };
}

function isCase(known: readonly string[]): boolean {
  return known.includes("vars") && known.includes("quarantine");
}

function wrongType({ error, pointer, actual }: Finding): Problem {
  const types = listOf(error.params["type"]).map(String);
  return {
    code: "wrong-type",
    pointer,
    message: `expected ${orList(types.map(typeWord))}, found ${describe(actual)}`,
    hint: typeHint(types, { pointer, actual }),
  };
}

const GATE_HINT = "write `none`, or a map of rules such as `{ pass_rate: 0.9 }`";

function wrongWord(pointer: Pointer, actual: Json | undefined, allowed: readonly unknown[]): Problem {
  const words = allowed.map(String);
  const nearest = typeof actual === "string" ? nearestWord(actual, words) : null;
  return {
    code: "unknown-value",
    pointer,
    message: `expected ${orList(words.map((word) => `\`${word}\``))}, found ${describe(actual)}`,
    hint:
      nearest === null
        ? pointer.at(-1) === "gate"
          ? GATE_HINT
          : "write one of these, or remove the key"
        : `did you mean \`${nearest}\`?`,
  };
}

function otherProblem({ error, pointer, actual }: Finding): Problem {
  const limit = error.params["limit"];
  const messages: Readonly<Record<string, string>> = {
    minimum: `must be at least ${String(limit)}, found ${describe(actual)}`,
    maximum: `must be at most ${String(limit)}, found ${describe(actual)}`,
    exclusiveMinimum: `must be more than ${String(limit)}, found ${describe(actual)}`,
    exclusiveMaximum: `must be less than ${String(limit)}, found ${describe(actual)}`,
    minItems: limit === 1 ? "the list is empty" : `the list must have at least ${String(limit)} items`,
    minLength: "the text is empty",
    minProperties: "nothing is said here",
    maxProperties: "only one key may stand here",
  };
  return {
    code: "bad-value",
    pointer,
    message: messages[error.keyword] ?? error.message ?? `breaks the rule \`${error.keyword}\``,
    hint: boundHint(error.keyword, limit, { pointer, actual }),
  };
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

/** A value in a few words, for messages. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null (an empty value)";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value);
  return `${typeof value === "string" ? "the text" : `the ${typeof value}`} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function typeWord(type: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "text",
    object: "a map",
    array: "a list",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    null: "null",
  };
  return words[type] ?? type;
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
