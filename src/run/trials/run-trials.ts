import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { setMaxListeners } from "node:events";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { AskJudge, JudgedOwner } from "../../domain/grade-trial.ts";
import type { KeyedTrial, PlannedTrial, Skip, TrialId, TrialOutcome } from "../../domain/run/trial.ts";
import type { Purse } from "../../domain/run/budget.ts";
import type { Answerer } from "../../domain/run/call.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { TargetRoom } from "../../domain/run/target-room.ts";
import { NOTHING_SPENT } from "../../domain/run/ledger.ts";
import { attempts } from "../calls/attempt-loop.ts";
import { CutOffs } from "../calls/cut-offs.ts";
import { Books } from "../calls/books.ts";
import type { CallWatch, Sending } from "../calls/sending.ts";
import { recalledAnswers, replayedAnswers } from "../calls/stored-answers.ts";
import { recalledTurns } from "../calls/recalled-turns.ts";
import { targetAnswers } from "../calls/target-answers.ts";
import { Dispatcher } from "../schedule/dispatcher.ts";
import { bookOwnCost } from "../schedule/own-costs.ts";
import { createJudgeAsking } from "./ask-judges.ts";
import { Purses } from "./purses.ts";
import type { Answering, RunMoment, RunProgress, RunSummary, TrialsToRun } from "./run-options.ts";
import { isRecalled } from "./recalled-trial.ts";
import { runTrial, skipped } from "./trial-run.ts";
import type { AnsweringParts } from "./turn-run.ts";
import { TrialWindow } from "./trial-window.ts";

/** Open trials of a bucket for each slot: enough that retries and judges never leave a slot empty. */
const OPEN_PER_SLOT = 2;

interface Run extends Pick<TrialsToRun, "answering" | "grade" | "keeping" | "ending" | "watching"> {
  readonly concurrency: number;
  readonly sending: Sending;
  readonly parts: AnsweringParts;
  readonly room: TargetRoom | null;
  readonly judges: (owner: JudgedOwner) => AskJudge;
  readonly purses: Purses;
  /** Ends everything at once: after the grace of an interruption, or when a bug was thrown. */
  readonly cutoff: AbortController;
  reusedTrials: number;
  hasCrashed: boolean;
}

/**
 * Runs all trials of a plan. Each ends with exactly one trial line in the journal: answered, errored or skipped. Each
 * rate-limit bucket is fed by its own iterator with a bounded number of open trials, so memory does not grow with the plan.
 * Rejects for bugs, for plans that cannot be read to their end, and with `StoreError`; what was in flight is waited for first.
 */
export async function runTrials(trials: TrialsToRun): Promise<RunSummary> {
  const { plan, answering, grade, limits, keeping, ending, watching } = trials;
  const cutoff = new AbortController();
  setMaxListeners(0, cutoff.signal); // every program of a target listens
  const sending = openSending(trials, cutoff.signal);
  const purses = new Purses(plan, sending.dispatcher);
  const purseOf = (trial: TrialId): Purse | null => purses.of(trial);
  const hashRequest = (request: CompletionRequest): string => answering.hashRequest(request);
  const room = answering.openTargets?.(sending) ?? null;
  const parts: AnsweringParts = { answerers: waysToAnswer(answering, sending, room), hashRequest, purseOf };
  const park = (purse: Purse): (() => void) => sending.dispatcher.park(purse);
  const judges = createJudgeAsking({ ...parts, purseOf, park });
  const { concurrency } = limits;
  const asked = { answering, grade, keeping, ending, watching, concurrency };
  const run: Run = { ...asked, sending, parts, room, judges, purses, cutoff, reusedTrials: 0, hasCrashed: false };
  const release = watchInterruption(run);
  try {
    const feeds = await Promise.allSettled(plan.buckets.map((bucket) => feed(run, plan.open(bucket))));
    const broken = feeds.find((result) => result.status === "rejected");
    if (broken !== undefined) throw broken.reason;
    await trials.afterTrials?.(run.judges);
    // A run of which all was answered before is over its caps as well as the one that paid.
    if (room !== null) limits.suiteConcurrency.forEach((_, suite) => bookOwnCost(sending, suite, 0n));
  } finally {
    release();
  }
  const stopped = ending.stop.reason;
  return { stopped, failure: stopped?.failure ?? null, ledger: sending.books.ledger, reusedTrials: run.reusedTrials };
}

type Asked = Pick<TrialsToRun, "answering" | "limits" | "keeping" | "ending" | "watching" | "clock" | "random">;

/** All that sends, with the run's own limits and caps. */
function openSending({ answering, limits, keeping, ending, watching, ...own }: Asked, cutoff: AbortSignal): Sending {
  const { provider, prices } = answering;
  const { clock, random } = own;
  const { budget } = limits;
  const { stop } = ending;
  const dispatcher = new Dispatcher({ ...limits, stop, clock });
  const books = new Books(keeping.journal, keeping.spent ?? NOTHING_SPENT);
  const progress = (): RunProgress => progressOf({ books, dispatcher });
  const watch: CallWatch = {
    onText: (call, delta) => {
      if (call.identity.role === "turn") watching.onText?.(call, delta);
    },
    onSent: () => watching.onEvent?.({ type: "sent", progress: progress() }),
    onRateLimited: (bucket, retryAfterMs) => watching.onEvent?.({ type: "rate-limited", bucket, retryAfterMs }),
  };
  const cutOffs = new CutOffs(clock, cutoff);
  return { provider, dispatcher, budget, prices, books, stop, clock, random, cutoff, cutOffs, watch, isReached: false };
}

