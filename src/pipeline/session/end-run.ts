import type { ModelFacts } from "../../domain/model.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { askedOf } from "../../domain/run/ledger.ts";
import type { RateLimitRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { RunSummary } from "../../run/trials/run-options.ts";
import type { SequentialWatch } from "../summary/sequential-watch.ts";
import { type EndedRun, summarizeRun } from "../summary/summarize-run.ts";
import { startOf } from "../stored/run-start.ts";
import { gitRecord } from "../../host/git-record.ts";
import { finishedRun, sessionsOf } from "./finished-run.ts";
import type { OpenRun } from "./open-run.ts";
import { isRecording, recordingsFile } from "./recordings.ts";
import type { EndedRunResult } from "./run-hooks.ts";
import { repliesOf } from "./run-record.ts";
import { spentBudget } from "./spent-budget.ts";
import { isCapped } from "./unbounded-problems.ts";

/** What was watched while the run went on. */
interface Watched {
  readonly sequential: SequentialWatch | null;
  readonly limits: readonly RateLimitRecord[];
  readonly preferences: NonNullable<EndedRun["preferences"]>;
}

/** Records the answers, reads the trials back, summarizes them, and keeps the end and the report in the run's folder. */
export async function endRun(
  open: OpenRun,
  { ledger, stopped, failure }: RunSummary,
  { sequential, limits, preferences }: Watched,
): Promise<EndedRunResult> {
  const { ready, invocation, hooks, mask, session, stream } = open;
  const { checked } = ready;
  const { share } = stream;
  const shards = share?.of ?? 1;
  const { store, run } = session;
  const trials = (suite: number): AsyncIterable<TrialRecord> => store.trialsOf(suite);
  const repository = gitRecord(invocation.cwd); // Git is asked while the answers are recorded
  const unrecorded = await recordAnswers(open);
  const sessions = sessionsOf(session, hooks.clock);
  const spent = await spentBudget(checked, invocation, { ledger, stopped, shards }, hooks.clock.now());
  const ended: EndedRun = {
    ...(spent === null ? {} : { spent }),
    ...(sessions === null ? {} : { sessions }),
    run: {
      ...(await finishedRun(session, hooks.clock, repository)),
      replies: repliesOf(run.replies, ledger),
      ...(limits.length === 0 || run.replies === "simulated" ? {} : { rate_limits: [...limits] }),
    },
    start: store.history === null ? hooks.start : startOf(store.history.firstRun),
    stopped,
    signal: hooks.interruptedBy(),
    ledger,
    sequential,
    preferences,
    isPartial: share !== null,
    isCapped: isCapped(checked, invocation),
    priceOf: (model, usage) => checked.facts.costOf(model, usage, Date.parse(run.started_at)),
    modelOf: (name) => idOf(checked.facts, name),
  };
  const head = await summarizeRun(checked.suites, trials, ended, invocation);
  const at = new Date(hooks.clock.now()).toISOString();
  await store.journal.end({ v: 1, type: "end", at, verdict: head.verdict, exit_code: head.exit_code });
  const unstored = store.keepHead(head);
  const asked = askedOf(ledger) - askedOf(store.history?.ledger ?? null);
  return {
    status: "ran",
    head,
    mask,
    asked,
    trials: (suite) => store.toldOf(suite),
    fatal: failure,
    unstored,
    unrecorded,
  };
}

/** Merges the live answers into the recordings; returns why that failed, or null. */
async function recordAnswers({ ready, invocation, mask, session }: OpenRun): Promise<Sentence | null> {
  const { suites, config } = ready.checked;
  if (!isRecording(invocation, config)) return null;
  const files = suites.map(({ loaded }) => recordingsFile(loaded.suite, config, invocation));
  return session.record(files, mask);
}

/** The id of the model that a name means, where the table knows it. */
function idOf(facts: ModelFacts, name: string): string {
  const standing = facts.standing(name);
  return "id" in standing ? standing.id : name;
}
