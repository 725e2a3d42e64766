import { formatUsd, roundedUp } from "../../base/figures.ts";
import type { LedgerTotals } from "../../domain/run/ledger.ts";
import { toUsd } from "../../domain/values/money.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Stopped } from "../../run/schedule/run-stop.ts";
import { totalForecast } from "../forecast/forecast.ts";
import { forecastPlan } from "../forecast/plan-forecast.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";

/** A run that its budget stopped. */
export interface SpentBudget {
  /** Why it stopped with money left, and what is enough: for people. */
  readonly note: string;
  /** What `--max-cost` has to be for the whole run at worst, in USD; null when that is not known, or no such cap was given. */
  readonly enoughUsd: number | null;
}

/** How the run stopped. */
export interface StoppedRun {
  readonly ledger: LedgerTotals;
  readonly stopped: Stopped | null;
  /** How many shards share the caps. */
  readonly shards: number;
}

/**
 * Says why a run stopped before its budget was spent: the most that a request may cost is set aside before it is sent. What is
 * enough is what `plan` says of all trials at worst. Null when the budget stopped nothing.
 */
export async function spentBudget(
  { suites, facts, attachments, judging }: CheckedSuites,
  { cases, tags, maxCostUsd }: Pick<Invocation, "cases" | "tags" | "maxCostUsd">,
  { ledger, stopped, shards }: StoppedRun,
  nowMs: number,
): Promise<SpentBudget | null> {
  if (stopped?.reason !== "budget") return null;
  const { refusedPico } = stopped;
  const own = suites.map(({ loaded }) => loaded.suite.limits.maxCostUsd);
  // With several suites' own caps it is not known here which one was in the way.
  const wholeUsd = maxCostUsd ?? (own.length === 1 ? (own[0] ?? null) : null);
  const capUsd = wholeUsd === null ? null : wholeUsd / shards;
  const spentUsd = toUsd(ledger.paidPico + ledger.uncertainPico);
  const forecasting = { facts, nowMs, attachments, judging, isCapped: true };
  const plans = await Promise.all(suites.map((suite) => forecastPlan(suite, { cases, tags }, forecasting, new Map())));
  const { worst } = totalForecast(plans.flatMap(({ arms }) => arms)).costPico;
  // Of a shard's own cases there is no forecast.
  const isKnown = worst !== null && maxCostUsd !== null && shards === 1;
  const enoughUsd = !isKnown ? null : roundedUp(toUsd(worst + ledger.uncertainPico));
  const left = capUsd === null ? "" : ` with ${formatUsd(Math.max(0, capUsd - spentUsd))} of ${formatUsd(capUsd)} left`;
  const isJudged = suites.some(({ loaded }) => loaded.suite.judges.length > 0);
  const refused =
    refusedPico === null
      ? ""
      : `: the next request${isJudged ? ", with its judges," : ""} may cost ${formatUsd(toUsd(refusedPico))} at worst, which is set aside before it is sent`;
  const enough = enoughUsd === null ? "" : `; --max-cost ${enoughUsd} is enough for the whole run at worst`;
  return { note: `the budget stopped the run${left}${refused}${enough}`, enoughUsd };
}
