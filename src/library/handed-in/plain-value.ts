import { MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { pointerPath } from "../../base/pointer-path.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { thrownWords } from "../../domain/values/thrown-words.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { type SuiteProblem, valueProblem } from "./suite-error.ts";
import { unawaited } from "./unawaited.ts";

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
  try {
    return Array.isArray(value) ? plainList(value, pointer, walk) : plainMap(value, pointer, walk);
  } catch (error) {
    // A getter that throws, or a proxy.
    return refuse(said("not-data.unreadable", { words: thrownWords(error).words }), pointer, walk);
  } finally {
    walk.around.delete(value);
  }
}

function plainList(list: readonly unknown[], pointer: Pointer, walk: Walk): Json {
  // By index: a hole would be passed over.
  return Array.from(list, (item, index) => plain(item, [...pointer, index], walk));
}

function plainMap(map: object, pointer: Pointer, walk: Walk): Json {
  if (!isPlainMap(map))
    return refuse(unawaited(map) ?? said("not-data.instance", { className: classOf(map) }), pointer, walk);
  const entries = Object.entries(map).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, plain(member, [...pointer, key], walk)]));
}

/** Also of another realm (a test runner's), whose `Object` is not ours. */
export function isPlainMap(map: unknown): map is object {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return false;
  const prototype: unknown = Object.getPrototypeOf(map);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}

/** The name of the class of what is no plain data. */
export function classOf(instance: object): string {
  const { constructor: made }: { readonly constructor?: unknown } = instance;
  return typeof made === "function" && made.name !== "" ? made.name : "?";
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
