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
  const walk: Walk = { take, problems: [], around: new Set(), ...UNSEEN, copies: new Map() };
  return { value: plain(value, TOP, walk), problems: walk.problems };
}

/** Where a value stands: by which key, and in what. Most are never told of: a list of keys for each would take most of the time. */
interface KeyPath {
  readonly key: string | number;
  readonly above: KeyPath | null;
  readonly level: number;
}

const TOP: KeyPath = { key: "", above: null, level: 0 };

function below(above: KeyPath, key: string | number): KeyPath {
  return { key, above, level: above.level + 1 };
}

function pointerOf(place: KeyPath): Pointer {
  const keys: (string | number)[] = [];
  for (let at = place; at.above !== null; at = at.above) keys.push(at.key);
  return keys.toReversed();
}

/**
 * Objects that stand in several places may add so many values to those that are there once: each of thirty that holds the next
 * one twice would make a billion.
 */
export const MAX_SHARED = 10_000_000;

const UNSEEN = { values: 0, shared: 0, deepest: 0, functions: 0 };

/** An object that was copied before. */
interface Copied {
  readonly values: number;
  /** How many levels are below it. */
  readonly levels: number;
  /** Null: it has to be walked again, for its functions or for what is wrong with it. */
  readonly copy: Json;
}

interface Walk {
  readonly take: TakeFunction;
  readonly problems: SuiteProblem[];
  /** The lists and maps that the value stands in. */
  readonly around: Set<object>;
  readonly copies: Map<object, Copied>;
  /** How many values were met, and how many of them in objects that had been copied before. */
  values: number;
  shared: number;
  /** The deepest level since it was set. */
  deepest: number;
  functions: number;
}

function plain(value: unknown, place: KeyPath, walk: Walk): Json {
  walk.values++;
  walk.deepest = Math.max(walk.deepest, place.level);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "function") return taken(value, place, walk);
  if (typeof value !== "object") return refuse(said("not-data.value", { value }), place, walk);
  if (walk.around.has(value)) return refuse(said("not-data.circle"), place, walk);
  if (place.level > MAX_JSON_LEVELS) return tooDeep(place, walk);
  if (walk.shared > MAX_SHARED) return null;
  const known = walk.copies.get(value);
  return known === undefined ? firstCopy(value, place, walk) : sharedCopy(value, known, { place, walk });
}

function taken(value: unknown, place: KeyPath, walk: Walk): Json {
  walk.functions++;
  return walk.take(value, pointerOf(place)) ?? refuse(said("not-data.function"), place, walk);
}

function firstCopy(value: object, place: KeyPath, walk: Walk): Json {
  const { values, deepest, functions, problems } = walk;
  const found = problems.length;
  walk.deepest = place.level;
  const copy = copied(value, place, walk);
  const isSame = walk.functions === functions && problems.length === found;
  const levels = walk.deepest - place.level;
  walk.copies.set(value, { values: walk.values - values, levels, copy: isSame ? copy : null });
  walk.deepest = Math.max(deepest, walk.deepest);
  return copy;
}

/** Copies are never written to: one may stand in many places, where it is not too deep. */
function sharedCopy(value: object, { values, levels, copy }: Copied, { place, walk }: Placed): Json {
  walk.shared += values;
  if (walk.shared > MAX_SHARED) return refuse(said("not-data.shared", { limit: MAX_SHARED }), place, walk);
  if (copy === null || place.level + levels > MAX_JSON_LEVELS) return copied(value, place, walk);
  walk.values += values - 1;
  walk.deepest = Math.max(walk.deepest, place.level + levels);
  return copy;
}

interface Placed {
  readonly place: KeyPath;
  readonly walk: Walk;
}

function copied(value: object, place: KeyPath, walk: Walk): Json {
  walk.around.add(value);
  try {
    return Array.isArray(value) ? plainList(value, place, walk) : plainMap(value, place, walk);
  } catch (error) {
    // A getter that throws, or a proxy.
    return refuse(said("not-data.unreadable", { words: thrownWords(error).words }), place, walk);
  } finally {
    walk.around.delete(value);
  }
}

function plainList(list: readonly unknown[], place: KeyPath, walk: Walk): Json {
  // By index: a hole would be passed over. A loop, since a call in between would take of the stack at each level.
  const copy: Json[] = [];
  for (let index = 0; index < list.length; index++) copy.push(plain(list[index], below(place, index), walk));
  return copy;
}

function plainMap(map: object, place: KeyPath, walk: Walk): Json {
  if (!isPlainMap(map))
    return refuse(unawaited(map) ?? said("not-data.instance", { className: classOf(map) }), place, walk);
  const entries = Object.entries(map).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, plain(member, below(place, key), walk)]));
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

function refuse(words: Said, place: KeyPath, { problems }: Walk): Json {
  problems.push(valueProblem(pointerPath(pointerOf(place)), words));
  return null;
}

function tooDeep(place: KeyPath, { problems }: Walk): Json {
  const words = said("too-deep.value", { mostLevels: MAX_JSON_LEVELS });
  problems.push(valueProblem(`${pointerPath(pointerOf(place).slice(0, 8))}…`, words));
  return null;
}
