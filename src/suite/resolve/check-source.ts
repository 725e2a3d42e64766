import { said } from "../../domain/diagnostics/said.ts";
import type { CheckType } from "../../domain/check.ts";
import { CHECK_TYPES, checkFacts, isCheckType } from "../../domain/check-facts.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { jsonErrorOffset } from "../../base/json/json-scanner.ts";
import type { Pointer, Spliced } from "../../domain/values/problem.ts";
import type { AnswerSource, CheckSource, Extraction } from "../../domain/suite.ts";
import type { CheckItemSpec, ExtractionSpec } from "../../domain/formats/suite-spec.ts";
import { loadNamed, type Resolving } from "../sources/resolving.ts";
import { scriptHash } from "./script-hash.ts";
import { takeIn } from "./take-in.ts";

type CheckObject = Extract<CheckItemSpec, { name?: string }>;

/** A list of checks with its files and inner lists spliced in. */
export function checkSources(items: readonly CheckItemSpec[], pointer: Pointer, at: Resolving): CheckSource[] {
  return items.flatMap((item, index) => itemSources(item, [...pointer, index], at));
}

function itemSources(item: CheckItemSpec, pointer: Pointer, at: Resolving): CheckSource[] {
  if (Array.isArray(item)) return checkSources(item, pointer, at);
  if (item.file !== undefined) return splicedSources(item, item.file, pointer, at);
  const type = soleCheck(item, pointer, at);
  return type === null ? [] : [checkSource(item, type, pointer, at)];
}

function splicedSources(item: CheckObject, path: string, pointer: Pointer, at: Resolving): CheckSource[] {
  const others = Object.keys(item).filter((key) => key !== "file");
  if (others[0] !== undefined) {
    at.report({ ...said("bad-check.file", { key: others[0] }), pointer: [others[0]], at: "key" }, pointer);
    return [];
  }
  const taken = takeIn("checks", path, pointer, at);
  // The shape was just validated: that of a suite's `expect`.
  return taken === null ? [] : checkSources(taken.items as unknown as CheckItemSpec[], [], taken.inside);
}

function soleCheck(item: CheckObject, pointer: Pointer, at: Resolving): CheckType | null {
  const checks = Object.keys(item).filter(isCheckType);
  const [first, second] = checks;
  if (first === undefined) {
    at.report({ ...said("no-check", { known: CHECK_TYPES }), pointer: [] }, pointer);
    return null;
  }
  if (second !== undefined) {
    at.report({ ...said("two-checks", { checks, second }), pointer: [second], at: "key" }, pointer);
    return null;
  }
  if (item.on !== undefined && !["text", "inner"].includes(checkFacts(first).looksAt)) {
    at.report({ ...said("bad-check.on", { check: first }), pointer: ["on"], at: "key" }, pointer);
  }
  return first;
}

function checkSource(item: CheckObject, type: CheckType, pointer: Pointer, at: Resolving): CheckSource {
  const spliced: Spliced[] = [];
  // YAML yields JSON values only.
  const args = withFiles(item[type] as Json, type, [...pointer, type], { ...at, spliced });
  const place = at.place([...pointer, type]);
  return {
    type,
    args,
    name: item.name ?? null,
    weight: item.weight ?? 1,
    required: item.required ?? true,
    // The schema allows an integer, `last` or `each`.
    turn: (item.turn ?? null) as CheckSource["turn"],
    on: item.on === undefined ? null : extraction(item.on),
    place: place.kind === "node" && spliced.length > 0 ? { ...place, spliced } : place,
  };
}

/** Where the files go that stand in place of arguments. */
interface Splicing extends Resolving {
  readonly spliced: Spliced[];
}

/** `answer:` of a suite, case or turn, or null where there is none. */
export function answerSource(spec: ExtractionSpec | undefined, pointer: Pointer, at: Resolving): AnswerSource | null {
  return spec === undefined ? null : { extraction: extraction(spec), place: at.place(pointer) };
}

