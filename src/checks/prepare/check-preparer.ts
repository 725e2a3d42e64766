import { canonicalJson } from "../../base/canonical-json.ts";
import { hashText } from "../../base/hash.ts";
import { isPending, type MaybePromise } from "../../base/maybe-promise.ts";
import type { PreparedItem, RunScript } from "../../domain/check.ts";
import type { Judging } from "../../domain/judging.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { type ItemToPrepare, type GradeApart, prepareCheckItem } from "./prepare-item.ts";

/** Prepares checks, each distinct one once. */
export type CheckPreparer = (item: ItemToPrepare) => MaybePromise<PreparedItem | readonly Problem[]>;

const MAX_ENTRIES = 4096;
/** Characters of arguments: what is kept is some small multiple of them. */
const MAX_CHARACTERS = 16_000_000;
const LONGEST_PLAIN_KEY = 256;

interface Entry {
  /** The promise of it, until it is there. */
  prepared: ReturnType<CheckPreparer>;
  readonly characters: number;
}

/**
 * A preparer that remembers what it prepared by type, arguments, name and `on`: the least recently used beyond 4,096
 * entries, or 16 million characters of arguments, are forgotten.
 */
export function createCheckPreparer(
  runScript: RunScript,
  gradeApart: GradeApart | null = null,
  judging: Judging | null = null,
): CheckPreparer {
  const entries = new Map<string, Entry>();
  let characters = 0;
  const given = { runScript, gradeApart, judging };
  const isFull = (): boolean => entries.size > 1 && (entries.size > MAX_ENTRIES || characters > MAX_CHARACTERS);
  const forgetOldest = (): void => {
    for (const [key, entry] of entries) {
      if (!isFull()) return;
      entries.delete(key);
      characters -= entry.characters;
    }
  };
  return (item) => {
    const text = canonicalJson([item.type, item.args, item.name, item.on]);
    const key = text.length <= LONGEST_PLAIN_KEY ? text : hashText(text);
    let entry = entries.get(key);
    if (entry === undefined) {
      entry = newEntry(prepareCheckItem(item, given), text.length);
      characters += text.length;
    } else {
      entries.delete(key);
    }
    entries.set(key, entry);
    if (isFull()) forgetOldest();
    return entry.prepared;
  };
}

function newEntry(prepared: ReturnType<CheckPreparer>, characters: number): Entry {
  const entry: Entry = { prepared, characters };
  // A preparation that fails stays a promise that is refused, to whoever asks.
  if (isPending(prepared)) prepared.then((there) => (entry.prepared = there)).catch(() => {});
  return entry;
}
