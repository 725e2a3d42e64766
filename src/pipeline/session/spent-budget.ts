import { formatUsd, roundedUp } from "../../base/figures.ts";
import type { BudgetInsight, CapInsight, SuiteCapInsight } from "../../domain/insights.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Stopped } from "../../run/schedule/run-stop.ts";
import { totalForecast } from "../forecast/forecast.ts";
import { forecastPlan } from "../forecast/plan-forecast.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";

/** A run that its budget stopped. */
export interface SpentBudget {
  /** Which cap stopped it with money left, and what is enough: for people, a sentence a cap that stopped it. */
  readonly notes: readonly string[];
  readonly caps: BudgetInsight;
}

/** How the run stopped. */
export interface StoppedRun {
  readonly ledger: LedgerTotals;
  readonly stopped: Stopped | null;
  /** How many shards share the caps. */
  readonly shards: number;
}

/**
 * Says which caps stopped a run before all was asked: the most that a request may cost is set aside before it is sent. What is
 * enough is what `plan` says of all trials at worst. Null when the budget stopped nothing.
 */
export async function spentBudget(
  checked: CheckedSuites,
  invocation: Pick<Invocation, "cases" | "tags" | "maxCostUsd">,
  run: StoppedRun,
  nowMs: number,
): Promise<SpentBudget | null> {
  const { stopped, ledger } = run;
  if (stopped?.reason !== "budget") return null;
  const worst = await worstCosts(checked, invocation, nowMs);
  const { maxCostUsd } = invocation;
  const ofRun = maxCostUsd === null ? null : capOf({ capUsd: maxCostUsd, index: null, worst: worst.all }, run, stopped);
  const ofSuites = checked.suites.flatMap(({ loaded }, index): SuiteCap[] => {
    const { name, displayFile, limits } = loaded.suite;
    if (limits.maxCostUsd === null) return [];
    const cap = { capUsd: limits.maxCostUsd, index, worst: worst.bySuite[index] ?? null };
    return [{ cap: { ...capOf(cap, run, stopped), suite: name, file: displayFile }, index }];
  });
  const isAlone = checked.suites.length === 1;
  const spentUsd = toUsd(ledger.paidPico + ledger.uncertainPico);
  const facts = { why: refusedWords(checked, stopped), shards: run.shards };
  const notes = [
    ...(ofRun !== null && stopped.refusing.includes(null) ? [noteOf(ofRun, { ...facts, spentUsd })] : []),
    ...ofSuites
      .filter(({ index }) => stopped.refusing.includes(index))
      .map(({ cap }) => noteOf(cap, { ...facts, spentUsd: isAlone ? spentUsd : null })),
  ];
  const short = ofSuites.map(({ cap }) => cap).filter((cap) => cap.is_short);
  return {
    notes: notes.length === 0 ? [`the budget stopped the run${facts.why}`] : notes,
    caps: { run: ofRun, suites: short },
  };
}

interface SuiteCap {
  readonly cap: SuiteCapInsight;
  readonly index: number;
}

interface WorstCosts {
  readonly all: Picodollars | null;
  readonly bySuite: readonly (Picodollars | null)[];
}

async function worstCosts(
  { suites, facts, attachments, judging }: CheckedSuites,
  selection: Pick<Invocation, "cases" | "tags">,
  nowMs: number,
): Promise<WorstCosts> {
  const forecasting = { facts, nowMs, attachments, judging, isCapped: true };
  const plans = await Promise.all(suites.map((suite) => forecastPlan(suite, selection, forecasting, new Map())));
  const worstOf = (arms: (typeof plans)[number]["arms"]): Picodollars | null => totalForecast(arms).costPico.worst;
  return { all: worstOf(plans.flatMap(({ arms }) => arms)), bySuite: plans.map(({ arms }) => worstOf(arms)) };
}

interface Cap {
  readonly capUsd: number;
  /** Of its suite; null for the run's. */
  readonly index: number | null;
  readonly worst: Picodollars | null;
}

function capOf({ capUsd, index, worst }: Cap, { ledger, shards }: StoppedRun, { refusing }: Stopped): CapInsight {
  // Of a shard's own cases there is no forecast.
  const neededUsd = worst === null || shards > 1 ? null : roundedUp(toUsd(worst + ledger.uncertainPico));
  const enoughUsd = neededUsd !== null && neededUsd > capUsd ? neededUsd : null;
  return { cap_usd: capUsd, is_short: refusing.includes(index) || enoughUsd !== null, enough_usd: enoughUsd };
}

/** What the first request that was not sent may have cost. */
function refusedWords({ suites }: CheckedSuites, { refusedPico }: Stopped): string {
  if (refusedPico === null) return "";
  const isJudged = suites.some(({ loaded }) => loaded.suite.judges.length > 0);
  const request = `the next request${isJudged ? ", with its judges," : ""}`;
  return `: ${request} may cost ${formatUsd(toUsd(refusedPico))} at worst, which is set aside before it is sent`;
}

interface NoteFacts {
  readonly why: string;
  /** Null where it is not known how much of it falls under the cap. */
  readonly spentUsd: number | null;
  readonly shards: number;
}

function noteOf(cap: CapInsight | SuiteCapInsight, { why, spentUsd, shards }: NoteFacts): string {
  const capUsd = cap.cap_usd / shards;
  const of = formatUsd(capUsd);
  const left = spentUsd === null ? ` of ${of}` : ` with ${formatUsd(Math.max(0, capUsd - spentUsd))} of ${of} left`;
  const isOfRun = !("suite" in cap);
  const key = isOfRun ? "--max-cost" : "limits.max_cost_usd:";
  const all = isOfRun ? "the whole run" : "all of the suite";
  const enough = cap.enough_usd === null ? "" : `; ${key} ${cap.enough_usd} is enough for ${all} at worst`;
  const who = isOfRun
    ? `the budget stopped the run${left}`
    : `the budget of ${cap.suite} (limits.max_cost_usd in ${cap.file}) stopped it${left}`;
  return `${who}${why}${enough}`;
}
