import { factsOfKey } from "../../domain/check-facts.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";

/** What a check is called by other tools (promptfoo above all), and how it is written here. */
const CHECKS: Readonly<Record<string, string>> = {
  regex: "matches",
  regexp: "matches",
  exact: "equals",
  icontains: "contains: { value: …, ignore_case: true }",
  "icontains-any": "contains_any: { values: [ … ], ignore_case: true }",
  "icontains-all": "contains_all: { values: [ … ], ignore_case: true }",
  "contains-any": "contains_any",
  "contains-all": "contains_all",
  "contains-json": "json",
  "is-json": "json",
  "starts-with": "starts_with",
  "is-refusal": "refusal",
  javascript: "script",
  python: "script",
  similar: "similarity",
  levenshtein: "similarity: { to: …, metric: levenshtein, min: … }",
  "rouge-n": "similarity: { to: …, metric: rouge_1, min: … }",
  bleu: "similarity: { to: …, metric: bleu, min: … }",
  "llm-rubric": "judge",
  "g-eval": "judge",
  factuality: "judge",
  "model-graded-closedqa": "judge",
};

/** Keys of a promptfoo config that no suite has. */
const PARTS = ["providers", "tests", "defaultTest", "scenarios", "assert", "evaluateOptions"] as const;

/** What is said of a key, and the key of a suite that it is another name of; null: none. */
export interface Renamed {
  readonly words: Said;
  readonly meant: string | null;
}

/** How the check of another tool's name is written here; null where the name is none of theirs. `key`: where the name stands. */
export function otherName(name: string, known: readonly string[], key: string = name): Renamed | null {
  if (name.startsWith("not-")) {
    const inner = checkName(name.slice("not-".length), known);
    return inner === null ? null : writtenAs(key, `not: { ${inner.includes(":") ? inner : `${inner}: …`} }`);
  }
  const ours = checkName(name, known);
  if (ours !== null && ours !== name)
    return ours.includes(":")
      ? writtenAs(key, ours)
      : { words: said("unknown-key.near", { key, nearest: ours }), meant: ours };
  const part = PARTS.find((one) => one === name);
  return part === undefined ? null : { words: said("unknown-key.part", { key, part }), meant: null };
}

function writtenAs(key: string, form: string): Renamed {
  return { words: said("unknown-key.written-as", { key, form }), meant: null };
}

function checkName(key: string, known: readonly string[]): string | null {
  const name = Object.hasOwn(CHECKS, key) ? (CHECKS[key] ?? key) : key;
  return known.includes(name.split(":", 1)[0] ?? "") ? name : null;
}

/** A file that another tool's users bring whole: one problem, not one a key. Null for a suite. */
export function otherConfig(root: Json): Problem | null {
  if (!isJsonObject(root) || ["cases", "model", "models"].some((key) => Object.hasOwn(root, key))) return null;
  const foreign = PARTS.filter((key) => key !== "assert" && Object.hasOwn(root, key));
  const [first] = foreign;
  if (first === undefined || (foreign.length < 2 && !Object.hasOwn(root, "prompts"))) return null;
  const words = said("unknown-key.promptfoo", { parts: [...foreign, "assert"], checks: renamedChecks(root) });
  return { ...words, pointer: [first], at: "key" };
}

/** The assertions of a config that are called otherwise here, each once, and how. */
function renamedChecks(root: Json): readonly { readonly type: string; readonly form: string }[] {
  const types = new Set(assertedTypes(root, MOST_LEVELS));
  return [...types].flatMap((type) => {
    const bare = type.replace(/^not-/, "");
    const name = Object.hasOwn(CHECKS, bare)
      ? (CHECKS[bare] ?? bare)
      : factsOfKey(bare)?.limits != null
        ? `${bare}: LIMIT`
        : null;
    if (bare !== type) return [{ type, form: `not: { ${name ?? bare}${name?.includes(":") === true ? "" : ": …"} }` }];
    return name === null ? [] : [{ type, form: name }];
  });
}

const MOST_LEVELS = 12;

function assertedTypes(value: Json, levels: number): string[] {
  if (typeof value !== "object" || value === null || levels === 0) return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => assertedTypes(item, levels - 1));
  return Object.entries(value).flatMap(([key, member]) => {
    const own = key === "assert" && Array.isArray(member) ? (member as readonly Json[]).flatMap(typeOf) : [];
    return [...own, ...assertedTypes(member, levels - 1)];
  });
}

function typeOf(item: Json): string[] {
  const type = isJsonObject(item) ? item["type"] : undefined;
  return typeof type === "string" ? [type] : [];
}

/** `{ type: contains, value: x }`: how the check is written here; null for what is none. */
export function typedCheck(item: Json | undefined, known: readonly string[]): Renamed | null {
  const type = isJsonObject(item ?? null) ? (item as Readonly<Record<string, Json>>)["type"] : undefined;
  if (typeof type !== "string") return null;
  if (known.includes(type)) return { words: said("unknown-key.type", { check: type }), meant: null };
  return otherName(type, known, "type");
}

/** Keys beside `type` in another tool's check, which go with it. */
export const BESIDE_TYPE: readonly string[] = ["value", "threshold", "provider", "metric", "transform"];

/** Is this a key of a check that `type` names, which is told already? */
export function isBesideType({ code, pointer }: Problem, all: readonly Problem[]): boolean {
  if (code !== "unknown-key" || !BESIDE_TYPE.includes(String(pointer.at(-1)))) return false;
  const type: Pointer = [...pointer.slice(0, -1), "type"];
  return all.some((other) => other.code === "unknown-key" && JSON.stringify(other.pointer) === JSON.stringify(type));
}
