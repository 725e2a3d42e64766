import { refusalWords } from "../../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { seededRandom } from "../../../base/seeded-random.ts";
import { createMask } from "../../../base/mask.ts";
import { makeFolder } from "../../../host/make-folder.ts";
import { type Invocation, secretValues } from "../../../domain/invocation.ts";
import type { Replay } from "../../../domain/run/call.ts";
import type { LedgerTotals } from "../../../domain/run/ledger.ts";
import { RunStop } from "../../../run/schedule/run-stop.ts";
import {
  createRunFolder,
  journalOf,
  newRunId,
  removeRunFolder,
  reopenRunFolder,
  type RunFolder,
  type RunFolderOptions,
} from "../../../store/folders/run-folder.ts";
import { StoreError } from "../../../store/journal/journal-file.ts";
import { createReplay } from "../../../store/journal/replay.ts";
import { mergeJournals } from "../../../store/shards/merge-journals.ts";
import { type CheckedSuites, checkSuites } from "../../passes/check-suites.ts";
import { changedSinceShards } from "../../shards/changed-since-shards.ts";
import { createPlanStream } from "../../passes/plan-stream.ts";
import { simulatedBaselineProblem } from "../../passes/suite-baseline.ts";
import { endRun } from "../end-run.ts";
import { NOBODY } from "../../access/reply-endpoint.ts";
import { heldAgainstItself } from "../../summary/held-against-itself.ts";
import { mergedPreferences } from "./merged-pairs.ts";
import type { RunHooks, RunResult } from "../run-hooks.ts";
import { platformOf, runLine, runRecord } from "../run-record.ts";
import { inFolder, type SessionFrom } from "../run-session.ts";
import { requestOfRun } from "../stored-request.ts";
import { findJournals } from "../../shards/shard-journals.ts";
import { readShardSet, type StoredShard } from "../../shards/shard-set.ts";
import { journalProblem } from "../../stored/journal-problem.ts";
import { wasAllowedOutside } from "../../stored/run-start.ts";
import { writeGuard } from "../../stored/write-guard.ts";

/** What may be said anew of a merged run. */
export type MergeOptions = Partial<
  Pick<Invocation, "strict" | "failOnInconclusive" | "baseline" | "allowMissingBaseline">
>;

/** How an invocation is made for the suites that shards ran, of the options that they were run with. */
export type InvocationFor = (suites: readonly string[], options: { readonly allowOutside: boolean }) => Invocation;

export interface MergeRequest {
  readonly runs: readonly string[];
  readonly cwd: string;
  /** Absolute. */
  readonly store: string;
  readonly options: MergeOptions;
  readonly invocationFor: InvocationFor;
}

type Shards = readonly [StoredShard, ...StoredShard[]];

/**
 * Makes one run of all shards of a plan: their trials are read back, and gate, comparisons, baseline and reports are those that
 * one run would have. Nothing is sent. What is not all there, or does not belong together, is refused.
 */
export async function mergeRuns(request: MergeRequest, hooks: RunHooks): Promise<RunResult> {
  const refusal = writeGuard({ cwd: request.cwd, allowOutside: false })(join(request.store, "runs"));
  if (refusal !== null) return { status: "unstorable", message: refusal };
  let scratch: string | null = null;
  try {
    makeFolder(request.store);
    scratch = mkdtempSync(join(request.store, "merging-"));
    const found = await findJournals(request.runs, { ...request, scratch });
    if (found.status === "refused") return found;
    const set = await readShardSet(found.sources);
    return set.status === "refused" ? set : await mergeShards(set.shards, request, hooks);
  } catch (error) {
    if (error instanceof StoreError) return { status: "unstorable", message: error.message };
    throw error;
  } finally {
    if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
  }
}

