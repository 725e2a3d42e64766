import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { RunLine, TrialLine, TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { readFirstRunLine } from "../../store/journal/first-run-line.ts";
import { loadJournal } from "../../store/journal/journal-history.ts";
import { readTrialLines } from "../../store/journal/read-trials.ts";
import { journalOf, listRuns, removeRunFolder, runFolderPath } from "../../store/folders/run-folder.ts";
import { missingTrials } from "../../report/words/next/go-on.ts";
import { runCommandIn } from "./run-command.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import { toldTrials } from "../../store/journal/told-trials.ts";
import { journalProblem } from "./journal-problem.ts";
import { readRunHead } from "../../store/folders/run-head.ts";

export type FoundRun =
  | { readonly status: "found"; readonly folder: string; readonly line: RunLine }
  | { readonly status: "refused"; readonly message: Sentence };

/** The run that `name` means: an existing path, else an id in the store, else `latest`. `store`: absolute. */
export async function findRun(name: string, store: string, cwd: string): Promise<FoundRun> {
  const folder = runFolderOf(name, store, cwd);
  if (folder === null) {
    const [newest] = listRuns(store).toReversed();
    if (newest === undefined) return { status: "refused", message: refusalWords("no-run", { store }) };
    return { status: "refused", message: refusalWords("no-such-run", { name, store, newest }) };
  }
  const line = await readFirstRunLine(journalOf(folder));
  if (line !== null) return { status: "found", folder, line };
  const loaded = await loadJournal(journalOf(folder));
  if (loaded.status !== "loaded") return { status: "refused", message: journalProblem(loaded, folder) };
  return { status: "found", folder, line: loaded.history.firstRun };
}

/**
 * The same for whoever needs a run's suites: that of a meter has none, and `latest` is then the newest that has, of those that
 * `suits` takes where there is one.
 */
export async function findSuiteRun(
  name: string,
  store: string,
  cwd: string,
  suits: (line: RunLine) => boolean = () => true,
): Promise<FoundRun> {
  const found = await findRun(name, store, cwd);
  if (found.status === "refused") return found;
  if (isNewest(name, found, store)) return newestOfSuites(store, suits);
  if (found.line.meter === undefined) return found;
  return { status: "refused", message: refusalWords("run-of-meter", { id: found.line.id }) };
}

async function newestOfSuites(store: string, suits: (line: RunLine) => boolean): Promise<FoundRun> {
  let newest: FoundRun | null = null;
  for (const id of listRuns(store).toReversed()) {
    const run = await findRun(runFolderPath(store, id), store, store);
    if (run.status === "found" && run.line.meter !== undefined) continue;
    // One that cannot be read may have been meant, where it is the newest.
    if (run.status === "refused" ? newest === null : suits(run.line)) return run;
    newest ??= run;
  }
  return newest ?? { status: "refused", message: refusalWords("meters-only", { store }) };
}

/** Was the newest run of the store meant, and not a folder that is called so? */
function isNewest(name: string, { folder }: Extract<FoundRun, { status: "found" }>, store: string): boolean {
  const newest = listRuns(store).at(-1);
  return name === "latest" && newest !== undefined && folder === runFolderPath(store, newest);
}

function runFolderOf(name: string, store: string, cwd: string): string | null {
  const path = resolve(cwd, name);
  const folder = existsSync(path) && statSync(path).isFile() ? dirname(path) : path;
  if (existsSync(journalOf(folder))) return folder;
  const stored = runFolderPath(store, name);
  if (basename(name) === name && existsSync(journalOf(stored))) return stored;
  const newest = name === "latest" ? listRuns(store).at(-1) : undefined;
  return newest === undefined ? null : runFolderPath(store, newest);
}

/** A run of a store, as far as it can be told without reading its trials. */
export interface StoredRun {
  readonly id: string;
  /** Null: its first line cannot be read. */
  readonly line: RunLine | null;
  /** Null: unfinished. */
  readonly head: ReportHead | null;
}

/** The runs of a store, newest first. `store`: absolute. */
export async function* storedRuns(store: string): AsyncIterable<StoredRun> {
  for (const id of listRuns(store).toReversed()) {
    yield storedRun(id, runFolderPath(store, id));
  }
}

/** What a run's folder tells of it at a glance. */
export async function storedRun(id: string, folder: string): Promise<StoredRun> {
  return { id, line: await readFirstRunLine(journalOf(folder)), head: await readRunHead(folder) };
}

/** Deletes the finished runs that ended before `beforeMs`, unless a process uses them; gives their ids. */
export async function* pruneRuns(store: string, beforeMs: number): AsyncIterable<string> {
  for await (const { id, head } of storedRuns(store)) {
    if (head === null || goesOn(head)) continue;
    const finishedMs = Date.parse(head.run.finished_at ?? head.run.started_at);
    if (finishedMs < beforeMs && removeRunFolder(runFolderPath(store, id))) yield id;
  }
}

/** Was it cut short, so that `prompt-run resume` goes on with it? A shard is whole. */
function goesOn(head: ReportHead): boolean {
  const { verdict } = head;
  if (verdict === "over_budget") return missingTrials(head) > 0;
  return verdict === "interrupted" || verdict === "pending";
}

export type StoredReport =
  | {
      readonly status: "stored";
      readonly head: ReportHead;
      /** The newest session's line. */
      readonly line: RunLine;
      /** The ids of the shards that it was merged of; empty for any other run. */
      readonly mergedFrom: readonly string[];
      /** The most that was set aside for one request to a judge; null: none was sent, or that is not known. */
      readonly dearestJudgement: Picodollars | null;
      trials(suite: number): AsyncIterable<TrialRecord>;
      /** The trials with what the journal keeps beside their records. */
      lines(suite: number): AsyncIterable<TrialLine>;
    }
  | { readonly status: "refused"; readonly message: Sentence };

/** The report of a finished run, from its folder alone. */
export async function storedReport(folder: string): Promise<StoredReport> {
  const head = await readRunHead(folder);
  if (head === null) {
    return {
      status: "refused",
      message: refusalWords("unfinished-run", { folder, resume: runCommandIn("resume", folder) }),
    };
  }
  const path = journalOf(folder);
  const loaded = await loadJournal(path);
  if (loaded.status !== "loaded") return { status: "refused", message: journalProblem(loaded, folder) };
  const { run: line, firstRun, trials, dearestJudgement } = loaded.history;
  return {
    status: "stored",
    head,
    line,
    mergedFrom: firstRun.merged_from ?? [],
    dearestJudgement,
    trials: toldTrials(path, trials, loaded.history.calls),
    lines: (suite) => readTrialLines(path, trials, suite),
  };
}
