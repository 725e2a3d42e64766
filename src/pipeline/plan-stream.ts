import type { CompletionRequest } from "../domain/provider.ts";
import type { PlannedTrial } from "../domain/trial.ts";
import { caseHashes } from "../plan/case-hashes.ts";
import { type CaseOnArm, planTrial, trialKeyBase, turnRequest } from "../plan/plan-trial.ts";
import { requestHash } from "../plan/request-hash.ts";
import type { Selection } from "../plan/select-cases.ts";
import { streamCases } from "./case-stream.ts";
import type { CheckedSuite } from "./preflight.ts";

/** A data file changed between the first pass and the second: what would be sent is not what was checked. */
export class DataChangedError extends Error {}

/** The second pass: trials in plan order, and the case behind each. */
export interface PlanStream {
  /** The trials of one rate-limit bucket; may be opened again. Throws a DataChangedError. */
  open(bucket: string): AsyncIterable<PlannedTrial>;
  readonly buckets: readonly string[];
  readonly trials: number;
  /** The case and arm that a trial was planned from. */
  caseOf(trial: PlannedTrial): CaseOnArm;
}

/** Plan order: suites as given, cases in file order, arms, trials. Ordinals count over the whole run. */
export function createPlanStream(suites: readonly CheckedSuite[], selection: Selection): PlanStream {
  const origins = new WeakMap<PlannedTrial, CaseOnArm>();
  const buckets = new Set(suites.flatMap(({ loaded }) => loaded.suite.arms.map((arm) => arm.bucket)));
  return {
    buckets: [...buckets],
    trials: suites.reduce((sum, { trials }) => sum + trials, 0),
    open: (bucket) => openBucket({ suites, selection, origins }, bucket),
    caseOf(trial) {
      const origin = origins.get(trial);
      if (origin === undefined) throw new Error(`trial ${trial.ordinal} was not planned here`);
      return origin;
    },
  };
}

interface Planning {
  readonly suites: readonly CheckedSuite[];
  readonly selection: Selection;
  readonly origins: WeakMap<PlannedTrial, CaseOnArm>;
}

async function* openBucket({ suites, selection, origins }: Planning, bucket: string): AsyncIterable<PlannedTrial> {
  let ordinal = 0;
  for (const [suiteIndex, { loaded, shared, inputs, cases }] of suites.entries()) {
    const { suite, files } = loaded;
    let index = 0;
    for await (const streamed of streamCases(loaded, selection, shared)) {
      if (!streamed.ok || !inputs.matches(index++, streamed.planned.inputHash)) throw dataChanged(suite.displayFile);
      const { planned } = streamed;
      const countAsked = createAskedCount(suite.arms.filter((arm) => arm.bucket === bucket).length);
      const hashes = caseHashes(planned);
      for (const arm of suite.arms) {
        if (arm.bucket === bucket) {
          const at = { suite, suiteIndex, planned, arm, files };
          const first = await turnRequest(at, 1, [], []);
          const base = first.ok ? trialKeyBase(at, first.value) : "";
          const asked = first.ok ? countAsked(first.value, planned.trials) : 0;
          for (let trial = 1; trial <= planned.trials; trial++) {
            const made = planTrial(
              at,
              { key: base, hashes },
              { trial, nth: asked + trial, ordinal: ordinal + trial - 1 },
            );
            origins.set(made, at);
            yield made;
          }
        }
        ordinal += planned.trials;
      }
    }
    if (index !== cases) throw dataChanged(suite.displayFile);
  }
}

/**
 * Counts, for one case, how many trials of earlier arms begin with an equal request. Equal requests name the same model,
 * so they are all in one bucket; with one arm there are none.
 */
function createAskedCount(arms: number): (first: CompletionRequest, trials: number) => number {
  if (arms < 2) return () => 0;
  const counts = new Map<string, number>();
  return (first, trials) => {
    const hash = requestHash(first);
    const asked = counts.get(hash) ?? 0;
    counts.set(hash, asked + trials);
    return asked;
  };
}

function dataChanged(file: string): DataChangedError {
  return new DataChangedError(`the data of ${file} changed while the run was going on; run it again`);
}
