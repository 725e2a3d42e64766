import type { TrialRecord } from "../../domain/formats/records.ts";
import { type CaseCounts, countTrial } from "../rate/case-counts.ts";

/** A case with the trials of each arm counted, in the order of the arms; null where an arm has no trial of it. */
export interface AssembledCase {
  readonly id: string;
  readonly tags: readonly string[];
  readonly quarantined: boolean;
  /** What it stands or falls with; null: it is a case of its own. */
  readonly cluster: string | null;
  readonly arms: readonly (CaseCounts | null)[];
}

/** Is told of every trial, quarantined ones too, before its case is complete. `arm` is the index of its arm. */
export type OnTrial = (trial: TrialRecord, arm: number) => void;

/**
 * Groups trials in plan order (all trials of a case in a row) into cases, one at a time.
 * Throws when a trial names an arm that is not in `armIds`: such a stream is not of this suite.
 */
export async function* assembleCases(
  trials: AsyncIterable<TrialRecord>,
  armIds: readonly string[],
  onTrial?: OnTrial,
): AsyncGenerator<AssembledCase> {
  const indexes = new Map(armIds.map((id, index) => [id, index]));
  let first: TrialRecord | null = null;
  let arms: (CaseCounts | null)[] = [];
  for await (const trial of trials) {
    const arm = indexes.get(trial.arm);
    if (arm === undefined) throw new Error(`a trial of case ${trial.case} names the unknown arm ${trial.arm}`);
    if (first?.case !== trial.case) {
      if (first !== null) yield finished(first, arms);
      first = trial;
      arms = armIds.map(() => null);
    }
    onTrial?.(trial, arm);
    arms[arm] = countTrial(arms[arm] ?? null, trial);
  }
  if (first !== null) yield finished(first, arms);
}

function finished(first: TrialRecord, arms: readonly (CaseCounts | null)[]): AssembledCase {
  return { id: first.case, tags: first.tags, quarantined: first.quarantined, cluster: first.cluster ?? null, arms };
}
