import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileStats } from "../../host/file-stats.ts";
import { isArchive, unpackJournals } from "../../store/shards/archive-journals.ts";
import { journalOf } from "../../store/folders/run-folder.ts";
import { findRun } from "../stored/stored-runs.ts";

/** A journal that may be a shard's. */
export interface JournalSource {
  readonly journal: string;
  /** What a person named, for messages. */
  readonly named: string;
  /** False: it was unpacked of an archive, and its folder is elsewhere. */
  readonly isHere: boolean;
}

export type FoundJournals =
  | { readonly status: "found"; readonly sources: readonly JournalSource[] }
  | { readonly status: "refused"; readonly message: Sentence };

export interface ShardPlaces {
  readonly cwd: string;
  /** Absolute. */
  readonly store: string;
  /** Where archives are unpacked: a folder of this process alone. */
  readonly scratch: string;
}

/** CI systems put what they keep a few folders deep; whoever names a home directory gets an answer. */
const MAX_LEVELS = 6;
const MAX_FOLDERS = 20_000;

/** The journals that arguments of `merge` mean: run folders, ids, archives, and folders that hold run folders. */
export async function findJournals(names: readonly string[], places: ShardPlaces): Promise<FoundJournals> {
  const sources: JournalSource[] = [];
  for (const [index, named] of names.entries()) {
    const found = await journalsOf(named, index, places);
    if (found.status === "refused") return found;
    sources.push(...found.sources);
  }
  return { status: "found", sources };
}

async function journalsOf(named: string, index: number, places: ShardPlaces): Promise<FoundJournals> {
  const path = resolve(places.cwd, named);
  const stats = fileStats(path);
  if (stats?.isFile() === true && isArchive(path)) {
    const folder = join(places.scratch, String(index));
    mkdirSync(folder);
    const unpacked = await unpackJournals(path, folder);
    if (unpacked.status === "refused") return refused(refusalWords("at-path", { path: named, why: unpacked.message }));
    return { status: "found", sources: unpacked.journals.map((journal) => ({ journal, named, isHere: false })) };
  }
  if (stats?.isDirectory() === true && !existsSync(journalOf(path))) {
    const journals = journalsBelow(path);
    if (journals === null) return refused(refusalWords("too-many-folders", { named }));
    if (journals.length === 0) return refused(refusalWords("no-run-below", { named }));
    return { status: "found", sources: journals.map((journal) => ({ journal, named: journal, isHere: true })) };
  }
  const run = await findRun(named, places.store, places.cwd);
  if (run.status === "refused") return run;
  return { status: "found", sources: [{ journal: journalOf(run.folder), named, isHere: true }] };
}

/** The journals below a folder, in order of their paths, links not followed; null where there are too many folders. */
function journalsBelow(folder: string): string[] | null {
  const found: string[] = [];
  let level = [folder];
  let count = 0;
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const next: string[] = [];
    for (const one of level) {
      if (++count > MAX_FOLDERS) return null;
      for (const entry of readdirSync(one, { withFileTypes: true })) {
        if (entry.isDirectory()) next.push(join(one, entry.name));
        else if (entry.isFile() && journalOf(one) === join(one, entry.name)) found.push(join(one, entry.name));
      }
    }
    level = next;
  }
  return found.sort();
}

function refused(message: Sentence): FoundJournals {
  return { status: "refused", message };
}
