import { createMask, type Mask } from "../../base/mask.ts";
import type { Clock } from "../../domain/values/clock.ts";
import { type Invocation, secretValues } from "../../domain/invocation.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { Recall } from "../../domain/run/provider.ts";
import type { ProgressState } from "../../domain/run/progress.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { StoreError } from "../../store/journal/journal-file.ts";
import { askedOf } from "../../domain/run/ledger.ts";
import { readTrials } from "../../store/journal/read-trials.ts";
import type { RunOptions } from "../../run/trials/run-options.ts";
import { RunStop } from "../../run/schedule/run-stop.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import { SavedTrials } from "../../store/journal/saved-trials.ts";
import type { RunTelemetry } from "../../telemetry/run-telemetry.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { finishedRun, gitRecord } from "../session/git-record.ts";
import { createJudge } from "../grading/judge.ts";
import type { RunFeed } from "../output/live-reports.ts";
import { openTelemetry } from "../session/open-telemetry.ts";
import { createPlanStream, DataChangedError, type PlanStream } from "../passes/plan-stream.ts";
import { budgetOf, followProgress } from "../session/progress-state.ts";
import { isRecording, openRecall, recordingsFile, recordRun } from "../session/recordings.ts";
import { repliesOf } from "../session/run-record.ts";
import { chooseSource, type ReplySource } from "../session/reply-source.ts";
import { writeRunHead } from "../../store/folders/run-head.ts";
import { openNewRun, type OpenSession, type Session } from "../session/run-session.ts";
import { simulatedBaselineProblem } from "../passes/suite-baseline.ts";
import type { SequentialWatch } from "../summary/sequential-watch.ts";
import { type EndedRun, summarizeRun } from "../summary/summarize-run.ts";
import { trialOptions } from "../session/trial-options.ts";
import { budgetCounter, isCapped, unboundedProblems } from "../session/unbounded-problems.ts";
import { watchedBy, watchSequential } from "../session/watch-sequential.ts";

