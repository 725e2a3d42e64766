import { MAX_JSON_LEVELS } from "../base/bounded-json.ts";
import { pointerPath } from "../base/pointer-path.ts";
import { type Said, said } from "../domain/diagnostics/said.ts";
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
  if (typeof value === "function") return walk.take(value, pointer) ?? refuse(said("not-data.function"), pointer, walk);
  if (typeof value !== "object") return refuse(said("not-data.value", { value }), pointer, walk);
  if (walk.around.has(value)) return refuse(said("not-data.circle"), pointer, walk);
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
  if (!isPlain(map))
    return refuse(said("not-data.instance", { className: map.constructor?.name ?? "?" }), pointer, walk);
  const entries = Object.entries(map).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, plain(member, [...pointer, key], walk)]));
}

/** Also of another realm (a test runner's), whose `Object` is not ours. */
function isPlain(map: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(map);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}

function refuse(words: Said, pointer: Pointer, { problems }: Walk): Json {
  problems.push(valueProblem(pointerPath(pointer), words));
  return null;
}

function tooDeep(pointer: Pointer, { problems }: Walk): Json {
  const words = said("too-deep.value", { mostLevels: MAX_JSON_LEVELS });
  problems.push(valueProblem(`${pointerPath(pointer.slice(0, 8))}…`, words));
  return null;
}
