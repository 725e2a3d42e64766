import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatPercent } from "../../base/figures.ts";
import type { FlakyCase, RepeatEstimate, RepeatInsights } from "../../domain/insights.ts";

/** More columns than these say nothing new: the most trials there are come last. */
const SHOWN_K: readonly number[] = [2, 3, 5, 10];

/** One arm's chances in `k` trials, for the k worth showing. */
export interface RepeatRow {
  readonly arm: string;
  /** A cell each title: "27.3%". */
  readonly cells: readonly string[];
}

export interface RepeatFigures {
  readonly titles: readonly string[];
  readonly rows: readonly RepeatRow[];
}

/** How often an arm passes every time (pass^k) in so many trials, and at least once (pass@k) in the most: as titles and rows. */
export function repeatFigures({ estimates }: RepeatInsights): RepeatFigures {
  const most = Math.max(...estimates.map(({ k }) => k));
  const ks = [...SHOWN_K.filter((k) => k < most), most];
  const arms = [...new Set(estimates.map(({ arm }) => arm))];
  const find = (arm: string, k: number): RepeatEstimate | undefined =>
    estimates.find((estimate) => estimate.arm === arm && estimate.k === k);
  return {
    titles: [...ks.map((k) => `pass^${k}`), `pass@${most}`],
    rows: arms.map((arm) => ({
      arm,
      cells: [
        ...ks.map((k) => formatPercent(find(arm, k)?.all_pass ?? null)),
        formatPercent(find(arm, most)?.any_passes ?? null),
      ],
    })),
  };
}

/** What the titles of `repeatFigures` mean. */
export function repeatLegend(): string {
  return reportWords("repeat-legend");
}

/** "Flaky: 26 cases pass some trials and fail others". */
export function flakyTitle({ flaky_total: total }: RepeatInsights): string {
  return reportWords("flaky-cases", { cases: total });
}

/** "1 of 4 passed (25.0%)". */
export function flakyRate({ passed, failed }: FlakyCase): string {
  const trials = passed + failed;
  return `${passed} of ${trials} passed (${formatPercent(passed / trials)})`;
}
