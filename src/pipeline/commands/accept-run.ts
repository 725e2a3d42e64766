import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Mask } from "../../base/mask.ts";
import type { BaselineFile, TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { reasonInShort } from "../../domain/values/rule-reason.ts";
import { isLeftOut, readSkipReason } from "../../domain/run/skip-reason.ts";
import { luckyBaselineSentence } from "../../stats/baseline/baseline-luck.ts";
import { pooledRuns } from "../../stats/baseline/pooled-runs.ts";
import { isPart } from "../../report/words/words.ts";
import { baselineName } from "../stored/baseline-name.ts";
import type { WriteGuard } from "../stored/write-guard.ts";
import { baselineOfRun } from "../stored/run-baseline.ts";
import { budgetSteps } from "../output/budget-steps.ts";
import { storeOfFolder } from "../stored/default-store.ts";
import { runCommandIn } from "../stored/run-command.ts";
import { findSuiteRun, storedReport } from "../stored/stored-runs.ts";
import { type PooledBaseline, poolInto, writePooled } from "./pooled-baseline.ts";

/** A run that may become a baseline. Suites count from 0. */
export interface RunToAccept {
  readonly head: ReportHead;
  /** Were some of its arms selected on the command line? Absent: that is not known, or all were run. */
  readonly selectsArms?: boolean;
  /** Where it is kept; absent: nowhere that a command would find. */
  readonly folder?: string;
  trials(suite: number): AsyncIterable<TrialRecord>;
  baseline(suite: number): Promise<BaselineFile>;
}

export interface AcceptRequest {
  /** A file, or a folder (existing, or ending in a slash) that gets one file a suite. */
  readonly as: string;
  readonly cwd: string;
  readonly mask: Mask;
  readonly guard: WriteGuard;
}

export type Accepted =
  /** What was written, in sentences. */
  | { readonly status: "accepted"; readonly lines: readonly string[] }
  /** The run may not become a baseline, or not in this file: exit 2. */
  | { readonly status: "refused"; readonly message: Sentence }
  /** A file could not be written: exit 3. */
  | { readonly status: "unwritable"; readonly message: Sentence };

/** Makes a baseline of a stored run (by path, id or `latest`), or pools the run into the baseline that is there. */
export async function acceptRun(run: string, store: string, request: AcceptRequest): Promise<Accepted> {
  const found = await findSuiteRun(run, store, request.cwd);
  if (found.status === "refused") return found;
  const { folder } = found;
  const stored = await storedReport(folder);
  if (stored.status === "refused") return stored;
  const { request: asked } = stored.line;
  const selectsArms = [asked?.models, asked?.prompts, asked?.targets].some((names = []) => names.length > 0);
  return acceptReport({ ...stored, folder, selectsArms, baseline: (suite) => baselineOfRun(stored, suite) }, request);
}

/**
 * Makes a baseline of a run, or pools the run into the baseline that is there. A folder gets those suites that can become one,
 * and what keeps the others from it is said; all of them are written, or none.
 */
export async function acceptReport(stored: RunToAccept, request: AcceptRequest): Promise<Accepted> {
  const unfit = unfitReason(stored) ?? targetProblem(stored.head, request);
  if (unfit !== null) return { status: "refused", message: unfit };
  const whys = await suitesUnfit(stored);
  const first = whys.find((why) => why !== null) ?? null;
  if (first !== null && (!isFolder(request) || whys.every((why) => why !== null)))
    return { status: "refused", message: refusalWords("run-unfit", { run: stored.head.run.id, why: first }) };
  const shown = (path: string): string => relative(request.cwd, path) || path;
  const made: PooledBaseline[] = [];
  for (const [index, suite] of stored.head.suites.entries()) {
    if (whys[index] !== null) continue;
    const path = targetPath(suite, request);
    const refusal = request.guard(shown(path));
    if (refusal !== null) return { status: "refused", message: refusal };
    const pooled = await poolInto({ path, shown: shown(path), own: await stored.baseline(index) }, stored);
    if (pooled.status === "refused") return pooled;
    made.push(pooled);
  }
  const written: PooledBaseline[] = [];
  for (const pooled of made) {
    const saved = await writePooled(pooled, stored, request.mask);
    if (saved.status !== "pooled") return saved;
    written.push(saved);
  }
  const lines = [...written.flatMap(({ lines: own }) => own), ...leftOut(stored.head, whys)];
  return { status: "accepted", lines: [...lines, ...warnings(stored.head, written)] };
}

/** The suites that could not become a baseline, each with why. */
function leftOut({ suites }: ReportHead, whys: readonly (Sentence | null)[]): string[] {
  return suites.flatMap(({ name }, index) => {
    const why = whys[index] ?? null;
    return why === null ? [] : [`warning: ${noteWords("suite-not-taken", { suite: name, why })}`];
  });
}

/** What a team must know that lives with this baseline. */
function warnings(head: ReportHead, made: readonly { readonly file: BaselineFile }[]): string[] {
  const luck = luckyBaselineSentence(Math.min(...made.map(({ file }) => pooledRuns(file).fewest)));
  return [
    ...(isPart(head) ? [noteWords("part-accepted")] : []),
    ...(head.verdict === "fail" ? [noteWords("red-accepted")] : []),
    ...(luck === null ? [] : [luck]),
  ].map((text) => `warning: ${text}`);
}

const UNFIT = { pending: "unfit-pending", partial: "unfit-partial" } as const;

/**
 * Why a run may not become a baseline: what it did not answer is no measure for others. What its gate said is no reason: a
 * baseline of the runs that passed only is the mean of the lucky ones.
 */
function unfitReason(stored: RunToAccept): Sentence | null {
  const why = partReason(stored) ?? budgetReason(stored);
  return why === null ? null : refusalWords("run-unfit", { run: stored.head.run.id, why });
}

/** The same of each suite: null where nothing keeps it from becoming one. */
async function suitesUnfit(stored: RunToAccept): Promise<readonly (Sentence | null)[]> {
  const whys: (Sentence | null)[] = [];
  for (const [index, suite] of stored.head.suites.entries())
    whys.push(incompleteReason(suite) ?? (await missingAnswers(stored.trials(index), resumeOf(stored))));
  return whys;
}

function partReason(stored: RunToAccept): Sentence | null {
  const { verdict } = stored.head;
  if (verdict === "interrupted") return refusalWords("unfit-interrupted", { resume: resumeOf(stored) });
  return verdict === "pending" || verdict === "partial" ? refusalWords(UNFIT[verdict]) : null;
}

function resumeOf({ folder }: RunToAccept): string {
  return folder === undefined ? "prompt-run resume" : runCommandIn("resume", folder);
}

function budgetReason({ head, folder }: RunToAccept): Sentence | null {
  const steps = budgetSteps(head, folder === undefined ? null : storeOfFolder(folder));
  if (head.verdict !== "over_budget" && steps === null) return null;
  return refusalWords("unfit-over-budget", { steps });
}

/** An incomplete verdict that comes only of a baseline that is not there yet does not keep a run from becoming it. */
function incompleteReason({ gate }: SuiteHead): Sentence | null {
  const open = gate.rules.filter(({ verdict }) => verdict === "incomplete");
  const other = open.find(({ rule }) => rule !== "not_worse_than" && rule !== "baseline");
  return other === undefined
    ? null
    : refusalWords("unfit-incomplete", { rule: other.rule, reason: reasonInShort(other.reason) });
}

/** Errored trials, trials that were not run, undecided ones: counted from the trials, quarantined ones left out. */
async function missingAnswers(trials: AsyncIterable<TrialRecord>, resume: string): Promise<Sentence | null> {
  const counts = { missing: 0, undecided: 0, decided: 0 };
  for await (const { quarantined, status, status_reason: reason, verdict } of trials) {
    if (quarantined) continue;
    if (status === "skipped" && readSkipReason(reason) === "decided") counts.decided++;
    else if (status !== "completed") counts.missing += isLeftOut(reason) ? 0 : 1;
    else if (verdict === "undecided") counts.undecided++;
  }
  if (counts.missing > 0) return refusalWords("unfit-missing", { count: counts.missing, resume });
  if (counts.decided > 0) return refusalWords("unfit-decided", { count: counts.decided });
  return counts.undecided > 0 ? refusalWords("unfit-undecided", { count: counts.undecided }) : null;
}

function isFolder({ as, cwd }: AcceptRequest): boolean {
  const path = resolve(cwd, as);
  return /[/\\]$/.test(as) || (existsSync(path) && statSync(path).isDirectory());
}

function targetPath(suite: SuiteHead, request: AcceptRequest): string {
  const path = resolve(request.cwd, request.as);
  return isFolder(request) ? join(path, baselineName(suite.name)) : path;
}

function targetProblem(head: ReportHead, request: AcceptRequest): Sentence | null {
  const names = head.suites.map(({ name }) => baselineName(name));
  if (names.length > 1 && !isFolder(request)) {
    return refusalWords("one-file-many-suites", { suites: names.length, as: request.as });
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : refusalWords("one-file-two-suites", { file: twice });
}
