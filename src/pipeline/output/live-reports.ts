import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { TRIAL_TEXTS } from "../../domain/masking/journal-texts.ts";
import { HEAD_TEXTS, RUN_START_TEXTS } from "../../domain/masking/record-texts.ts";
import type { LiveReporter, ReportHead, StartedRun, SuiteTrial } from "../../domain/reporter.ts";
import type { TrialFeed } from "../../domain/run-store.ts";
import type { ReportTarget } from "./report-target.ts";
import { type ToStdout, writeFailure, writePieces } from "./write-reports.ts";

/** A run that goes on, for those who follow it. */
export interface RunFeed {
  readonly start: StartedRun;
  readonly trials: TrialFeed;
  /** Rejects when the run dies. */
  readonly head: Promise<ReportHead>;
  readonly mask: Mask;
}

export interface LiveOutput {
  readonly toStdout: ToStdout;
  /** Told at once when a report can be written no more: the run goes on without it. */
  readonly onFailure: (message: Sentence) => void;
}

type LiveTarget = ReportTarget & { readonly loadLive: () => Promise<LiveReporter> };

/** Can this report be written while the run goes on? */
export function isLive(target: ReportTarget): target is LiveTarget {
  return target.loadLive !== null;
}

/** The run died; its caller says why. */
class RunDied extends Error {}

/** Writes reports while their run goes on, each at its own pace; returns why one could not be written, or null. */
export async function writeLive(
  targets: readonly LiveTarget[],
  feed: RunFeed,
  output: LiveOutput,
): Promise<Sentence | null> {
  const failures = await Promise.all(targets.map((target) => writeOne(target, feed, output)));
  return failures.find((failure) => failure !== null) ?? null;
}

async function writeOne(target: LiveTarget, feed: RunFeed, output: LiveOutput): Promise<Sentence | null> {
  const head = feed.head.then(
    (ended) => maskValues(ended, feed.mask, HEAD_TEXTS),
    () => {
      throw new RunDied();
    },
  );
  head.catch(() => undefined); // it is not looked at before the last trial
  try {
    const reporter = await target.loadLive();
    const start = maskValues(feed.start, feed.mask, RUN_START_TEXTS);
    await writePieces(target, reporter(start, namedTrials(feed), head), output.toStdout);
    return null;
  } catch (error) {
    if (error instanceof RunDied) return null;
    const failure = writeFailure(target, error);
    output.onFailure(failure);
    return failure;
  }
}

/** The trials of a run as they are saved, masked, each with the name of its suite. */
export async function* namedTrials({ start, trials, mask }: RunFeed): AsyncIterable<SuiteTrial> {
  for await (const { suite, record } of trials.follow()) {
    yield { suite: start.suites[suite]?.name ?? "", record: maskValues(record, mask, TRIAL_TEXTS) };
  }
}
