import { normalQuantile } from "../numeric/normal.ts";
import { rightShare } from "./cell-masses.ts";
import type { LabelGroup, StratumCounts } from "./label-counts.ts";

/** How many labels more are worth taking, and how long they take. */
export interface MoreLabels {
  readonly labels: number;
  readonly minutes: number;
  /** What they bring: half of the width of the corrected rate's 95 % interval, as far as labels can narrow it. */
  readonly reach: number;
}

export const WANTED_REACH = 0.05;
const SECONDS_A_LABEL = 30;
const LEVEL = 0.95;

/**
 * How many labels more, half of what the judge passed and half of what it failed, bring the corrected pass rate to ± `reach`.
 * Planned at what was seen with half a label more on either side (where nothing was seen: at an even chance), by the variance
 * of p·v + (1 − p)·f, p²v(1 − v)/n_v + (1 − p)²f(1 − f)/n_f. 0: there are enough.
 */
export function moreLabels(group: LabelGroup, judgedRate: number, reach: number = WANTED_REACH): MoreLabels {
  const [passed, failed] = [planned(group.strata.pass), planned(group.strata.fail)];
  const z = normalQuantile((1 + LEVEL) / 2);
  const spread = (weight: number, { share, n }: Planned, more: number): number =>
    (weight * weight * share * (1 - share)) / Math.max(1, n + more);
  let labels = 0;
  const reachWith = (more: number): number =>
    z * Math.sqrt(spread(judgedRate, passed, more / 2) + spread(1 - judgedRate, failed, more / 2));
  while (reachWith(labels) > reach && labels < MOST_LABELS) labels += STEP;
  return { labels, minutes: minutesFor(labels), reach };
}

const STEP = 2;
const MOST_LABELS = 10_000;

interface Planned {
  readonly share: number;
  readonly n: number;
}

function planned(counts: StratumCounts | undefined): Planned {
  if (counts === undefined) return { share: 0.5, n: 0 };
  const { share, n } = rightShare(counts);
  return { share: (share * n + 0.5) / (n + 1), n };
}

/** How long it takes a person to give so many labels: a minute at least, none for none. */
export function minutesFor(labels: number): number {
  return Math.max(labels === 0 ? 0 : 1, Math.round((labels * SECONDS_A_LABEL) / 60));
}
