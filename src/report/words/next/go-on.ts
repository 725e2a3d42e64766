import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import { roundedUp } from "../../../base/figures.ts";
import { printableLine } from "../../../base/printable.ts";
import type { BudgetInsight, CapInsight } from "../../../domain/insights.ts";
import type { ReportHead } from "../../../domain/reporter.ts";
import { EXIT } from "../../../domain/exit-code.ts";
import { isPasteable, option, shellWord } from "./shell-word.ts";

/** A command to type, and what it does. Safe to show. */
export interface NextStep {
  /** `more`: what the run lacks before it has a verdict. */
  readonly kind: "view" | "more" | "again" | "figures";
  readonly command: string;
  readonly what: string;
  /** What has to be changed by hand before: "set `limits.max_cost_usd: 0.046` in suites/a.yaml"; null: nothing. */
  readonly first: string | null;
}

/** For a cap of which it is not known what is enough: so many times as much. */
const MORE = 2;

/** How many trials have no answer, those left out on purpose excepted. */
export function missingTrials({ suites, totals, meter }: Pick<ReportHead, "suites" | "totals" | "meter">): number {
  if (meter !== undefined) return 0;
  const known = suites.flatMap(({ insights }) => (insights === undefined ? [] : [insights.missing]));
  // A run of a version that did not say it.
  if (known.length === 0) return totals.errored + totals.skipped;
  return known.reduce((sum, missing) => sum + (missing?.errored ?? 0) + (missing?.not_run ?? 0), 0);
}

/**
 * How a run goes on that lacks answers: `prompt-run resume RUN`, with as much money as is enough. Null where nothing is
 * missing, and where going on would bring nothing: what fails with all the answers that there are, fails with the others too,
 * unless it was the budget that kept them away.
 */
export function goOn(head: ReportHead, store: string | null = null): NextStep | null {
  const { run, verdict, exit_code: exit, insights } = head;
  const budget = insights?.budget ?? null;
  const isCut = budget !== null || verdict === "interrupted" || verdict === "over_budget";
  // A recording that is not there is not there the next time.
  const isOpen = verdict === "incomplete" || (verdict === "partial" && exit === EXIT.incomplete);
  const asksAgain = isOpen && run.replies !== "recorded";
  if (missingTrials(head) === 0 || !(isCut || asksAgain)) return null;
  if ((budget?.suites ?? []).length > 0 && isCapSet(head)) return null;
  const cost = budget === null || budget.run === null ? [] : [`--max-cost ${amountOf(budget.run, paidOf(head))}`];
  const where = store === null ? [] : [option("store", store)];
  const command = ["prompt-run resume", shellWord(run.id), ...where, ...cost].join(" ");
  // What was paid under the cap of one of several suites is not known here.
  const first = firstOf(budget, verdict === "over_budget", head.suites.length === 1 ? paidOf(head) : 0);
  const what = reportWords(isCut ? "go-on" : "ask-missing");
  return isPasteable(command)
    ? { kind: "more", command, what: isOpenEnded(budget) ? reportWords("enough-unknown", { what }) : what, first }
    : null;
}

/** A cap with which the run goes on; `paidUsd`: what was paid under it, which may be more than it allows. */
function amountOf(
  { cap_usd: cap, enough_usd: enough, is_short: isShort, least_usd: least = 0 }: CapInsight,
  paidUsd: number,
): number {
  if (paidUsd > cap) return Math.max(enough ?? 0, least, roundedUp(paidUsd * MORE));
  return isShort ? (enough ?? Math.max(cap * MORE, least)) : cap;
}

/** Did the command line set the cap of suites? Then it holds for all that goes on with the run. */
function isCapSet({ insights }: ReportHead): boolean {
  const asked = insights?.asked ?? [];
  return asked.some(({ name, value }) => name === "set" && /^limits(?:\.max_cost_usd)?=/.test(value ?? ""));
}

function paidOf({ totals }: ReportHead): number {
  return (totals.cost_usd ?? 0) + (totals.uncertain_cost_usd ?? 0);
}

/** Suites' own caps stand in their files: no option raises them. */
function firstOf(budget: BudgetInsight | null, isOverBudget: boolean, paidUsd: number): string | null {
  if (budget === null) return isOverBudget ? reportWords("raise-cap") : null;
  const caps = budget.suites.map((cap) => ({ usd: amountOf(cap, paidUsd), file: printableLine(cap.file) }));
  return caps.length === 0 ? null : reportWords("set-caps", { caps });
}

/** Is it unknown how much money is enough? */
function isOpenEnded(budget: BudgetInsight | null): boolean {
  const short = [budget?.run ?? null, ...(budget?.suites ?? [])].filter((cap) => cap?.is_short === true);
  return short.some((cap) => cap?.enough_usd === null);
}
