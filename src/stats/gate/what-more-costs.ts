import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { SettledTest } from "./ruling.ts";

/** What would settle a rule: so many cases in all, or so many trials of each case there is; null: no number would. */
export interface Remedy {
  readonly cases: number | null;
  /** Clusters in which the cases would fall; null: none. */
  readonly clusters: number | null;
  readonly trials: number | null;
}

/** What there is, and what it costs. */
export interface Having {
  readonly cases: number;
  readonly trials: number;
  /** All trials of a case, on every side that a further case is run on; null: unknown. */
  readonly costPerCaseUsd: number | null;
}

/** What would settle it, with the money where it is known; null: nothing would. */
export function remedyText({ cases, clusters, trials }: Remedy, having: Having): Sentence | null {
  const usdOf = (factor: number): number | null => {
    const { costPerCaseUsd: cost } = having;
    return cost === null ? null : Math.max(0, factor) * having.cases * cost;
  };
  if (cases === null && trials === null) return null;
  return rulingWords("remedy", {
    cases: cases === null ? null : { count: cases, clusters, usd: usdOf(cases / having.cases - 1) },
    trials: trials === null ? null : { count: trials, usd: usdOf(trials / having.trials - 1) },
  });
}

/** "p 0.031, one-sided; counted as 0.155 among the 5 tests of this run". */
export function testText(p: number, { p: adjusted, tests }: SettledTest): Sentence {
  return rulingWords("test", { p, adjusted, tests });
}
