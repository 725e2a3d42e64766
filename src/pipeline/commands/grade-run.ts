import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mask } from "../../base/mask.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { RunLine, RunRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { type JournalHistory, loadJournal } from "../../store/journal/journal-history.ts";
import { createReplay } from "../../store/journal/replay.ts";
import { createRunFolder, journalOf, type RunFolder } from "../../store/folders/run-folder.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { createGrader } from "../grading/grade.ts";
import { journalProblem } from "../stored/journal-problem.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import { missingReply } from "../session/recordings.ts";
import { NOBODY } from "../access/reply-endpoint.ts";
import { readRunHead } from "../../store/folders/run-head.ts";
import { repliesOf, runRecord } from "../session/run-record.ts";
import { summarizeRun } from "../summary/summarize-run.ts";
import type { SequentialWatch } from "../summary/sequential-watch.ts";
import { trialOptions } from "../session/trial-options.ts";
import { watchedBy, watchSequential } from "../session/watch-sequential.ts";

export interface GradeHooks {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly mask: Mask;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
  onWarnings(warnings: readonly Diagnostic[], locate: Locate): void;
}

/** Trials that the run has no reply for, as the suites are now; the first of them are named. */
export interface MissingReplies {
  readonly count: number;
  readonly named: readonly { readonly case: string; readonly arm: string; readonly trial: number }[];
}

export type GradeResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "refused"; readonly message: string }
  | { readonly status: "graded"; readonly head: ReportHead; readonly missing: MissingReplies };

/** What becomes of the report while its trials can still be read. */
export type UseReport = (head: ReportHead, trials: (suite: number) => AsyncIterable<TrialRecord>) => Promise<void>;

const NAMED = 10;
const NO_REPLY = missingReply(
  "the run has no reply to this request: it was changed since, or never answered, or its answer holds a secret and is kept masked; the answer is missing",
);

/**
 * Grades a run's replies, conversations and tool rounds included, under its suites as they are now. Nothing is sent, and
 * the run stays as it is: the records stand in a folder of their own until `use` is done with them. `folder`: the run's.
 */
export async function gradeRun(
  folder: string,
  invocation: Invocation,
  hooks: GradeHooks,
  use: UseReport,
): Promise<GradeResult> {
  const loaded = await loadJournal(journalOf(folder));
  if (loaded.status !== "loaded") return { status: "refused", message: journalProblem(loaded, folder) };
  const checked = await checkSuites(invocation, hooks.clock.now());
  const { errors, warnings, locate } = checked;
  const scratch = mkdtempSync(join(tmpdir(), "prompt-run-grade-"));
  try {
    if (errors.length > 0) return { status: "wrong", problems: [...errors, ...warnings], locate };
    hooks.onWarnings(warnings, locate);
    return await gradeInto(scratch, { folder, checked, invocation, hooks, history: loaded.history }, use);
  } finally {
    await checked.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Grading {
  readonly folder: string;
  readonly checked: CheckedSuites;
  readonly invocation: Invocation;
  readonly hooks: GradeHooks;
  readonly history: JournalHistory;
}

async function gradeInto(scratch: string, grading: Grading, use: UseReport): Promise<GradeResult> {
  const { invocation, checked, hooks } = grading;
  const { cases, tags, seed } = invocation;
  const stream = createPlanStream(checked.suites, { cases, tags }, invocation.sequential ? seed : null);
  const stop = new RunStop();
  const onDiskFull = (): void => stop.stop("store");
  const graded = createRunFolder(scratch, "graded", stream.trials, { mask: hooks.mask, durable: false, onDiskFull });
  try {
    const run = await gradedRun(grading);
    const sequential = watchSequential(checked.suites, stream, run.replies, invocation);
    const missing = await gradeAgain(grading, { graded, stream, stop, sequential });
    const trials = (suite: number): AsyncIterable<TrialRecord> => graded.trialsOf(suite);
    const { ledger } = grading.history;
    const ended = { run, stopped: stop.reason, signal: hooks.interruptedBy(), ledger, sequential };
    const head = await summarizeRun(checked.suites, trials, ended, invocation);
    await use(head, trials);
    return { status: "graded", head, missing };
  } finally {
    await graded.close();
  }
}

interface Target {
  readonly graded: RunFolder;
  readonly stream: ReturnType<typeof createPlanStream>;
  readonly stop: RunStop;
  readonly sequential: SequentialWatch | null;
}

/** Runs all trials on the replies of the run's journal: what it has no reply to is a missing answer. */
async function gradeAgain(
  { folder, checked, invocation, hooks, history }: Grading,
  { graded, stream, stop, sequential }: Target,
): Promise<MissingReplies> {
  const replay = createReplay(journalOf(folder), history);
  const named: TrialRecord[] = [];
  let count = 0;
  try {
    await runTrials({
      ...trialOptions(checked, stream, { ...invocation, failFast: false }, hooks),
      provider: NOBODY,
      recall: () => ({ status: "missing", failure: NO_REPLY }),
      // No record stands: every trial is graded again.
      replay: { ...replay, finished: () => null },
      grade: createGrader(stream, checked, invocation.mode),
      journal: graded.journal,
      stop,
      ...watchedBy(sequential, (event) => {
        if (event.type !== "trial" || event.record.status_reason !== NO_REPLY.kind) return;
        count += 1;
        if (named.length < NAMED) named.push(event.record);
      }),
    });
  } finally {
    replay.close();
  }
  return { count, named: named.map(({ case: id, arm, trial }) => ({ case: id, arm, trial })) };
}

/** The run whose replies these are: its id, times and source, with the warnings of its suites as they are now. */
async function gradedRun({ folder, checked, invocation, history }: Grading): Promise<RunRecord> {
  const head = await readRunHead(folder);
  const { id, started_at: startedAt, base_url: baseUrl, seed }: RunLine = history.firstRun;
  const replies = head?.run.replies ?? repliesOf(history.run.replies, history.ledger);
  const source = { provider: NOBODY, baseUrl, replies };
  const startedMs = Date.parse(startedAt);
  const run = runRecord({ id, startedMs, checked, source, invocation: { ...invocation, seed } });
  if (head === null) return run;
  const { finished_at, duration_ms, git } = head.run;
  return { ...run, finished_at, duration_ms, git };
}