async function mergeShards(shards: Shards, request: MergeRequest, hooks: RunHooks): Promise<RunResult> {
  const [{ line }] = shards;
  const stored = requestOfRun(line);
  if (stored === null) return { status: "refused", message: refusalWords("shards-without-request") };
  const { suites, ...asked } = stored;
  const allowOutside = shards.some((shard) => wasAllowedOutside(shard.line));
  const made = request.invocationFor(suites, { allowOutside });
  const invocation: Invocation = { ...made, ...asked, ...request.options, suites, shard: null };
  const checked = await checkSuites(invocation, hooks.clock.now());
  try {
    const { locate } = checked;
    const simulated = checked.suites.flatMap(({ baseline }) => simulatedBaselineProblem(baseline, invocation.mode));
    const errors = [...checked.errors, ...simulated];
    if (errors.length > 0) return { status: "wrong", problems: [...errors, ...checked.warnings], locate };
    const parts = shards.map(({ line: { id } }) => id);
    const itself = heldAgainstItself(checked, { id: line.id, merged_from: parts });
    if (itself !== null) return { status: "refused", message: itself };
    const changed = await changedSinceShards(shards, checked, invocation);
    if (changed !== null) return { status: "changed", message: changed };
    hooks.onWarnings(checked.warnings, locate);
    return await writeMerged(shards, { invocation, checked, hooks: { ...hooks, clock: endingWith(shards, hooks) } });
  } finally {
    await checked.close();
  }
}

/** The run was over when its last shard was. */
function endingWith(shards: Shards, { clock }: RunHooks): RunHooks["clock"] {
  const endedMs = Math.max(...shards.map(({ end }) => Date.parse(end.at)));
  return { ...clock, now: () => endedMs, monotonicMs: () => clock.monotonicMs() };
}

interface Merging {
  readonly invocation: Invocation;
  readonly checked: CheckedSuites;
  readonly hooks: RunHooks;
}

async function writeMerged(shards: Shards, { invocation, checked, hooks }: Merging): Promise<RunResult> {
  const [{ line }] = shards;
  const mask = createMask(secretValues(invocation));
  const stop = new RunStop();
  const options: RunFolderOptions = { mask, durable: false, onDiskFull: () => stop.stop("store") };
  const startedMs = Math.min(...shards.map(({ startedAt }) => Date.parse(startedAt)));
  const now = new Date();
  const id = newRunId(now, seededRandom(`${now.getTime()} ${process.pid}`));
  const source = { provider: NOBODY, baseUrl: line.base_url, replies: line.replies, ...platformOf(line) };
  const run = runRecord({ id, startedMs, checked, source, invocation });
  const stream = createPlanStream(checked.suites, invocation);
  const opened = await openMerged(shards, {
    store: resolve(invocation.cwd, invocation.store),
    line: {
      ...runLine(run, checked, { request: invocation, start: hooks.start, share: null }),
      merged_from: shards.map(({ line: { id: shard } }) => shard),
    },
    trials: stream.trials,
    options,
  });
  if (typeof opened === "string") return { status: "refused", message: opened };
  try {
    const { store, record, ledger } = opened;
    const session = { store, record, run, begunMs: hooks.clock.monotonicMs(), replay: null };
    const ready = { checked, source, recall: null, share: null, close: () => Promise.resolve() };
    const { facts } = checked;
    const preferences = await mergedPreferences(opened, stream, { facts, mode: invocation.mode });
    const summary = { stopped: stop.reason, failure: null, ledger, reusedTrials: 0 };
    return await endRun({ ready, invocation, hooks, stream, stop, mask, session }, summary, {
      sequential: null,
      limits: [],
      preferences,
    });
  } finally {
    await opened.store.close();
  }
}

interface MergedFolder {
  readonly store: string;
  readonly line: ReturnType<typeof runLine>;
  readonly trials: number;
  readonly options: RunFolderOptions;
}

/** The run that the shards are together, its lines written. */
interface MergedRun extends Pick<SessionFrom, "store" | "record"> {
  readonly ledger: LedgerTotals;
  readonly openReplay: () => Replay;
}

/** The folder of the run that the shards are together, or why there is none. */
async function openMerged(
  shards: Shards,
  { store, line, trials, options }: MergedFolder,
): Promise<MergedRun | Sentence> {
  const made = createRunFolder(store, line.id, trials, options);
  await made.close();
  const parts = shards.map(({ journal, shard, line: of }) => ({
    path: journal,
    index: shard.index,
    planHash: of.plan_hash,
  }));
  const merged = await mergeJournals(parts, { path: journalOf(made.folder), line, trials });
  const opened = merged.status === "merged" ? await reopenRunFolder(made.folder, 0, options) : merged;
  if (opened.status === "open") return mergedIn(opened.run);
  removeRunFolder(made.folder);
  return opened.status === "refused" ? opened.message : journalProblem(opened, made.folder);
}

function mergedIn(folder: RunFolder): MergedRun {
  const { history, journalPath } = folder;
  if (history === null) throw new Error("a merged run has the history of its shards");
  return { ...inFolder(folder), ledger: history.ledger, openReplay: () => createReplay(journalPath, history) };
}
