import { formatCount, formatNumber, formatUsd, plural } from "../../base/figures.ts";
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

/** "about 230 cases (≈ $0.42 more a run) or 3 trials a case (≈ $0.20 more a run)"; the money only where it is known. */
export function remedyText({ cases, clusters, trials }: Remedy, having: Having): string | null {
  const money = (factor: number): string => {
    const { costPerCaseUsd: cost } = having;
    return cost === null ? "" : ` (≈ ${formatUsd(Math.max(0, factor) * having.cases * cost)} more a run)`;
  };
  const inClusters = clusters === null ? "" : ` in ${formatCount(clusters)} clusters`;
  const ways = [
    ...(cases === null ? [] : [`about ${formatCount(cases)} cases${inClusters}${money(cases / having.cases - 1)}`]),
    ...(trials === null ? [] : [`${formatCount(trials)} trials a case${money(trials / having.trials - 1)}`]),
  ];
  return ways.length === 0 ? null : ways.join(" or ");
}

/** "p 0.031, one-sided; counted as 0.155 among the 5 tests of this run". */
export function testText(p: number, { p: adjusted, tests }: SettledTest): string {
  const own = `p ${formatNumber(p)}, one-sided`;
  const isSame = tests <= 1 || formatNumber(adjusted) === formatNumber(p);
  return isSame ? own : `${own}; counted as ${formatNumber(adjusted)} among the ${plural(tests, "test")} of this run`;
}