/** What a run is handed from outside. */
export interface RunHooks {
  readonly clock: Clock;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  readonly argv: readonly string[];
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
  onWarnings(warnings: readonly Diagnostic[], locate: Locate): void;
  onProgress(state: ProgressState): void;
  /** The run begins: whoever wants to follow its trials as they are saved may. */
  onStart?(feed: RunFeed): void;
  readonly log: (line: string) => void;
  /** The process's environment, for where traces are sent; without it nowhere. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export type RunResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "unstorable"; readonly message: string }
  | { readonly status: "changed"; readonly message: string }
  /** The run cannot be gone on with. */
  | { readonly status: "refused"; readonly message: string }
  | {
      readonly status: "ran";
      readonly head: ReportHead;
      readonly mask: Mask;
      /** Requests that this session sent, and answers that it took from recordings. */
      readonly asked: number;
      /** What the account or the endpoint said when that stopped the run. */
      readonly fatal: string | null;
      /** Why the report could not be kept in the store, if it could not. */
      readonly unstored: string | null;
      /** Why the answers could not be recorded, if they could not; the run's journal has them. */
      readonly unrecorded: string | null;
      trials(suite: number): AsyncIterable<TrialRecord>;
    };

/**
 * Checks the suites, sends their trials, and reads the results back. Nothing is sent when anything is wrong. `open` begins
 * a new run, or goes on with an earlier one.
 */
export async function runSuites(
  invocation: Invocation,
  hooks: RunHooks,
  open: OpenSession = openNewRun,
): Promise<RunResult> {
  const checked = await checkSuites(invocation, hooks.clock.now(), budgetCounter(invocation, hooks.log));
  const { locate } = checked;
  const chosen = chooseSource(invocation, checked.config, hooks);
  const recalling = await openRecall(
    checked.suites.map(({ loaded }) => loaded.suite),
    checked.config,
    invocation,
  );
  const problems = [
    ...checked.errors,
    ...(chosen.ok ? [] : [chosen.problem]),
    ...(recalling.ok ? [] : recalling.problems),
    ...unboundedProblems(checked, invocation),
    ...checked.suites.flatMap(({ baseline }) => simulatedBaselineProblem(baseline, invocation.mode)),
  ];
  if (problems.length > 0 || !chosen.ok || !recalling.ok) {
    if (recalling.ok) recalling.close();
    return { status: "wrong", problems: [...problems, ...checked.warnings], locate };
  }
  hooks.onWarnings(checked.warnings, locate);
  try {
    return await runChecked({ checked, source: chosen.source, recall: recalling.recall, invocation, hooks }, open);
  } catch (error) {
    if (error instanceof StoreError) return { status: "unstorable", message: error.message };
    if (error instanceof DataChangedError) return { status: "changed", message: error.message };
    throw error;
  } finally {
    recalling.close();
    await checked.close();
  }
}

interface CheckedRun {
  readonly checked: CheckedSuites;
  readonly source: ReplySource;
  /** Answers from recordings; null: every request is sent. */
  readonly recall: Recall | null;
  readonly invocation: Invocation;
  readonly hooks: RunHooks;
}

/** What a session works with. */
interface SessionRun extends CheckedRun {
  readonly stream: PlanStream;
  readonly stop: RunStop;
  readonly mask: Mask;
  readonly session: Session;
}

/** A session that is told of. */
interface OpenRun extends SessionRun {
  readonly saved: SavedTrials;
  readonly telemetry: RunTelemetry | null;
}

async function runChecked(run: CheckedRun, open: OpenSession): Promise<RunResult> {
  const { checked, source, invocation, hooks } = run;
  const mask = createMask(secretValues(invocation));
  const { cases, tags, sequential, seed } = invocation;
  const stream = createPlanStream(checked.suites, { cases, tags }, sequential ? seed : null);
  const stop = new RunStop();
  const onDiskFull = (): void => stop.stop("store");
  // What is simulated costs nothing: it need not survive a power cut.
  const durable = invocation.mode !== "simulate";
  const opened = await open({
    checked,
    stream,
    source,
    invocation,
    argv: hooks.argv,
    nowMs: hooks.clock.now(),
    folderOptions: { mask, durable, onDiskFull },
  });
  if (opened.status === "refused") return opened;
  const { session } = opened;
  try {
    return await runSession({ ...run, stream, stop, mask, session });
  } finally {
    session.replay?.close();
    await session.folder.close();
  }
}

type Ran = Extract<RunResult, { status: "ran" }>;

/** Runs the session, followed by whoever asked to. */
async function runSession(open: SessionRun): Promise<Ran> {
  const { checked, invocation, hooks, mask } = open;
  const { folder, run } = open.session;
  const saved = new SavedTrials(folder.journalPath, folder.trials);
  const suites = checked.suites.map(({ loaded: { suite } }) => ({ name: suite.name, file: suite.displayFile }));
  const { clock, env = {}, log } = hooks;
  const telemetry = await openTelemetry({ env, start: { run, suites }, mask, clock, log });
  const git = hooks.onStart === undefined ? null : await gitRecord(invocation.cwd);
  const running = runToEnd({ ...open, saved, telemetry }).finally(() => saved.close());
  hooks.onStart?.({
    start: { run: { ...run, git }, suites },
    trials: saved,
    head: running.then(({ head }) => head),
    mask,
  });
  await running.then(
    ({ head }) => telemetry?.close(head),
    () => telemetry?.close(null),
  );
  return running;
}

async function runToEnd(open: OpenRun): Promise<Ran> {
  const { checked, invocation, hooks, mask } = open;
  const { folder, run } = open.session;
  const trials = (suite: number): AsyncIterable<TrialRecord> => readTrials(folder.journalPath, folder.trials, suite);
  const sequential = watchSequential(checked.suites, open.stream, open.source.replies, invocation);
  const { ledger, stopped, failure } = await runTrials(optionsOf(open, sequential));
  const unrecorded = await recordAnswers(open);
  const ended: EndedRun = {
    run: { ...(await finishedRun(run, hooks.clock.now(), invocation.cwd)), replies: repliesOf(run.replies, ledger) },
    stopped,
    signal: hooks.interruptedBy(),
    ledger,
    sequential,
    isCapped: isCapped(checked, invocation),
    priceOf: (model, usage) => checked.facts.costOf(model, usage, Date.parse(run.started_at)),
  };
  const head = await summarizeRun(checked.suites, trials, ended, invocation);
  const at = new Date(hooks.clock.now()).toISOString();
  await folder.journal.end({ v: 1, type: "end", at, verdict: head.verdict, exit_code: head.exit_code });
  const unstored = writeRunHead(folder.folder, head, mask);
  const asked = askedOf(ledger) - askedOf(folder.history?.ledger ?? null);
  return { status: "ran", head, mask, asked, trials, fatal: failure?.message ?? null, unstored, unrecorded };
}

/** Merges the live answers into the recordings; returns why that failed, or null. */
async function recordAnswers({ checked, invocation, mask, session }: OpenRun): Promise<string | null> {
  const { suites, config } = checked;
  if (!isRecording(invocation, config)) return null;
  const files = suites.map(({ loaded }) => recordingsFile(loaded.suite, config, invocation));
  return recordRun(session.folder.journalPath, files, mask);
}

function optionsOf(open: OpenRun, sequential: SequentialWatch | null): RunOptions {
  const { checked, source, recall, invocation, hooks, stream, stop, session, saved, telemetry } = open;
  const { folder, replay } = session;
  const { history } = folder;
  const showProgress = progressHook(open);
  return {
    ...trialOptions(checked, stream, invocation, hooks),
    provider: telemetry?.around(source.provider) ?? source.provider,
    recall,
    judge: createJudge(stream, checked),
    journal: folder.journal,
    replay,
    spent: history === null ? null : { ledger: history.ledger, bySuite: history.spentBySuite },
    stop,
    ...watchedBy(sequential, (event) => {
      if (event.type === "trial") {
        saved.add(event.trial.ordinal);
        telemetry?.trial(event.trial.suiteName, event.record);
      }
      showProgress(event);
    }),
  };
}

function progressHook({ checked, stream, source, invocation, hooks }: OpenRun): NonNullable<RunOptions["onEvent"]> {
  const own = checked.suites.map(({ loaded }) => loaded.suite.limits.maxCostUsd);
  const follower = followProgress(stream.trials, budgetOf(invocation.maxCostUsd, own), source.replies);
  return (event) => hooks.onProgress(follower.add(event));
}
