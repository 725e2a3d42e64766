import { checkFacts } from "../../domain/check-facts.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { checksOnAny, type PlannedCase, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import { streamCases } from "../passes/case-stream.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { forecastCase, type Forecasting } from "./forecast-case.ts";

/** A check that limits money, over all cases that it is applied to. */
interface CostTally {
  readonly check: PlannedCheck;
  readonly maxUsd: number;
  /** The most that a trial of any of them costs; null: one is not known, or costs more than the check allows. */
  worstUsd: number | null;
}

/** The checks of a suite that limit money and cannot fail: no trial can cost as much as they allow, whatever is answered. */
export async function unreachedCosts(
  { loaded, shared }: CheckedSuite,
  pricing: Omit<Forecasting, "length">,
): Promise<Diagnostic[]> {
  const tallies = new Map<string, CostTally>();
  for await (const streamed of streamCases(loaded, { cases: [], tags: [] }, shared)) {
    if (!streamed.ok || streamed.planned.skip !== null) continue;
    const { planned } = streamed;
    const checks = checksOnAny(planned).filter(({ type }) => checkFacts(type).limits === "usd");
    if (checks.length === 0) continue;
    const worst = await worstTrial(planned, loaded, pricing);
    for (const check of checks) count(tallies, check, worst === null ? null : toUsd(worst));
  }
  return [...tallies.values()].flatMap(({ check, maxUsd, worstUsd }): Diagnostic[] => {
    if (worstUsd === null) return [];
    return [{ severity: "warning", place: check.place, ...said("vacuous-check.cost", { maxUsd, worstUsd }) }];
  });
}

function count(tallies: Map<string, CostTally>, check: PlannedCheck, worstUsd: number | null): void {
  const maxUsd = limitOf(check.args);
  if (maxUsd === null) return;
  const key = JSON.stringify([check.place, maxUsd]);
  const tally = tallies.get(key) ?? { check, maxUsd, worstUsd: 0 };
  const isReached = worstUsd === null || worstUsd > maxUsd;
  tally.worstUsd = isReached || tally.worstUsd === null ? null : Math.max(tally.worstUsd, worstUsd);
  tallies.set(key, tally);
}

function limitOf(args: Json): number | null {
  const limit = isJsonObject(args) ? args["max_usd"] : args;
  return typeof limit === "number" ? limit : null;
}

/** The most that one trial of a case costs on any arm, its judges left out; null: not known. */
async function worstTrial(
  planned: PlannedCase,
  { suite, files }: CheckedSuite["loaded"],
  pricing: Omit<Forecasting, "length">,
): Promise<Picodollars | null> {
  let most = 0n;
  for (const arm of suite.arms) {
    const at = { suite, suiteIndex: 0, planned: { ...planned, trials: 1 }, arm, files };
    const { costPico, inputTokens, judging } = await forecastCase(at, { ...pricing, length: null });
    // Tools that the API runs may pause a turn, and each time that it goes on is a request more.
    if (arm.target !== undefined || inputTokens.worst === null) return null;
    if (costPico.worst === null || judging.costPico.worst === null) return null;
    const worst = costPico.worst - judging.costPico.worst;
    if (worst > most) most = worst;
  }
  return most;
}
