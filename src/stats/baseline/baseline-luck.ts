import { formatPercent, plural } from "../../base/figures.ts";
import { normalCdf, normalQuantile } from "../numeric/normal.ts";

const ALPHA = 0.05;
/** Further runs that a baseline of few is advised to pool. */
const MORE_RUNS = 9;

/**
 * How often a gate is red with nothing changed, held against one baseline of `runs` pooled runs that is too good by luck:
 * as good as the luckiest 1 in 20. Over all baselines it is 5 %, but a team lives with one. In the normal limit, R runs
 * against one run of the candidate,
 *
 *   Φ( z √(1/R) − z √(1 + 1/R) ), z = Φ⁻¹(0.95)
 */
export function redAtLuckyBaseline(runs: number): number {
  const z = normalQuantile(1 - ALPHA);
  return normalCdf(z * Math.sqrt(1 / runs) - z * Math.sqrt(1 + 1 / runs));
}

/** What a baseline of few runs costs, in a sentence; null where it is of enough. */
export function luckyBaselineSentence(runs: number): string | null {
  if (runs > MORE_RUNS) return null;
  const [now, then] = [redAtLuckyBaseline(runs), redAtLuckyBaseline(runs + MORE_RUNS)].map((red) =>
    formatPercent(Math.round(red * 100) / 100),
  );
  const more = plural(MORE_RUNS, "run");
  return (
    `a baseline of ${plural(runs, "run")} is itself luck: held against one in 20 of them, \`not_worse_than\` is red ` +
    `${now} of the time or more with nothing changed (5% over all); accept ${more} more of main, and it is ${then}`
  );
}
