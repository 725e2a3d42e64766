import type { PlannedTrial } from "../../domain/run/trial.ts";

/** So many trials are looked ahead. */
const WINDOW = 256;

/**
 * Sends trials that begin alike one after the other, so that an entry of the prompt cache is read while it lives: within a
 * window, trials with the same cached prefix follow the first of them. Trials that share nothing go by as they come.
 */
export async function* keepTogether(trials: AsyncIterable<PlannedTrial>): AsyncIterable<PlannedTrial> {
  let held: PlannedTrial[] = [];
  for await (const trial of trials) {
    if (trial.cacheGroups.length === 0) {
      yield* grouped(held);
      held = [];
      yield trial;
      continue;
    }
    held.push(trial);
    if (held.length < WINDOW) continue;
    yield* grouped(held);
    held = [];
  }
  yield* grouped(held);
}

/** By the longest shared prefix, groups and trials in the order in which they came. */
function grouped(trials: readonly PlannedTrial[]): readonly PlannedTrial[] {
  const groups = new Map<string, PlannedTrial[]>();
  for (const trial of trials) {
    const group = trial.cacheGroups.at(-1) ?? "";
    const members = groups.get(group) ?? [];
    members.push(trial);
    groups.set(group, members);
  }
  return [...groups.values()].flat();
}
