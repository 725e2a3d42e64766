import { plural } from "../../base/figures.ts";
import type { SequentialInsight } from "../../domain/insights.ts";

/** "decided after 48 of 200 cases, in seeded order: 304 trials were not needed": how a sequential run went. */
export function sequentialWords({
  decided_after: after,
  cases,
  trials_saved: saved,
  looks,
}: SequentialInsight): string {
  const how = looks === undefined ? "sequential" : `sequential, ${plural(looks, "look")} fixed in advance`;
  if (after === null) return `${how}: not decided before the end; all ${plural(cases, "case")} were run`;
  const rest = saved === 0 ? "nothing was saved" : `${plural(saved, "trial")} were not needed and not sent`;
  return `${how}: decided after ${after} of ${plural(cases, "case")} in seeded order; ${rest}`;
}
