import { roundedUp } from "../../base/figures.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { isPasteable, option, shellWord } from "../../report/words/next/shell-word.ts";

/** A run of a store on one side of a comparison: how commands name it, and what its judges took. */
export interface ComparedRun {
  /** Its id where it is in the store, else the path of its folder. */
  readonly name: string;
  readonly totals: Pick<ReportHead["totals"], "trials" | "grading_cost_usd">;
  /** The most that was set aside for one judgement; null: not known. */
  readonly dearestJudgement: Picodollars | null;
  /** Do its replies cost nothing? */
  readonly isSimulated: boolean;
}

/** Answers of another run may be longer, and rules may have kept judges from more of these. */
const ROOM = 2;
/** Where it is not known what a judgement takes, in USD. */
const SOME_USD = 1;

/**
 * "prompt-run compare A B --judge-again --max-cost 0.12": has the judges of the newer run judge the answers of the older one.
 * The amount is enough: what the newer run's judges took, for as many answers, twice over, and what is set aside for one more.
 * `store`: null where it is the usual one. Null for what no shell should be given.
 */
export function judgeAgainCommand(baseline: ComparedRun, candidate: ComparedRun, store: string | null): string | null {
  const isFree = baseline.isSimulated && candidate.isSimulated;
  const command = [
    "prompt-run compare",
    shellWord(baseline.name),
    shellWord(candidate.name),
    "--judge-again",
    ...(isFree ? [] : [`--max-cost ${roundedUp(amountOf(baseline, candidate))}`]),
    ...(store === null ? [] : [option("store", store)]),
  ].join(" ");
  return isPasteable(command) ? command : null;
}

function amountOf({ totals: older }: ComparedRun, { totals, dearestJudgement }: ComparedRun): number {
  const one = dearestJudgement === null ? null : toUsd(dearestJudgement);
  const { grading_cost_usd: took, trials } = totals;
  if (took === null || took <= 0 || trials === 0) return one === null || one <= 0 ? SOME_USD : one * older.trials;
  return (ROOM * took * older.trials) / trials + (one ?? 0);
}
