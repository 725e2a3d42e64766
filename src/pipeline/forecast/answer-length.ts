import type { SuiteHead } from "../../domain/reporter.ts";
import type { Suite } from "../../domain/suite.ts";
import { storedRuns } from "../stored/stored-runs.ts";

/** How long an arm's answers were in an earlier run. */
export interface AnswerLength {
  readonly run: string;
  /** Output tokens of all turns, thinking included. */
  readonly tokensPerTrial: number;
}

/** So many runs of a store are looked into. */
const MAX_RUNS = 50;

/** By arm id, from the newest finished run of the suite in which the same model answered. Simulated runs tell nothing. */
export async function answerLengths(suite: Suite, store: string): Promise<ReadonlyMap<string, AnswerLength>> {
  const lengths = new Map<string, AnswerLength>();
  let runs = 0;
  for await (const { id, head } of storedRuns(store)) {
    runs += 1;
    if (runs > MAX_RUNS || lengths.size === suite.arms.length) break;
    if (head === null || head.run.replies === "simulated") continue;
    const earlier = head.suites.find(({ name }) => name === suite.name);
    for (const { id: arm, model } of earlier === undefined ? [] : suite.arms) {
      const tokensPerTrial = lengths.has(arm) ? null : meanOutput(earlier, arm, model);
      if (tokensPerTrial !== null) lengths.set(arm, { run: id, tokensPerTrial });
    }
  }
  return lengths;
}

function meanOutput(suite: SuiteHead | undefined, id: string, model: string): number | null {
  const arm = suite?.arms.find((each) => each.id === id && each.model === model);
  if (arm === undefined) return null;
  const answered = arm.trials - arm.errored - arm.skipped;
  return answered === 0 || arm.output_tokens === null ? null : arm.output_tokens / answered;
}
