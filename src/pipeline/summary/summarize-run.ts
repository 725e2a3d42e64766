import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { formatUsd } from "../../base/figures.ts";
import { toUsd } from "../../domain/values/money.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { unplacedWarning } from "../../domain/diagnostics/unplaced-warning.ts";
import type { BudgetInsight, RunInsights, SequentialInsight, SuiteInsights } from "../../domain/insights.ts";
import type { RunRecord, Totals, TrialRecord, WarningRecord } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { BEGUN_BY_PROGRAM, type RunRequest, type RunStart, type Where } from "../../domain/invocation.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import type { Stopped } from "../../run/schedule/run-stop.ts";
import { standingNotes } from "../../stats/gate/standing-notes.ts";
import { type RunEnding, verdictAndExit } from "../../stats/gate/verdict-and-exit.ts";
import { NO_BATCHES, type RunState } from "../../stats/evidence.ts";
import type { PriceUsage } from "../../stats/spend/cache-tally.ts";
import { draftSuite, settleSuites, type SuiteDraft } from "../../stats/summary/summarize-suite.ts";
import { TotalsTally } from "../../stats/summary/totals-tally.ts";
import { askedOptions } from "./asked-options.ts";
import { baselineInsight, baselineNotes, thinBaselineNote } from "./baseline-facts.ts";
import { ignoresAnswers } from "../passes/gate-problems.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { namedRun, ruledBy, suiteFacts } from "./suite-facts.ts";
import { promptInsights } from "./prompt-insights.ts";
import { type SuitePreference, withPreferences } from "../../stats/paired/preferences.ts";
import { OtherModels } from "../../stats/spend/other-models.ts";
import type { SequentialWatch } from "./sequential-watch.ts";

/** How a run ended, before its trials are read back. */
export interface EndedRun {
  readonly run: RunRecord;
  readonly stopped: Stopped | null;
  readonly signal: "SIGINT" | "SIGTERM" | null;
  readonly ledger: LedgerTotals;
  /** Was money capped? Then an answer that cost more than was reserved broke the cap's promise. */
  readonly isCapped?: boolean;
  /** Was only a shard of the plan run? Then there is no verdict. */
  readonly isPartial?: boolean;
  /** Why the budget stopped the run, for people, and its caps; absent when it did not. */
  readonly spent?: { readonly notes: readonly string[]; readonly caps: BudgetInsight };
  /** Absent: one session did it all. */
  readonly sessions?: RunInsights["sessions"];
  /** By whom the run was begun; absent: by a program. */
  readonly start?: RunStart;
  /** What judges of pairs said, by suite. Absent: none was asked. */
  readonly preferences?: readonly (readonly SuitePreference[])[];
  /** Who watched a sequential run; null otherwise. */
  readonly sequential: SequentialWatch | null;
  /** What usage cost on the day of the run, for the worth of the prompt cache. */
  readonly priceOf?: PriceUsage;
  /** The id of the model that a name means; absent: every name is one. */
  readonly modelOf?: (name: string) => string;
}

