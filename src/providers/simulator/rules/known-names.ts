import type { JsonObject } from "../../../domain/values/json.ts";

/** Names that the API knows in one place: fields, or values of `type`. By name: the values of `anthropic-beta` any of which unlocks it, the newest first; none: always known. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** A name in a request that the API does not know, or not without a header. */
export interface UnknownName {
  readonly name: string;
  /** What is known in its place. */
  readonly known: readonly string[];
  /** The headers that unlock it; empty: none does. */
  readonly unlockedBy: readonly string[];
  /** What the API answers. */
  readonly complaint: string;
}

/** Where unknown names go, and the headers of the request. */
export interface NameSink {
  /** Values of `anthropic-beta`. */
  readonly betas: readonly string[];
  /** Takes the names that the API does not know: a complaint that comes after all others. */
  readonly onUnknown: (unknown: UnknownName) => void;
}

/** Names that need no header, from a list with spaces. */
export function always(list: string): Names {
  return Object.fromEntries(list.split(" ").map((name) => [name, []]));
}

/** Reports each field of an object that is not known there. */
export function reportExtra(object: JsonObject, names: Names, at: string, draft: NameSink): void {
  for (const name of Object.keys(object)) {
    if (isKnown(name, names, draft)) continue;
    reportUnknown(name, names, `${at}${at === "" ? "" : "."}${name}: Extra inputs are not permitted`, draft);
  }
}

/** Reports a `type` that is not known there. Says whether it is known at all. */
export function reportTag(tag: string, names: Names, at: string, draft: NameSink): boolean {
  if (!isKnown(tag, names, draft)) {
    const complaint = `${at}: Input tag '${tag}' found using 'type' does not match any of the expected tags`;
    reportUnknown(tag, names, complaint, draft);
  }
  return Object.hasOwn(names, tag);
}

function isKnown(name: string, names: Names, { betas }: NameSink): boolean {
  const unlockedBy = Object.hasOwn(names, name) ? names[name] : undefined;
  if (unlockedBy === undefined) return false;
  return unlockedBy.length === 0 || unlockedBy.some((beta) => betas.includes(beta));
}

function reportUnknown(name: string, names: Names, complaint: string, { onUnknown }: NameSink): void {
  const unlockedBy = Object.hasOwn(names, name) ? (names[name] ?? []) : [];
  onUnknown({ name, known: Object.keys(names), unlockedBy, complaint });
}
