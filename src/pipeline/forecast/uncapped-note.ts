import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Caps, Replies, Selection } from "../../domain/invocation.ts";
import { type Picodollars, sumOrNull, toUsd } from "../../domain/values/money.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { totalForecast } from "./forecast.ts";
import { forecastPlan } from "./plan-forecast.ts";

/** Of more trials the worst is not summed up: `plan` does it, and a run begins at once. */
const MAX_FORECAST = 2_000;

/** What is run: `isPart`: a part of the plan, whose worst is not the plan's. */
export interface UncappedRun {
  readonly checked: CheckedSuites;
  readonly isPart: boolean;
  readonly nowMs: number;
}

/** That nothing caps what a run may spend, and what it may spend at most; null where a cap holds, or nothing is paid. */
export async function uncappedNote(
  { checked, isPart, nowMs }: UncappedRun,
  { mode, maxCostUsd, cases, tags }: Replies & Caps & Selection,
): Promise<Sentence | null> {
  if (mode === "simulate" || mode === "offline" || maxCostUsd !== null) return null;
  const uncapped = checked.suites.filter(isPaid);
  if (uncapped.length === 0) return null;
  const trials = uncapped.reduce((sum, suite) => sum + suite.trials, 0);
  if (isPart || trials > MAX_FORECAST) return noteWords("uncapped-run", { most: null });
  const { facts, attachments, judging } = checked;
  const pricing = { facts, attachments, judging, nowMs, isCapped: false };
  const worst: (Picodollars | null)[] = [];
  for (const suite of uncapped) {
    const { arms } = await forecastPlan(suite, { cases, tags }, pricing, new Map());
    worst.push(totalForecast(arms).costPico.worst);
  }
  const sum = sumOrNull(worst);
  return noteWords("uncapped-run", { most: sum === null ? null : { usd: toUsd(sum), trials } });
}

/** Does nothing cap what we pay for the suite? Applications that ask by themselves have a cap, or are not ours to pay. */
function isPaid({ loaded: { suite } }: CheckedSuite): boolean {
  const asksOfUs = suite.judges.length > 0 || suite.arms.some(({ target }) => target === undefined);
  return suite.limits.maxCostUsd === null && asksOfUs;
}