/** The ways to an answer, the cheapest first. */
function waysToAnswer(
  { replay, recall }: Pick<Answering, "replay" | "recall">,
  sending: Sending,
  room: TargetRoom | null,
): readonly Answerer[] {
  return [
    ...(replay === null ? [] : [replayedAnswers(replay)]),
    ...(room === null || recall === null ? [] : [recalledTurns(recall, sending)]),
    ...(room === null ? [] : [targetAnswers(room, sending, (identity) => replay?.failures?.(identity) ?? 0)]),
    ...(recall === null ? [] : [recalledAnswers(recall, sending)]),
    attempts(sending),
  ];
}

/** The first signal stops what is new and lets what is in flight finish for the grace. */
function watchInterruption({ ending, sending, cutoff }: Run): () => void {
  const { stop, signal, graceMs } = ending;
  const finished = new AbortController();
  const interrupt = (): void => {
    stop.stop("interrupted");
    void sending.clock.sleep(graceMs, finished.signal).then(() => {
      if (!finished.signal.aborted) cutoff.abort();
    });
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    signal.removeEventListener("abort", interrupt);
    finished.abort();
  };
}

/** Starts a bucket's trials one after the other, as many as the window holds. */
async function feed(run: Run, trials: AsyncIterable<PlannedTrial>): Promise<void> {
  const window = new TrialWindow(OPEN_PER_SLOT * run.concurrency);
  try {
    for await (const trial of trials) {
      await window.enter();
      if (run.hasCrashed) break;
      window.run(
        () => runOne(run, trial),
        () => crash(run),
      );
    }
  } catch (error) {
    run.hasCrashed = true; // the plan cannot be read on: what is in flight may finish
    run.ending.stop.stop("interrupted");
    throw error;
  } finally {
    await window.drain();
  }
  if (window.error !== null) throw window.error.reason;
}

/** A bug or a broken store: what is in flight could not be kept. */
function crash(run: Run): void {
  run.hasCrashed = true;
  run.ending.stop.stop("interrupted");
  run.cutoff.abort();
}

/** One trial to its record: from an earlier session, or by running and grading it. */
async function runOne(run: Run, trial: PlannedTrial): Promise<void> {
  const { answering, grade } = run;
  const finished = answering.replay?.finished(trial) ?? null;
  if (finished !== null) {
    if (!finished.isInPlace) await writeTrial(run, trial, finished.record);
    announce(run, trial, finished.record, true);
    return;
  }
  const outcome = await outcomeOf(run, trial);
  let record: TrialRecord | null = null;
  try {
    record = await gradedInTime(
      run,
      () => grade(trial, outcome, run.judges(trial)),
      () => grade(trial, ungraded(outcome), run.judges(trial)),
    );
  } finally {
    run.purses.end(trial, record);
  }
  await writeTrial(run, trial, record);
  announce(run, trial, record, false);
}

/** A run that is cut off waits for no grading in other threads: `otherwise` grades nothing. */
async function gradedInTime(
  { cutoff }: Run,
  graded: () => Promise<TrialRecord>,
  otherwise: () => Promise<TrialRecord>,
): Promise<TrialRecord> {
  let giveUp: () => void = () => undefined;
  const cut = new Promise<null>((resolve) => {
    // What is graded in place is done before that.
    giveUp = () => setImmediate(() => resolve(null));
  });
  if (cutoff.signal.aborted) giveUp();
  else cutoff.signal.addEventListener("abort", giveUp);
  const record = await Promise.race([graded(), cut]).finally(() => cutoff.signal.removeEventListener("abort", giveUp));
  return record ?? otherwise();
}

/** Answered but not graded: its answers stand in the journal, and `resume` grades them. */
function ungraded({ turns, attempts, queuedMs }: TrialOutcome): TrialOutcome {
  return skipped({ reason: "interrupted", detail: failureWords("not-graded") }, { turns, attempts, queuedMs });
}

async function outcomeOf(run: Run, trial: PlannedTrial): Promise<TrialOutcome> {
  const nothing = { turns: [], attempts: [], queuedMs: 0 };
  if (trial.skipped !== null) {
    return skipped({ reason: "suite", detail: failureWords("suite-says", { says: trial.skipped }) }, nothing);
  }
  const skip = (await whyNot(run, trial)) ?? run.watching.skips?.(trial) ?? null;
  if (skip !== null) return skipped(skip, nothing);
  await run.purses.begin(trial);
  return runTrial(run.parts, trial).finally(() => run.room?.leave(trial.ordinal));
}

/** Why a trial may not start, or null. */
async function whyNot({ answering, ending }: Run, trial: PlannedTrial): Promise<Skip | null> {
  const { stop } = ending;
  const closed = stop.forNewTrial(trial.suite);
  const isFree = closed?.reason === "budget" && stop.forRequest(trial.suite) === null;
  return isFree && (await isRecalled(answering, trial)) ? null : closed;
}

function writeTrial(run: Run, { ordinal, suite, key, hashes }: KeyedTrial, record: TrialRecord): Promise<void> {
  return run.keeping.journal.trial({ v: 1, type: "trial", ordinal, suite, key, hashes, record });
}

function announce(run: Run, trial: TrialId, record: TrialRecord, replayed: boolean): void {
  const { watching, ending, sending } = run;
  if (record.reused) run.reusedTrials += 1;
  if (watching.shouldStop?.(trial, record) === true) ending.stop.stop("fail-fast");
  watching.onEvent?.({ type: "trial", trial, record, replayed, progress: progressOf(sending) });
}

function progressOf({ books, dispatcher }: Pick<Sending, "books" | "dispatcher">): RunProgress {
  const now = (): RunMoment => {
    const { inFlight, waiting, rateLimitLeft, waitUntilMs, reservedPico } = dispatcher;
    return { ledger: books.ledger, inFlight, waiting, waitUntilMs, rateLimitLeft, reservedPico };
  };
  return { ledger: books.ledger, now };
}
