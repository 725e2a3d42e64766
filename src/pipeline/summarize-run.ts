import { toUsd } from "../domain/money.ts";
import type { RunRecord, Totals, TrialRecord } from "../domain/records.ts";
import type { ReportHead, SuiteHead } from "../domain/reporter.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { LedgerTotals } from "../run/ledger.ts";
import type { Stopped } from "../run/run-stop.ts";
import { type RunEnding, verdictAndExit } from "../stats/gate/verdict-and-exit.ts";
import type { SuiteFacts } from "../stats/summary/suite-facts.ts";
import { summarizeSuite } from "../stats/summary/summarize-suite.ts";
import { TotalsTally } from "../stats/summary/totals-tally.ts";
import { baselineFacts, baselineInsight } from "./baseline-facts.ts";
import type { CheckedSuite } from "./preflight.ts";

/** How a run ended, before its trials are read back. */
export interface EndedRun {
  readonly run: RunRecord;
  readonly stopped: Stopped | null;
  readonly signal: "SIGINT" | "SIGTERM" | null;
  readonly ledger: LedgerTotals;
}

/** The report without its trials: one pass over them, suite by suite. */
export async function summarizeRun(
  suites: readonly CheckedSuite[],
  trials: (suite: number) => AsyncIterable<TrialRecord>,
  ended: EndedRun,
  invocation: Invocation,
): Promise<ReportHead> {
  const tally = new TotalsTally();
  const heads: SuiteHead[] = [];
  for (const [index, suite] of suites.entries()) {
    const head = await summarizeSuite(suiteFacts(suite, ended, invocation), trials(index), tally);
    heads.push(withBaseline(head, suite, ended.run));
  }
  const judged = heads.map((head, index) => {
    const gate = suites[index]?.loaded.suite.gate;
    return { head, onInconclusive: gate?.kind === "rules" ? gate.onInconclusive : null };
  });
  const strict = invocation.strict ? tally.strictFindings() : null;
  const { verdict, exitCode } = verdictAndExit(judged, runEnding(ended, invocation.failOnInconclusive, strict));
  return {
    format: "prompt-run.report",
    format_version: 1,
    run: ended.run,
    verdict,
    exit_code: exitCode,
    totals: totals(tally, ended.ledger),
    suites: heads,
  };
}

function withBaseline(head: SuiteHead, suite: CheckedSuite, run: RunRecord): SuiteHead {
  const baseline = baselineInsight(suite, head, run);
  return baseline === null ? head : { ...head, insights: { ...head.insights, baseline } };
}

function suiteFacts({ loaded, hashes, baseline }: CheckedSuite, ended: EndedRun, invocation: Invocation): SuiteFacts {
  const { suite } = loaded;
  return {
    name: suite.name,
    file: suite.displayFile,
    hashes,
    arms: suite.arms.map((arm) => ({
      id: arm.id,
      model: arm.model,
      prompt: arm.prompt,
      settings: arm.settings,
      dropped_settings: [...arm.droppedSettings],
    })),
    gate: suite.gate,
    compare: suite.compare,
    seed: invocation.seed,
    state: {
      interrupted: ended.stopped?.reason === "interrupted",
      overBudget: ended.stopped?.reason === "budget",
      pending: false,
    },
    baseline: baselineFacts(baseline, ended.run.replies, {
      allowMissing: invocation.allowMissingBaseline,
      isSelection: invocation.cases.length + invocation.tags.length > 0,
    }),
    sequentialRules: null,
  };
}

function runEnding({ stopped, signal }: EndedRun, failOnInconclusive: boolean, strict: RunEnding["strict"]): RunEnding {
  return {
    fatal: stopped?.reason === "fatal" ? "input" : null,
    signal,
    overBudget: stopped?.reason === "budget",
    pending: false,
    unwritable: stopped?.reason === "store",
    failOnInconclusive,
    strict,
  };
}

function totals(tally: TotalsTally, ledger: LedgerTotals): Totals {
  return tally.totals({
    cost_usd: ledger.unknownCost ? null : toUsd(ledger.paidPico),
    grading_cost_usd: 0, // no check calls a model yet
    uncertain_cost_usd: toUsd(ledger.uncertainPico),
    saved_usd: ledger.savedPico === null ? null : toUsd(ledger.savedPico),
  });
}
