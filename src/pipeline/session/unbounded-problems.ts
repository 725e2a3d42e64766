import { judgesAsked } from "../../domain/judge.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Caps, Replies, ReplyAccess } from "../../domain/invocation.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CheckedSuites, ChooseCounter } from "../passes/check-suites.ts";
import { asksModels, chooseCounter } from "../access/reply-endpoint.ts";

/** A cap on money means nothing for a request that may cost any amount. Offline nothing is sent. */
export function unboundedProblems(
  { suites, facts }: CheckedSuites,
  { maxCostUsd, mode }: Pick<Caps, "maxCostUsd"> & Pick<Replies, "mode">,
  nowMs: number,
): Diagnostic[] {
  if (mode === "offline") return [];
  return suites.flatMap(({ loaded: { suite }, arms }) => {
    if (maxCostUsd === null && suite.limits.maxCostUsd === null) return mode === "simulate" ? [] : uncapped(suite);
    return [...arms.flatMap(({ unbounded }) => unbounded ?? []), ...unpricedJudges(suite, facts, nowMs)];
  });
}

/** An application decides by itself what it asks: without a cap it could spend any amount. */
function uncapped({ arms }: Suite): Diagnostic[] {
  const metered = arms.filter(({ target }) => target !== undefined && asksModels(target));
  const byTarget = new Map(metered.map((arm) => [arm.label, arm]));
  return [...byTarget.values()].map(({ label, place }): Diagnostic => {
    return { severity: "error", place, ...said("uncapped-meter.target", { target: label }) };
  });
}

/** Judges are paid under the same cap as what they judge. */
function unpricedJudges(suite: Suite, facts: ModelFacts, nowMs: number): Diagnostic[] {
  return judgesAsked(suite).flatMap(({ name, senders }) =>
    senders.flatMap(({ model, settings, headers, apiVersion, endpoint, place }): Diagnostic[] => {
      const request = { body: { model, ...settings, messages: [] }, headers, apiVersion };
      if (facts.at(endpoint).worstCost(request, 1, nowMs) !== null) return [];
      return [{ severity: "error", place, ...said("unknown-price.judge", { model, judge: name }) }];
    }),
  );
}

/** Is there a cap on money, on the run or on one of its suites? */
export function isCapped({ suites }: CheckedSuites, { maxCostUsd }: Pick<Caps, "maxCostUsd">): boolean {
  return maxCostUsd !== null || suites.some(({ loaded }) => loaded.suite.limits.maxCostUsd !== null);
}

/** Counts attachments for a cap on money: where requests go, or nowhere when none is sent or no key is there. */
export function budgetCounter(invocation: ReplyAccess, log: (line: string) => void): ChooseCounter {
  return (config) => {
    if (invocation.mode === "offline") return null;
    const chosen = chooseCounter(invocation, config, log);
    return chosen.ok ? chosen.count : null;
  };
}
