import { probeFolder } from "../../host/writability.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mask } from "../../base/mask.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { LockResult } from "./folder-lock.ts";
import { lockFolder } from "./folder-lock.ts";
import { openJournalFile, storeCall, StoreError } from "../journal/journal-file.ts";
import type { JournalHistory } from "../journal/journal-history.ts";
import { loadJournal, type LoadedJournal } from "../journal/journal-history.ts";
import { JournalWriter } from "../journal/journal-writer.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { AnswerIndex } from "../journal/answer-index.ts";
import { readTrialLines, readTrials } from "../journal/read-trials.ts";
import { RUNS_FOLDER } from "./store-folder.ts";
import { SavedTrials } from "../journal/saved-trials.ts";
import { toldTrials } from "../journal/told-trials.ts";
import { writeRunHead } from "./run-head.ts";
import { TrialIndex } from "../journal/trial-index.ts";

/** What a trial takes in the journal with its calls, roughly; and what must be free beside it. */
const BYTES_PER_TRIAL = 2 * 1024;
const SPARE_BYTES = 32 * 1024 * 1024;
const JOURNAL = "journal.jsonl";

export interface RunFolderOptions {
  readonly mask: Mask;
  /** False: nothing is synced. */
  readonly durable: boolean;
  /** The disk is full: nothing new should be started. */
  readonly onDiskFull: () => void;
}

/** A run's folder, locked for this process. */
export interface RunFolder extends RunStore {
  readonly folder: string;
  readonly journalPath: string;
  /** Where the trials stand in it. */
  readonly trials: TrialIndex;
  /** Where the answers stand that were paid for. */
  readonly answers: AnswerIndex;
  /** What earlier sessions wrote; null in a new run. */
  readonly history: JournalHistory | null;
}

export type ReopenedFolder =
  | { readonly status: "open"; readonly run: RunFolder }
  | Exclude<LockResult, { status: "locked" }>
  | Exclude<LoadedJournal, { status: "loaded" }>;

function runsFolder(store: string): string {
  return join(store, RUNS_FOLDER);
}

/** The folder of a run in a store. */
export function runFolderPath(store: string, id: string): string {
  return join(runsFolder(store), id);
}

/** The journal in a run's folder. */
export function journalOf(folder: string): string {
  return join(folder, JOURNAL);
}

/** The ids of the runs in a store, oldest first. */
export function listRuns(store: string): string[] {
  const folder = runsFolder(store);
  if (!existsSync(folder)) return [];
  return storeCall(() => readdirSync(folder))
    .filter((id) => existsSync(journalOf(runFolderPath(store, id))))
    .sort();
}

/**
 * An id that sorts by time: `20261122-093000-1a2b3` for a second, three hex digits that count its milliseconds, and two that
 * tell equal moments apart.
 */
export function newRunId(at: Date, random: () => number): string {
  const [day, time] = at.toISOString().replaceAll(/[-:]/g, "").split("T");
  const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, "0");
  return `${day}-${time?.slice(0, 6)}-${hex(at.getUTCMilliseconds(), 3)}${hex(random() * 0x10000, 4)}`;
}

/**
 * Makes the folder of a new run, git-ignored by its own file, and opens its journal. Throws `StoreError` when the store
 * cannot take what the run is about to write: that must be known before money is spent.
 */
export function createRunFolder(store: string, id: string, trials: number, options: RunFolderOptions): RunFolder {
  const folder = runFolderPath(store, id);
  try {
    makeFolder(runsFolder(store));
    mkdirSync(folder);
    writeFileSync(join(folder, ".gitignore"), "*\n");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(refusalWords("unwritable-store", { store, reason }), { cause: error });
  }
  checkStore(folder, trials);
  const lock = lockFolder(folder);
  if (lock.status === "held") throw new StoreError(refusalWords("held-folder", { folder, pid: lock.pid }));
  return releasing(lock.release, () => openFolder({ id, folder, history: null, release: lock.release }, options));
}

/** Opens the folder of an earlier run to go on with it. Throws `StoreError` when it cannot be written. */
export async function reopenRunFolder(
  folder: string,
  trials: number,
  options: RunFolderOptions,
): Promise<ReopenedFolder> {
  const lock = lockFolder(folder);
  if (lock.status === "held") return lock;
  const loaded = await loadJournal(journalOf(folder));
  if (loaded.status !== "loaded") {
    lock.release();
    return loaded;
  }
  const run = releasing(lock.release, () => {
    checkStore(folder, trials);
    return openFolder(
      { id: loaded.history.firstRun.id, folder, history: loaded.history, release: lock.release },
      options,
    );
  });
  return { status: "open", run };
}

/** Deletes a run's folder; false when a process is using it. Throws `StoreError`. */
export function removeRunFolder(folder: string): boolean {
  if (lockFolder(folder).status === "held") return false;
  storeCall(() => rmSync(folder, { recursive: true, force: true }));
  return true;
}

/** Gives the lock up again when the folder cannot be opened. */
function releasing<T>(release: () => void, open: () => T): T {
  try {
    return open();
  } catch (error) {
    release();
    throw error;
  }
}

/** Is there room for so many trials, and can it be written? Throws `StoreError`. */
function checkStore(folder: string, trials: number): void {
  const { bavail, bsize } = storeCall(() => statfsSync(folder));
  const needed = trials * BYTES_PER_TRIAL + SPARE_BYTES;
  if (bavail * bsize < needed) {
    const room = { free: megabytes(bavail * bsize), needed: megabytes(needed) };
    throw new StoreError(refusalWords("full-disk", { folder, ...room }));
  }
  storeCall(() => probeFolder(folder));
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

interface LockedFolder extends Pick<RunFolder, "id" | "folder" | "history"> {
  readonly release: () => void;
}

function openFolder({ id, folder, history, release }: LockedFolder, options: RunFolderOptions): RunFolder {
  const path = journalOf(folder);
  const trials = history?.trials ?? new TrialIndex();
  const answers = history?.answers ?? new AnswerIndex();
  const { durable, onDiskFull, mask } = options;
  const reserve = join(folder, "reserve");
  const file = openJournalFile(path, { keepBytes: history?.endOffset ?? null, durable, reserve, onDiskFull });
  const journal = new JournalWriter({ file, mask, trials, answers, session: (history?.sessions ?? 0) + 1 });
  const close = async (): Promise<void> => {
    try {
      await journal.close();
    } finally {
      release();
    }
  };
  return {
    id,
    folder,
    journalPath: path,
    trials,
    answers,
    journal,
    history,
    trialsOf: (suite) => readTrials(path, trials, suite),
    linesOf: (suite) => readTrialLines(path, trials, suite),
    toldOf: toldTrials(path, trials),
    keepHead: (head) => writeRunHead(folder, head, mask),
    openFeed: () => new SavedTrials(path, trials),
    forgetTrials: () => trials.clear(),
    close,
  };
}
