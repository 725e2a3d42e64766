import { plural } from "../../base/figures.ts";
import type { SequentialInsight } from "../../domain/insights.ts";

/** "decided after 48 of 200 cases, in seeded order: 304 trials were not needed": how a sequential run went. */
export function sequentialWords({ decided_after: after, cases, trials_saved: saved }: SequentialInsight): string {
  if (after === null) return `sequential: not decided before the end; all ${plural(cases, "case")} were run`;
  const rest = saved === 0 ? "nothing was saved" : `${plural(saved, "trial")} were not needed and not sent`;
  return `sequential: decided after ${after} of ${plural(cases, "case")} in seeded order; ${rest}`;
}
