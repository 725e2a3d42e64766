import type { Invocation } from "../../domain/invocation.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import type { RunSummary } from "../../run/trials/run-options.ts";
import { StoreError } from "../../store/journal/journal-file.ts";
import { uncappedNote } from "../forecast/uncapped-note.ts";
import { createPairAsking, type PairAsking } from "../grading/ask-pairs.ts";
import { createGrader } from "../grading/grade.ts";
import { DataChangedError } from "../passes/plan-stream.ts";
import { endRun } from "../session/end-run.ts";
import { type Followers, followRun } from "../session/follow-run.ts";
import { type OpenRun, openRun } from "../session/open-run.ts";
import { makeReady, type ReadyRun } from "../session/ready-run.ts";
import type { EndedRunResult, RunHooks, RunResult } from "../session/run-hooks.ts";
import { openNewRun, type OpenSession } from "../session/run-session.ts";
import { trialOptions } from "../session/trial-options.ts";
import { watchedBy, watchSequential } from "../session/watch/watch-sequential.ts";
import { createLimitReadings, type LimitReadings } from "../session/limit-readings.ts";
import type { SequentialWatch } from "../summary/sequential-watch.ts";
import { openTargeting } from "../targeting/open-targeting.ts";

/**
 * Checks the suites, sends their trials, and reads the results back. Nothing is sent when anything is wrong. `open` begins
 * a new run, or goes on with an earlier one.
 */
export async function runSuites(
  invocation: Invocation,
  hooks: RunHooks,
  open: OpenSession = openNewRun,
): Promise<RunResult> {
  // Read and check every suite, and choose where replies come from.
  const ready = await makeReady(invocation, hooks);
  if (ready.status === "wrong") return ready;
  hooks.onWarnings(ready.checked.warnings, ready.checked.locate);
  try {
    await tellUncapped(ready, invocation, hooks);
    // Plan the trials, and open the folder that keeps them.
    const opened = await openRun(ready, invocation, hooks, open);
    if (opened.status === "refused") return opened;
    try {
      return await runToEnd(opened.run);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return { status: "unstorable", message: error.message };
    if (error instanceof DataChangedError) return { status: "changed", message: error.message };
    throw error;
  } finally {
    await ready.close();
  }
}

async function tellUncapped({ checked, share }: ReadyRun, invocation: Invocation, hooks: RunHooks): Promise<void> {
  if (hooks.onUncapped === undefined) return;
  const note = await uncappedNote({ checked, isPart: share !== null, nowMs: hooks.clock.now() }, invocation);
  if (note !== null) hooks.onUncapped(note);
}

/** Sends, grades and journals the trials; then records, summarizes and stores. Whoever follows is told as it goes. */
async function runToEnd(run: OpenRun): Promise<EndedRunResult> {
  const followers = await followRun(run);
  const { ready, stream, invocation } = run;
  const sequential = watchSequential(ready.checked.suites, stream, ready.source.replies, invocation);
  const limits = createLimitReadings({ facts: ready.checked.facts, clock: run.hooks.clock });
  const pairs = createPairAsking({
    stream,
    facts: ready.checked.facts,
    mode: invocation.mode,
    trialsOf: (suite) => run.session.store.trialsOf(suite),
  });
  const running = sendTrials(run, { followers, limits, pairs }, sequential).then((summary) =>
    endRun(run, summary, { sequential, limits: limits.last(), preferences: pairs.preferences() }),
  );
  await followers.until(running.then(({ head }) => head));
  return running;
}

/** Who sees every answer that comes. */
interface Around {
  readonly followers: Followers;
  readonly limits: LimitReadings;
  /** Who asks about pairs of them when all are there. */
  readonly pairs: PairAsking;
}

async function sendTrials(
  run: OpenRun,
  { followers, limits, pairs }: Around,
  sequential: SequentialWatch | null,
): Promise<RunSummary> {
  const { ready, invocation, hooks, stream, stop, session } = run;
  const { store, replay, openLimits } = session;
  const { history } = store;
  const options = trialOptions(ready.checked, stream, invocation, {
    ...hooks,
    ...(history === null ? {} : { spentBySuite: history.spentBySuite }),
    ...(openLimits === undefined ? {} : { openLimits }),
  });
  const targeting = await openTargeting(run, options.limits.concurrency);
  const openTargets = targeting === null ? {} : { openTargets: targeting.open };
  return runTrials({
    ...options,
    answering: {
      ...options.answering,
      provider: limits.around(followers.around(ready.source.provider)),
      recall: ready.recall,
      replay,
      ...openTargets,
    },
    grade: createGrader(stream, ready.checked, invocation.mode),
    keeping: { journal: store.journal, spent: history?.ledger ?? null },
    ending: { ...options.ending, stop },
    afterTrials: (asks) => pairs.afterTrials(asks),
    watching: { ...options.watching, ...watchedBy(sequential, (event) => followers.onEvent(event)) },
  }).finally(() => targeting?.close());
}
