import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Invocation } from "../../domain/invocation.ts";
import type { RunLine, TrialRecord } from "../../domain/formats/records.ts";
import { type JournalHistory, loadJournal } from "../../store/journal/journal-history.ts";
import { addLedgers, type LedgerTotals } from "../../domain/run/ledger.ts";
import type { CallJournal } from "../../domain/run/call.ts";
import type { RunStore } from "../../domain/run-store.ts";
import type { CallRole, Failure, Provider } from "../../domain/run/provider.ts";
import { openJudgements, readJudgements, type StoredJudgements } from "../stored/judgements.ts";
import { unboundedProblems } from "../session/unbounded-problems.ts";
import { createReplay } from "../../store/journal/replay.ts";
import { createRunFolder, journalOf } from "../../store/folders/run-folder.ts";
import { toUsd } from "../../domain/values/money.ts";
import { GradingStop, UnaskedJudges } from "../grading/unasked-judges.ts";
import { runTrials } from "../../run/trials/run-trials.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { createPairAsking, type PairAsking } from "../grading/ask-pairs.ts";
import { createGrader } from "../grading/grade.ts";
import type { GradeHooks, GradeResult, MissingReplies, UseReport } from "../grading/graded-run.ts";
import { overheard } from "../grading/overheard.ts";
import { OldAnswers } from "../grading/old-answers.ts";
import { withTrials } from "../grading/with-trials.ts";
import { hashedTrials } from "../stored/run-baseline.ts";
import { journalProblem } from "../stored/journal-problem.ts";
import { startOf } from "../stored/run-start.ts";
import { partOf } from "../shards/part-of-plan.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import type { ShardShare } from "../../domain/run/shard.ts";
import { shareOf } from "../shards/shard-share.ts";
import { heldAgainstItself } from "../summary/held-against-itself.ts";
import { MISSING_REPLY, missingReply } from "../session/recordings.ts";
import { chooseSource, NOBODY } from "../access/reply-endpoint.ts";
import { readRunHead } from "../../store/folders/run-head.ts";
import { platformOf, repliesOf, runRecord } from "../session/run-record.ts";
import { type EndedRun, summarizeRun } from "../summary/summarize-run.ts";
import type { SequentialWatch } from "../summary/sequential-watch.ts";
import { trialOptions } from "../session/trial-options.ts";
import { watchedBy, watchSequential } from "../session/watch/watch-sequential.ts";
import { caseLabel } from "../../report/words/case-label.ts";

const NAMED = 10;

/**
 * Grades a run's replies, conversations and tool rounds included, under its suites as they are now. Nothing is sent but,
 * where `sends` says so, what judges have not been asked yet: those answers are kept beside the run's journal. The run
 * stays as it is: the records stand in a folder of their own until `use` is done with them. `folder`: the run's.
 */
