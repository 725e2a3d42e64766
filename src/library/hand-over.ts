import { said } from "../domain/diagnostics/said.ts";
import { join, resolve } from "node:path";
import { pointerPath } from "../base/pointer-path.ts";
import type { CheckFunction, InMemory, SuiteObject, TargetFunction } from "../domain/in-memory.ts";
import { isJsonObject, type Json } from "../domain/values/json.ts";
import type { Pointer } from "../domain/values/problem.ts";
import { folderOf } from "./define-suite.ts";
import { plainValue } from "./handed-in/plain-value.ts";
import { SuiteError, type SuiteProblem, valueProblem } from "./handed-in/suite-error.ts";
import { FUNCTION_CHECK, type SuiteInput } from "./suite-input.ts";

/** A suite: the path of its file (or a glob), or an object. */
export type SuiteSource = string | SuiteInput;

/** What a run is handed: its suites as arguments, and the values that some of them stand for. */
export interface HandedOver {
  readonly suites: readonly string[];
  readonly inMemory: InMemory;
}

/**
 * Takes the suites of a program apart: objects as JSON, their functions by name. They are copies: whoever takes an object
 * takes it before it waits for anything, so that what the program changes afterwards changes nothing. Throws a `SuiteError`
 * for what is no data, and for none at all.
 */
export function handOver(sources: SuiteSource | readonly SuiteSource[], cwd: string, runId: string): HandedOver {
  const functions = new FunctionTables();
  const objects: SuiteObject[] = [];
  const problems: SuiteProblem[] = [];
  const suites = (isList(sources) ? sources : [sources]).map((source) => {
    if (typeof source === "string") return source;
    const { object, problems: found } = suiteObject(source, objects, functions, cwd);
    problems.push(...found);
    objects.push(object);
    return object.argument;
  });
  if (suites.length === 0) problems.push(valueProblem("", said("no-suites.listed")));
  if (problems.length > 0) throw new SuiteError(problems);
  return { suites, inMemory: { objects, functions, runId } };
}

/** For what looks at stored runs alone. */
export function nothingHandedOver(): HandedOver {
  return { suites: [], inMemory: { objects: [], functions: new FunctionTables(), runId: "" } };
}

function isList(sources: SuiteSource | readonly SuiteSource[]): sources is readonly SuiteSource[] {
  return Array.isArray(sources);
}

function suiteObject(
  source: SuiteInput,
  others: readonly SuiteObject[],
  functions: FunctionTables,
  cwd: string,
): { readonly object: SuiteObject; readonly problems: readonly SuiteProblem[] } {
  const { value, problems } = plainValue(source, (taken, pointer) => functions.take(taken, pointer));
  if (!isJsonObject(value)) {
    const problem = valueProblem("", said("wrong-type.suite-value"));
    return { object: { argument: "object:", file: "", value: {} }, problems: [problem] };
  }
  const name = typeof value["name"] === "string" && value["name"] !== "" ? value["name"] : "suite";
  const folder = resolve(cwd, folderOf(source) ?? ".");
  const isTaken = (file: string): boolean => others.some((other) => other.file === file);
  for (let copy = 1; ; copy++) {
    const own = copy === 1 ? name : `${name}-${copy}`;
    const file = join(folder, `${own.replaceAll(/[^\w.-]/g, "_")}.suite`);
    if (!isTaken(file)) return { object: { argument: `object:${own}`, file, value }, problems };
  }
}

/** The functions of a program, each under a name of its own. */
class FunctionTables {
  readonly checks = new Map<string, CheckFunction>();
  readonly targets = new Map<string, TargetFunction>();
  private readonly names = new Map<unknown, string>();

  /** What stands for a function in a suite, by where it stands; null where none may stand. */
  take(taken: unknown, pointer: Pointer): Json | null {
    const place = roleAt(pointer);
    if (place === null) return null;
    const name = this.nameOf(taken, pointer.slice(0, place.named));
    // It is a function that stands where a function of this kind may stand.
    if (place.role === "check") this.checks.set(name, taken as CheckFunction);
    else this.targets.set(name, taken as TargetFunction);
    return place.isNamedByKey ? name : { function: name };
  }

  private nameOf(taken: unknown, pointer: Pointer): string {
    const known = this.names.get(taken);
    if (known !== undefined) return known;
    const own = typeof taken === "function" && !POSITIONS.includes(taken.name) ? taken.name : "";
    const wanted = own === "" ? pointerPath(pointer) : own;
    const used = new Set(this.names.values());
    let name = wanted;
    for (let copy = 2; used.has(name); copy++) name = `${wanted}-${copy}`;
    this.names.set(taken, name);
    return name;
  }
}

/** Names that a function has from the key that it is written under, or none: they say nothing of it. */
const POSITIONS: readonly string[] = ["", FUNCTION_CHECK, "function", "default", "anonymous"];

interface FunctionPlace {
  readonly role: "check" | "target";
  /** How many steps of the pointer name it. */
  readonly named: number;
  /** Does it stand under a key `function` already? */
  readonly isNamedByKey: boolean;
}

function roleAt(pointer: Pointer): FunctionPlace | null {
  const isNamedByKey = pointer.at(-1) === "function";
  const at = isNamedByKey ? pointer.slice(0, -1) : pointer;
  if (at[0] === "targets" && at.length === 2) return { role: "target", named: 2, isNamedByKey };
  const isCheck = at.at(-1) === FUNCTION_CHECK && at.includes("expect") && !at.includes("vars");
  return isCheck ? { role: "check", named: at.length - 1, isNamedByKey } : null;
}
