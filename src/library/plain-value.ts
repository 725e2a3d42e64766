import { MAX_JSON_LEVELS } from "../base/bounded-json.ts";
import { pointerPath } from "../base/pointer-path.ts";
import type { Json } from "../domain/values/json.ts";
import type { Pointer } from "../domain/values/problem.ts";
import { type SuiteProblem, valueProblem } from "./suite-error.ts";

/** Takes a function out of a suite; returns what stands for it, or null where none may stand. */
export type TakeFunction = (taken: unknown, pointer: Pointer) => Json | null;

/** A value of a program as JSON, or what in it is none. Members that are undefined are left out, as JSON does. */
export function plainValue(
  value: unknown,
  take: TakeFunction,
): { readonly value: Json; readonly problems: readonly SuiteProblem[] } {
  const walk: Walk = { take, problems: [], around: new Set() };
  return { value: plain(value, [], walk), problems: walk.problems };
}

interface Walk {
  readonly take: TakeFunction;
  readonly problems: SuiteProblem[];
  /** The lists and maps that the value stands in. */
  readonly around: Set<object>;
}

function plain(value: unknown, pointer: Pointer, walk: Walk): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "function") return walk.take(value, pointer) ?? refuse("a function", pointer, walk);
  if (typeof value !== "object") return refuse(nameOf(value), pointer, walk);
  if (walk.around.has(value)) return refuse("a value that holds itself", pointer, walk);
  if (pointer.length > MAX_JSON_LEVELS) return tooDeep(pointer, walk);
  walk.around.add(value);
  const copy = Array.isArray(value) ? plainList(value, pointer, walk) : plainMap(value, pointer, walk);
  walk.around.delete(value);
  return copy;
}

function plainList(list: readonly unknown[], pointer: Pointer, walk: Walk): Json {
  // By index: a hole would be passed over.
  return Array.from(list, (item, index) => plain(item, [...pointer, index], walk));
}

function plainMap(map: object, pointer: Pointer, walk: Walk): Json {
  if (!isPlain(map)) return refuse(`an object of the class ${map.constructor?.name ?? "?"}`, pointer, walk);
  const entries = Object.entries(map).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, plain(member, [...pointer, key], walk)]));
}

/** Also of another realm (a test runner's), whose `Object` is not ours. */
function isPlain(map: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(map);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}

function nameOf(value: unknown): string {
  return typeof value === "number" ? String(value) : value === undefined ? "undefined" : `a ${typeof value}`;
}

function refuse(what: string, pointer: Pointer, { problems }: Walk): Json {
  const hint =
    what === "a function"
      ? "functions are checks (`script: (answer) => …`) and targets; everything else is plain data"
      : "a suite is plain data: texts, numbers, booleans, null, lists and maps";
  problems.push(valueProblem("not-data", pointerPath(pointer), { message: `${what} cannot stand here`, hint }));
  return null;
}

function tooDeep(pointer: Pointer, { problems }: Walk): Json {
  const message = `the value is nested deeper than ${MAX_JSON_LEVELS} levels`;
  problems.push(valueProblem("too-deep", `${pointerPath(pointer.slice(0, 8))}…`, { message, hint: "flatten it" }));
  return null;
}
