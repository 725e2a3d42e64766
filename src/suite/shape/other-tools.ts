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

/** Keys of a promptfoo config that no suite has, and where what they say goes. */
const PARTS: Readonly<Record<string, string>> = {
  providers: "`models`",
  tests: "`cases`",
  defaultTest: "`expect` and `vars` at the top",
  scenarios: "`cases`",
  assert: "`expect`",
  evaluateOptions: "`limits`",
};

/** How the check of another tool's name is written here; null where the name is none of theirs. */
export function otherName(key: string, known: readonly string[]): string | null {
  if (key.startsWith("not-")) {
    const inner = checkName(key.slice("not-".length), known);
    return inner === null ? null : `write it as \`not: { ${inner.includes(":") ? inner : `${inner}: …`} }\``;
  }
  const name = checkName(key, known);
  if (name !== null && name !== key)
    return name.includes(":") ? `write it as \`${name}\`` : `did you mean \`${name}\`?`;
  return Object.hasOwn(PARTS, key) ? `what it says is written as ${PARTS[key] ?? ""} here` : null;
}

function checkName(key: string, known: readonly string[]): string | null {
  const name = Object.hasOwn(CHECKS, key) ? (CHECKS[key] ?? key) : key;
  return known.includes(name.split(":", 1)[0] ?? "") ? name : null;
}

/** A file that another tool's users bring whole: one problem, not one a key. Null for a suite. */
export function otherConfig(root: Json): Problem | null {
  if (!isJsonObject(root) || ["cases", "model", "models"].some((key) => Object.hasOwn(root, key))) return null;
  const foreign = Object.keys(PARTS).filter((key) => key !== "assert" && Object.hasOwn(root, key));
  const [first] = foreign;
  if (first === undefined || (foreign.length < 2 && !Object.hasOwn(root, "prompts"))) return null;
  const moves = [...foreign, "assert"].map((key) => `\`${key}\` as ${PARTS[key] ?? ""}`);
  return {
    code: "unknown-key",
    pointer: [first],
    at: "key",
    message: "this is a promptfoo config, not a suite of prompt-run",
    hint: `write ${moves.join(", ")}, \`prompts\` as a map of names; \`prompt-run init\` writes an example`,
  };
}

/** `{ type: contains, value: x }`: how the check is written here; null for what is none. */
export function typedCheck(item: Json | undefined, known: readonly string[]): string | null {
  const type = isJsonObject(item ?? null) ? (item as Readonly<Record<string, Json>>)["type"] : undefined;
  if (typeof type !== "string") return null;
  const other = otherName(type, known);
  return known.includes(type) ? `a check is its own key: \`- ${type}: …\`` : other;
}

/** Keys beside `type` in another tool's check, which go with it. */
export const BESIDE_TYPE: readonly string[] = ["value", "threshold", "provider", "metric", "transform"];

/** Is this a key of a check that `type` names, which is told already? */
export function isBesideType({ code, pointer }: Problem, all: readonly Problem[]): boolean {
  if (code !== "unknown-key" || !BESIDE_TYPE.includes(String(pointer.at(-1)))) return false;
  const type: Pointer = [...pointer.slice(0, -1), "type"];
  return all.some((other) => other.code === "unknown-key" && JSON.stringify(other.pointer) === JSON.stringify(type));
}
