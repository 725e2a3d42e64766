import { roundedUp } from "../../base/figures.ts";
import type { CappedSuite, RefusedRequest } from "../../domain/diagnostics/english/refusals/budgets.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { BudgetInsight, CapInsight, SuiteCapInsight } from "../../domain/insights.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Stopped } from "../../run/schedule/run-stop.ts";
import { totalForecast } from "../forecast/forecast.ts";
import { forecastPlan } from "../forecast/plan-forecast.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";

/** A run that its budget stopped. */
export interface SpentBudget {
  /** Which cap stopped it with money left, and what is enough: for people, a sentence a cap that stopped it. */
  readonly notes: readonly Sentence[];
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
    const { name, limits } = loaded.suite;
    if (limits.maxCostUsd === null) return [];
    const cap = { capUsd: limits.maxCostUsd, index, worst: worst.bySuite[index] ?? null };
    const { file, option } = capPlace(loaded.suite, checked);
    return [{ cap: { ...capOf(cap, run, stopped), suite: name, file }, index, suite: { name, file, option } }];
  });
  const isAlone = checked.suites.length === 1;
  const spentUsd = toUsd(ledger.paidPico + ledger.uncertainPico);
  const facts = { refused: refusedRequest(checked, stopped), shards: run.shards };
  const short = ofSuites.map(({ cap }) => cap).filter((cap) => cap.is_short);
  // A suite's own cap would stop it next: no cap of the run is enough.
  const told = ofRun === null || short.length === 0 ? ofRun : { ...ofRun, enough_usd: null };
  const notes = [
    ...(told !== null && stopped.refusing.includes(null) ? [noteOf(told, { ...facts, suite: null, spentUsd })] : []),
    ...ofSuites
      .filter(({ index }) => stopped.refusing.includes(index))
      .map(({ cap, suite }) => noteOf(cap, { ...facts, suite, spentUsd: isAlone ? spentUsd : null })),
  ];
  return {
    notes: notes.length === 0 ? [refusalWords("budget-stopped-run", facts)] : notes,
    caps: { run: ofRun, suites: short },
  };
}

/** The file that says a suite's cap (its own, or the config), and the option that said another. */
function capPlace({ placeOf, file, displayFile }: Suite, { locate }: CheckedSuites): Omit<CappedSuite, "name"> {
  const place = placeOf(["limits", "max_cost_usd"], "key");
  const isElsewhere = place.kind === "node" && place.file !== file;
  return {
    file: isElsewhere ? locate(place).file : displayFile,
    option: place.kind === "argument" ? place.argument : null,
  };
}

interface SuiteCap {
  readonly cap: SuiteCapInsight;
  readonly suite: CappedSuite;
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

function capOf({ capUsd, index, worst }: Cap, { ledger, shards }: StoppedRun, stopped: Stopped): CapInsight {
  const { refusing, refusedPico } = stopped;
  // The forecast is of the whole plan: there is none for the cases of one shard.
  const neededUsd = worst === null || shards > 1 ? null : roundedUp(toUsd(worst + ledger.uncertainPico));
  const enoughUsd = neededUsd !== null && neededUsd > capUsd ? neededUsd : null;
  const isRefusing = refusing.includes(index);
  const leastPico = isRefusing && shards === 1 && refusedPico !== null ? refusedPico + ledger.paidPico : null;
  return {
    cap_usd: capUsd,
    is_short: isRefusing || enoughUsd !== null,
    enough_usd: enoughUsd,
    ...(leastPico === null ? {} : { least_usd: roundedUp(toUsd(leastPico + ledger.uncertainPico)) }),
  };
}

/** What the first request that was not sent may have cost; null: not known. */
function refusedRequest({ suites }: CheckedSuites, { refusedPico }: Stopped): RefusedRequest | null {
  if (refusedPico === null) return null;
  const longest = suites.flatMap(({ loaded }) => loaded.suite.arms.map(({ settings }) => settings["max_tokens"]));
  const maxTokens = Math.max(0, ...longest.filter((tokens) => typeof tokens === "number"));
  return {
    worstUsd: toUsd(refusedPico),
    isJudged: suites.some(({ loaded }) => loaded.suite.judges.length > 0),
    maxTokens: maxTokens === 0 ? null : maxTokens,
  };
}

interface NoteFacts {
  /** Null: it is the cap of the run. */
  readonly suite: CappedSuite | null;
  readonly refused: RefusedRequest | null;
  /** Null where it is not known how much of it falls under the cap. */
  readonly spentUsd: number | null;
  readonly shards: number;
}

function noteOf(cap: CapInsight, { suite, refused, spentUsd, shards }: NoteFacts): Sentence {
  const { cap_usd: capUsd, enough_usd: enoughUsd } = cap;
  return refusalWords("budget-stopped", { cap: { capUsd: capUsd / shards, suite, enoughUsd }, spentUsd, refused });
}