/** The report without its trials: one pass over them, suite by suite. */
export async function summarizeRun(
  suites: readonly CheckedSuite[],
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  ended: EndedRun,
  invocation: RunRequest & Where,
): Promise<ReportHead> {
  const tally = new TotalsTally();
  const drafts: SuiteDraft[] = [];
  const notes: string[] = [];
  const served = new OtherModels(ended);
  const sequential = suites.map((_, index) => ended.sequential?.outcome(index) ?? null);
  for (const [index, suite] of suites.entries()) {
    const of = { state: stateOf(ended), run: namedRun(ended, invocation), suites: suites.length };
    const facts = suiteFacts(suite, { replies: ended.run.replies, ...of }, invocation);
    notes.push(...baselineNotes(suite, facts, ended));
    const ruled = { ...ruledBy(facts, ended, invocation), sequentialRules: sequential[index]?.rules ?? null };
    drafts.push(
      await draftSuite({ ...facts, ...ruled }, served.watched(trials(index), suite.loaded.suite.arms), tally),
    );
  }
  const settled = withPreferences(settleSuites(drafts), ended.preferences ?? []);
  const heads = settled.map((summary, index) => {
    const suite = suites[index];
    return suite === undefined
      ? summary
      : completed(whyMissing(summary, ended), suite, ended.run, sequential[index]?.insight ?? null);
  });
  const ruled = heads.map((head, index) => {
    const gate = suites[index]?.loaded.suite.gate;
    return { head, onInconclusive: gate?.kind === "rules" ? gate.onInconclusive : null };
  });
  const strict = invocation.strict ? tally.strictFindings() : null;
  const { verdict, exitCode } = verdictAndExit(ruled, runEnding(ended, invocation.failOnInconclusive, strict));
  const hasTargets = suites.some(({ loaded }) => loaded.suite.arms.some(({ target }) => target !== undefined));
  const counted = withAsJudged(totals(tally, ended.ledger, hasTargets), heads);
  notes.push(...heads.flatMap((head, index) => gateNotes(suites[index], head)));
  const run = { ...ended.run, warnings: [...ended.run.warnings, ...moneyWarnings(ended), ...served.warnings()] };
  return {
    format: "prompt-run.report",
    format_version: 1,
    run,
    verdict,
    exit_code: exitCode,
    totals: counted,
    suites: heads,
    ...withInsights([...standingNotes(counted, strict), ...notes], ended, invocation),
  };
}