export async function gradeRun(
  folder: string,
  invocation: Invocation,
  hooks: GradeHooks,
  use: UseReport,
): Promise<GradeResult> {
  const loaded = await loadJournal(journalOf(folder));
  if (loaded.status !== "loaded") return { status: "refused", message: journalProblem(loaded, folder) };
  const stored = await readJudgements(folder);
  if (stored.status === "refused") return stored;
  const { judgements } = stored;
  const checked = await checkSuites(invocation, hooks.clock.now());
  const { errors, warnings, locate } = checked;
  const suites = checked.suites.map(({ loaded: { suite } }) => suite);
  const asked = { ...invocation, mode: invocation.mode === "simulate" ? invocation.mode : ("live" as const) };
  const chosen = hooks.sends ? chooseSource(asked, { config: checked.config, suites }, hooks) : null;
  const problems = [
    ...errors,
    ...(chosen === null || chosen.ok ? [] : chosen.problems),
    ...(hooks.sends ? unboundedProblems(checked, asked, hooks.clock.now()) : []),
  ];
  const scratch = mkdtempSync(join(tmpdir(), "prompt-run-grade-"));
  try {
    if (problems.length > 0) return { status: "wrong", problems: [...problems, ...warnings], locate };
    const itself = heldAgainstItself(checked, loaded.history.firstRun);
    if (itself !== null) return { status: "refused", message: itself };
    const sharing = await shareOf(checked, invocation);
    if (!sharing.ok) return { status: "wrong", problems: [sharing.problem], locate };
    hooks.onWarnings(warnings, locate);
    const provider = chosen?.ok === true ? chosen.source.provider : null;
    const { share } = sharing;
    const grading = { folder, checked, share, invocation, hooks, history: loaded.history, judgements, provider };
    return await gradeInto(scratch, grading, use);
  } finally {
    judgements.close();
    await checked.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Grading {
  readonly folder: string;
  readonly checked: CheckedSuites;
  readonly share: ShardShare | null;
  readonly invocation: Invocation;
  readonly hooks: GradeHooks;
  readonly history: JournalHistory;
  readonly judgements: StoredJudgements;
  /** Who is asked for judgements; null: nobody. */
  readonly provider: Provider | null;
}

async function gradeInto(scratch: string, grading: Grading, use: UseReport): Promise<GradeResult> {
  const { invocation, share, hooks } = grading;
  const { cases, tags, seed } = invocation;
  const orderSeed = invocation.sequential ? seed : null;
  const stream = createPlanStream(grading.checked.suites, { cases, tags }, orderSeed, { share });
  const checked = partOf(grading.checked, share);
  const stop = new GradingStop();
  const onDiskFull = (): void => stop.stop("store");
  const graded: RunStore = createRunFolder(scratch, "graded", stream.trials, {
    mask: hooks.mask,
    durable: false,
    onDiskFull,
  });
  const { folder, history, judgements, provider } = grading;
  const line = history.firstRun;
  const opened =
    provider === null ? null : await openJudgements(folder, judgements.history, { line, mask: hooks.mask, onDiskFull });
  try {
    if (opened?.status === "refused") return opened;
    const of = await gradedRun(grading);
    const sequential = watchSequential(checked.suites, stream, of.run.replies, invocation);
    const added = opened?.judgements.journal ?? null;
    const trials = (suite: number): AsyncIterable<TrialRecord> => graded.trialsOf(suite);
    const pairs = createPairAsking({ stream, facts: checked.facts, mode: invocation.mode, trialsOf: trials });
    const again = await gradeAgain(grading, { graded, stream, stop, sequential, added, pairs });
    const ledger = [judgements.ledger, again.ledger].reduce(addLedgers, history.ledger);
    const signal = hooks.interruptedBy();
    const preferences = pairs.preferences();
    const isPartial = share !== null;
    const ended = { ...of, stopped: stop.reason, signal, ledger, sequential, preferences, isPartial };
    const head = await summarizeRun(checked.suites, trials, ended, invocation);
    const { gradingRequests, paidPico, uncertainPico } = again.ledger;
    await use(head, trials, {
      lines: (suite) => hashedTrials({ lines: (of) => graded.linesOf(of) }, suite),
      judgements: gradingRequests,
      sentUsd: toUsd(paidPico + uncertainPico),
      missing: again.missing,
      oldAnswers: again.oldAnswers,
    });
    return { status: "graded", head, missing: again.missing, unjudged: again.unjudged };
  } finally {
    if (opened?.status === "open") await opened.judgements.close();
    await graded.close();
  }
}

interface GradedRunParts {
  readonly graded: Pick<RunStore, "journal">;
  readonly stream: ReturnType<typeof createPlanStream>;
  readonly stop: GradingStop;
  readonly sequential: SequentialWatch | null;
  /** Where new judgements are kept; null: none is asked for. */
  readonly added: CallJournal | null;
  readonly pairs: PairAsking;
}

interface GradedAgain {
  readonly missing: MissingReplies;
  readonly unjudged: number;
  readonly oldAnswers: number;
  /** Of what was sent now. */
  readonly ledger: LedgerTotals;
}

/** Runs all trials on the replies of the run's journal: what it has no reply to is a missing answer. */
async function gradeAgain(
  { folder, checked, invocation, hooks, history, judgements, provider }: Grading,
  { graded, stream, stop, sequential, added, pairs }: GradedRunParts,
): Promise<GradedAgain> {
  const path = journalOf(folder);
  const replay = createReplay(path, history);
  const { suites } = checked;
  const old = hooks.takesOldAnswers === true ? new OldAnswers({ path, history, replay, suites }) : null;
  const grade = overheard(createGrader(stream, checked, invocation.mode), hooks);
  const named: TrialRecord[] = [];
  const unasked = new UnaskedJudges(notInRun);
  let count = 0;
  try {
    const options = trialOptions(checked, stream, { ...invocation, failFast: false }, hooks);
    const { ledger } = await runTrials({
      ...options,
      answering: {
        ...options.answering,
        provider: provider ?? NOBODY,
        recall: unasked.recall(provider !== null),
        // No record stands: every trial is graded again.
        replay: {
          close: () => replay.close(),
          finished(trial) {
            old?.notice(trial);
            return null;
          },
          answered: async (identity) =>
            (await replay.answered(identity)) ??
            (await judgements.replay?.answered(identity)) ??
            (await old?.answered(identity)) ??
            null,
        },
      },
      grade: (trial, outcome, ask) => grade(trial, old?.asAsked(trial, outcome) ?? outcome, unasked.withoutMoney(ask)),
      keeping: { journal: added === null ? graded.journal : withTrials(added, graded), spent: null },
      ending: { ...options.ending, stop },
      watching: watchedBy(sequential, (event) => {
        if (event.type !== "trial" || event.record.status_reason !== MISSING_REPLY) return;
        count += 1;
        if (named.length < NAMED) named.push(event.record);
      }),
      afterTrials: (asks) => pairs.afterTrials(asks),
    });
    const missing = missingOf(count, named);
    return { missing, unjudged: unasked.count, oldAnswers: old?.count ?? 0, ledger };
  } finally {
    replay.close();
  }
}

function notInRun(role: CallRole): Failure {
  return missingReply(failureWords(role === "judge" ? "not-judged-in-run" : "not-in-run"));
}

function missingOf(count: number, named: readonly TrialRecord[]): MissingReplies {
  return { count, named: named.map((record) => ({ case: caseLabel(record), arm: record.arm, trial: record.trial })) };
}

/** The run whose replies these are: its arguments, id, times and source, with the warnings of its suites as they are now. */
async function gradedRun(grading: Grading): Promise<Pick<EndedRun, "run" | "start" | "sessions">> {
  const { folder, checked, share, invocation, history } = grading;
  const head = await readRunHead(folder);
  const { id, started_at: startedAt, base_url: baseUrl, seed, ...first }: RunLine = history.firstRun;
  const start = startOf(history.firstRun);
  const replies = head?.run.replies ?? repliesOf(history.run.replies, history.ledger);
  const source = { provider: NOBODY, baseUrl, replies, ...platformOf(first) };
  const startedMs = Date.parse(startedAt);
  const run = runRecord({ id, startedMs, checked, source, invocation: { ...invocation, seed }, share });
  if (head === null) return { run, start };
  const { finished_at, duration_ms, git } = head.run;
  const { sessions } = head.insights ?? {};
  const times = sessions === undefined ? {} : { sessions };
  return { run: { ...run, finished_at, duration_ms, git }, start, ...times };
}