function extraction(spec: ExtractionSpec): Extraction {
  if (typeof spec === "string") return { kind: spec === "last_line" ? "last_line" : "whole" };
  if (spec.tag !== undefined) return { kind: "tag", tag: spec.tag };
  if (spec.pattern !== undefined) return { kind: "pattern", pattern: spec.pattern, ...lastMatch(spec.match) };
  return { kind: "json_path", path: spec.json_path ?? "$" };
}

/** The first match is what holds where nothing is said: it stands in no hash. */
function lastMatch(match: "first" | "last" | undefined): { match?: "last" } {
  return match === "last" ? { match } : {};
}

/** Files named by a check (scripts, schemas) are relative to the file that names them: resolved here, schemas read in. */
function withFiles(args: Json, type: CheckType, pointer: Pointer, at: Splicing): Json {
  const { names } = checkFacts(type);
  if (names === "script") return scriptArgs(args, pointer, at);
  if (names === "judge") return at.judges.book?.checkArgs(args, pointer, at) ?? args;
  if (Array.isArray(args)) return args.map((item: Json, index) => nestedFiles(item, [...pointer, index], at));
  return nestedFiles(args, pointer, at);
}

function nestedFiles(value: Json, pointer: Pointer, at: Splicing): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === "schema") return [key, schemaArgs(inner, [...pointer, key], at)];
      // A check key inside a combination (not, all_of, any_of, json_path).
      return [key, isCheckType(key) ? withFiles(inner, key, [...pointer, key], at) : inner];
    }),
  );
}

/** What a script is goes into hashes: its path from the root, the same in every checkout, and what is in it. */
function scriptArgs(args: Json, pointer: Pointer, at: Resolving): Json {
  if (isJsonObject(args) && typeof args["function"] === "string")
    return functionArgs(args, args["function"], pointer, at);
  const path = isJsonObject(args) ? args["file"] : args;
  if (typeof path !== "string") return args;
  const resolved = at.files.resolve(path, at.baseDir);
  const bytes = resolved.ok ? at.files.readBytes(path, at.baseDir) : resolved;
  if (!resolved.ok || !bytes.ok) {
    const problem = resolved.ok ? bytes : resolved;
    if (!problem.ok) at.report(problem.problem, isJsonObject(args) ? [...pointer, "file"] : pointer);
    return args;
  }
  const script = {
    file: at.files.fromRoot(resolved.value),
    content_hash: scriptHash(resolved.value, bytes.value, at.files),
  };
  return isJsonObject(args) ? { ...args, ...script } : script;
}

/** A function is what it is in its run alone: what it was in another is not known, so the run stands in the hash. */
function functionArgs(args: JsonObject, name: string, pointer: Pointer, at: Resolving): Json {
  if (at.inMemory?.functions.checks.has(name) === true) return { ...args, content_hash: `run ${at.inMemory.runId}` };
  at.report({ ...said("unknown-function", { name }), pointer: ["function"] }, pointer);
  return args;
}

function schemaArgs(schema: Json, pointer: Pointer, at: Splicing): Json {
  const path = isJsonObject(schema) && Object.keys(schema).length === 1 ? schema["file"] : undefined;
  if (typeof path !== "string") return schema;
  const loaded = loadNamed(at, path, [...pointer, "file"]);
  if (loaded === null) return schema;
  at.spliced.push({ pointer, file: loaded.file });
  if (loaded.file.toLowerCase().endsWith(".json")) reportNoJson(loaded.file, at);
  return loaded.value;
}

/** What YAML takes and JSON does not: a comment, a comma before a closing bracket. Other readers of the file would not. */
function reportNoJson(file: string, at: Resolving): void {
  const text = at.store.text(file);
  const offset = jsonErrorOffset(text);
  if (offset === null) return;
  const before = text.slice(0, offset).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  at.reportAt({ kind: "line", file, line: before.length, column }, said("bad-check-argument.no-json"));
}