/** What is worth telling beside the report; nothing where nothing is. */
function withInsights(
  told: readonly string[],
  { spent, sessions, start = BEGUN_BY_PROGRAM }: EndedRun,
  invocation: RunRequest & Where,
): Pick<ReportHead, "insights"> {
  const notes = [...told, ...(spent?.notes ?? [])];
  const asked = askedOptions(invocation, start);
  const insights: RunInsights = {
    ...(notes.length === 0 ? {} : { notes }),
    ...(spent === undefined ? {} : { budget: spent.caps }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(asked.length === 0 ? {} : { asked }),
  };
  return Object.keys(insights).length === 0 ? {} : { insights };
}

/** What came out dearer than the most that was reckoned with. */
function moneyWarnings(ended: EndedRun): WarningRecord[] {
  return [...dearerWarnings(ended), ...(isUnaccounted(ended) ? [unplacedWarning(said("unmetered-target"))] : [])];
}

/** A cap says nothing of an application that spends money and does not say how much. */
function isUnaccounted({ ledger, isCapped }: EndedRun): boolean {
  return isCapped === true && ledger.unknownCost;
}

function dearerWarnings({ ledger, isCapped }: EndedRun): WarningRecord[] {
  const { overReserved: answers, overReservedPico } = ledger;
  if (answers === 0) return [];
  const excess = formatUsd(toUsd(overReservedPico));
  return [unplacedWarning(said("dearer-than-reserved", { answers, excess, isCapped: isCapped === true }))];
}

/** With what the summary of trials does not know: prompts, the baseline, what stopping early saved. */
function completed(
  summary: SuiteHead,
  suite: CheckedSuite,
  run: RunRecord,
  sequential: SequentialInsight | null,
): SuiteHead {
  const prompts = promptInsights(suite.loaded.suite.arms);
  const unlabelled = suite.loaded.suite.judges.filter(({ labels }) => labels === null).map(({ name }) => name);
  const { loaded, baseline } = suite;
  const near = baseline?.status === "missing" ? baseline.near : null;
  const told = withInsight(summary, {
    prompts,
    ...(unlabelled.length === 0 ? {} : { unlabelled }),
    ...(loaded.gateLine === undefined ? {} : { gate_line: loaded.gateLine }),
    ...(near === null ? {} : { baseline_near: near }),
  });
  const head = withBaseline(told, suite, run);
  return sequential === null ? head : withInsight(head, { sequential });
}

/**
 * With what kept the trials from being answered, where that is known of all of them: an endpoint that was never reached
 * has answered none, those that were asked in vain among them.
 */
function whyMissing(head: SuiteHead, { stopped }: EndedRun): SuiteHead {
  const missing = head.insights?.missing;
  const why = whyStopped(stopped);
  if (why === null || missing === undefined || (missing.not_run === 0 && why === "budget")) return head;
  return withInsight(head, { missing: { ...missing, why } });
}

function whyStopped(stopped: Stopped | null): "budget" | "unreachable" | null {
  if (stopped?.reason === "budget") return "budget";
  return stopped?.reason === "fatal" && stopped.failure?.kind === "connection" ? "unreachable" : null;
}

/** What a suite's gate must be read with. */
function gateNotes(suite: CheckedSuite | undefined, head: SuiteHead): Sentence[] {
  if (suite === undefined) return [];
  return [thinBaselineNote(suite, head), ignoredAnswersNote(suite, head)].filter((note) => note !== null);
}

/** What a gate passes over that no rule of it looks at; null where one does, or nothing failed. */
function ignoredAnswersNote(suite: CheckedSuite | undefined, { name, arms }: SuiteHead): Sentence | null {
  const gate = suite?.loaded.suite.gate;
  const failed = arms.reduce((sum, arm) => sum + arm.failed, 0);
  const decided = failed + arms.reduce((sum, arm) => sum + arm.passed, 0);
  if (gate?.kind !== "rules" || !ignoresAnswers(gate) || failed === 0) return null;
  return noteWords("failures-ignored", { suite: name, failed, decided });
}

function stateOf({ stopped, isPartial = false }: EndedRun): RunState {
  return {
    interrupted: stopped?.reason === "interrupted",
    overBudget: stopped?.reason === "budget",
    ...NO_BATCHES,
    partial: isPartial,
  };
}

function withInsight(head: SuiteHead, insight: SuiteInsights): SuiteHead {
  return { ...head, insights: { ...head.insights, ...insight } };
}

function withBaseline(head: SuiteHead, suite: CheckedSuite, run: RunRecord): SuiteHead {
  const baseline = baselineInsight(suite, head, run);
  return baseline === null ? head : withInsight(head, { baseline });
}

function runEnding(
  { stopped, signal, ledger, isCapped = false }: EndedRun,
  failOnInconclusive: boolean,
  strict: RunEnding["strict"],
): RunEnding {
  return {
    fatal: stopped?.reason === "fatal" ? "input" : null,
    signal,
    overBudget: stopped?.reason === "budget" || (isCapped && ledger.overReserved > 0),
    ...NO_BATCHES,
    unwritable: stopped?.reason === "store",
    unaccounted: isCapped && ledger.unknownCost,
    failOnInconclusive,
    strict,
  };
}

/** With how many of what passed and failed hang on judges that are not believed; as it is where none is asked. */
function withAsJudged(counted: Totals, heads: readonly SuiteHead[]): Totals {
  const counts = heads.flatMap(({ arms }) =>
    arms.flatMap(({ as_judged: count }) => (count === undefined ? [] : [count])),
  );
  return counts.length === 0 ? counted : { ...counted, as_judged: counts.reduce((sum, count) => sum + count, 0) };
}

function totals(tally: TotalsTally, ledger: LedgerTotals, hasTargets: boolean): Totals {
  return tally.totals({
    cost_usd: ledger.unknownCost || ledger.unpriced > 0 ? null : toUsd(ledger.paidPico),
    grading_cost_usd: ledger.unknownGrading ? null : toUsd(ledger.gradingPico),
    grading_requests: ledger.gradingRequests,
    ...(hasTargets ? { overhead_cost_usd: ledger.unknownOverhead ? null : toUsd(ledger.overheadPico) } : {}),
    overhead_requests: ledger.overheadRequests,
    lost_requests: ledger.lostRequests,
    uncertain_cost_usd: toUsd(ledger.uncertainPico),
    saved_usd: ledger.savedPico === null ? null : toUsd(ledger.savedPico),
  });
}
