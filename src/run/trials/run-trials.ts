import { setMaxListeners } from "node:events";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { PlannedTrial, TrialOutcome } from "../../domain/run/trial.ts";
import { Budget } from "../schedule/budget.ts";
import { Dispatcher } from "../schedule/dispatcher.ts";
import { NOTHING_SPENT } from "../../domain/run/ledger.ts";
import type { CallDesk } from "../calls/model-call.ts";
import type { RunOptions, RunProgress, RunSummary } from "./run-options.ts";
import { runTrial, skipped } from "./trial-run.ts";
import { TrialWindow } from "./trial-window.ts";

/** Open trials of a bucket for each slot: enough that retries and judges never leave a slot empty. */
const OPEN_PER_SLOT = 2;

interface Run {
  readonly options: RunOptions;
  readonly desk: CallDesk;
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
export async function runTrials(options: RunOptions): Promise<RunSummary> {
  const cutoff = new AbortController();
  setMaxListeners(0, cutoff.signal); // every attempt in flight listens
  const run: Run = { options, desk: openDesk(options, cutoff.signal), cutoff, reusedTrials: 0, hasCrashed: false };
  const release = watchInterruption(run);
  try {
    const feeds = await Promise.allSettled(options.buckets.map((bucket) => feed(run, bucket)));
    const broken = feeds.find((result) => result.status === "rejected");
    if (broken !== undefined) throw broken.reason;
  } finally {
    release();
  }
  const stopped = options.stop.reason;
  return { stopped, failure: stopped?.failure ?? null, ledger: run.desk.ledger, reusedTrials: run.reusedTrials };
}

function openDesk(options: RunOptions, cutoff: AbortSignal): CallDesk {
  const { limits, buckets, stop, clock, spent } = options;
  const budget = new Budget(limits.caps, spent?.bySuite);
  const { concurrency, suiteConcurrency } = limits;
  const ceilings = (bucket: string): ReturnType<typeof limits.ceilings> => limits.ceilings(bucket);
  const dispatcher = new Dispatcher({ buckets, concurrency, suiteConcurrency, ceilings, budget, stop, clock });
  const { provider, recall, replay, prices, journal, random } = options;
  const desk: CallDesk = {
    provider,
    recall,
    replay,
    prices,
    journal,
    random,
    dispatcher,
    budget,
    stop,
    clock,
    cutoff,
    ledger: spent?.ledger ?? NOTHING_SPENT,
    isReached: false,
    hashRequest: (request) => options.hashRequest(request),
    onText: (trial, delta) => options.onText?.(trial, delta),
    onSent: () => options.onEvent?.({ type: "sent", progress: progressOf(desk) }),
    onRateLimited: ({ bucket }, retryAfterMs) => options.onEvent?.({ type: "rate-limited", bucket, retryAfterMs }),
  };
  return desk;
}

/** The first signal stops what is new and lets what is in flight finish for the grace. */
function watchInterruption({ options, cutoff }: Run): () => void {
  const finished = new AbortController();
  const interrupt = (): void => {
    options.stop.stop("interrupted");
    void options.clock.sleep(options.graceMs, finished.signal).then(() => {
      if (!finished.signal.aborted) cutoff.abort();
    });
  };
  if (options.signal.aborted) interrupt();
  else options.signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    options.signal.removeEventListener("abort", interrupt);
    finished.abort();
  };
}

/** Starts a bucket's trials one after the other, as many as the window holds. */
async function feed(run: Run, bucket: string): Promise<void> {
  const window = new TrialWindow(OPEN_PER_SLOT * run.options.limits.concurrency);
  try {
    for await (const trial of run.options.open(bucket)) {
      await window.enter();
      if (run.hasCrashed) break;
      window.run(
        () => runOne(run, trial),
        () => crash(run),
      );
    }
  } catch (error) {
    run.hasCrashed = true; // the plan cannot be read on: what is in flight may finish
    run.options.stop.stop("interrupted");
    throw error;
  } finally {
    await window.drain();
  }
  if (window.error !== null) throw window.error.reason;
}

/** A bug or a broken store: what is in flight could not be kept. */
function crash(run: Run): void {
  run.hasCrashed = true;
  run.options.stop.stop("interrupted");
  run.cutoff.abort();
}

/** One trial to its record: from an earlier session, or by running and judging it. */
async function runOne(run: Run, trial: PlannedTrial): Promise<void> {
  const { replay, judge } = run.options;
  const finished = replay?.finished(trial) ?? null;
  if (finished !== null) {
    if (!finished.isInPlace) await writeTrial(run, trial, finished.record);
    announce(run, trial, finished.record, true);
    return;
  }
  const outcome = await outcomeOf(run, trial);
  const record = await judgedInTime(
    run,
    () => judge(trial, outcome),
    () => judge(trial, ungraded(outcome)),
  );
  await writeTrial(run, trial, record);
  announce(run, trial, record, false);
}

/** A run that is cut off waits for no grading in other threads: `otherwise` grades nothing. */
async function judgedInTime(
  { cutoff }: Run,
  graded: () => Promise<TrialRecord>,
  otherwise: () => Promise<TrialRecord>,
): Promise<TrialRecord> {
  const released = new AbortController();
  const cut = new Promise<null>((resolve) => {
    // What is judged in place is done before that.
    const giveUp = (): unknown => setImmediate(() => resolve(null));
    if (cutoff.signal.aborted) giveUp();
    else cutoff.signal.addEventListener("abort", giveUp, { signal: released.signal });
  });
  const record = await Promise.race([graded(), cut]).finally(() => released.abort());
  return record ?? otherwise();
}

/** Answered but not graded: its answers stand in the journal, and `resume` grades them. */
function ungraded({ turns, attempts, queuedMs }: TrialOutcome): TrialOutcome {
  return skipped(
    { reason: "interrupted", detail: "its answers were not graded any more" },
    { turns, attempts, queuedMs },
  );
}

function outcomeOf(run: Run, trial: PlannedTrial): Promise<TrialOutcome> | TrialOutcome {
  const nothing = { turns: [], attempts: [], queuedMs: 0 };
  if (trial.skipped !== null) return skipped({ reason: "suite", detail: trial.skipped }, nothing);
  const skip = run.options.stop.forNewTrial(trial.suite) ?? run.options.skips?.(trial) ?? null;
  return skip === null ? runTrial(run.desk, trial) : skipped(skip, nothing);
}

function writeTrial(run: Run, { ordinal, suite, key, hashes }: PlannedTrial, record: TrialRecord): Promise<void> {
  return run.options.journal.trial({ v: 1, type: "trial", ordinal, suite, key, hashes, record });
}

function announce(run: Run, trial: PlannedTrial, record: TrialRecord, replayed: boolean): void {
  const { options, desk } = run;
  if (record.reused) run.reusedTrials += 1;
  if (options.shouldStop?.(trial, record) === true) options.stop.stop("fail-fast");
  options.onEvent?.({ type: "trial", trial, record, replayed, progress: progressOf(desk) });
}

function progressOf({ ledger, dispatcher }: CallDesk): RunProgress {
  const { inFlight, waiting, rateLimitLeft } = dispatcher;
  return { ledger, inFlight, waiting, rateLimitLeft };
}
