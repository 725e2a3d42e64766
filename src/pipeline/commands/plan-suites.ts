import { resolve } from "node:path";
import type { Selection, Where } from "../../domain/invocation.ts";
import { answerLengths } from "../forecast/answer-length.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { forecastPlan, type PlanForecast } from "../forecast/plan-forecast.ts";
import { caseLines, planText, totalText } from "../forecast/plan-text.ts";

export interface PlanOptions {
  readonly nowMs: number;
  readonly columns: number;
  readonly color: boolean;
  /** Name every case too. */
  readonly listCases: boolean;
}

/** What a run of the suites would send and cost, in words, suite by suite, then in all. */
export async function* planSuites(
  { suites, facts, attachments, judging }: CheckedSuites,
  { cases, tags, cwd, store }: Selection & Where,
  { nowMs, columns, color, listCases }: PlanOptions,
): AsyncIterable<string> {
  const selection = { cases, tags };
  const plans: PlanForecast[] = [];
  for (const suite of suites) {
    const lengths = await answerLengths(suite.loaded.suite, resolve(cwd, store));
    const plan = await forecastPlan(suite, selection, { facts, nowMs, attachments, judging, isCapped: false }, lengths);
    plans.push(plan);
    yield planText(plan, { columns, color });
    if (listCases) yield* caseLines(suite, selection);
    yield "\n";
  }
  if (plans.length > 1) yield totalText(plans, { columns, color });
}
