import type { RunRecord } from "../../domain/formats/records.ts";
import type { RunRequest, Where } from "../../domain/invocation.ts";
import type { RunState } from "../../stats/evidence.ts";
import type { SuiteFacts } from "../../stats/summary/suite-facts.ts";
import type { PriceUsage } from "../../stats/spend/cache-tally.ts";
import { labelCommand } from "../../report/words/next/label-command.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { storeToName } from "../stored/default-store.ts";
import { baselineFacts } from "./baseline-facts.ts";

/** What a suite's summary, or a sequential gate, needs to know beside its trials. */
export function suiteFacts(
  { loaded, hashes, baseline, judges }: CheckedSuite,
  { replies, state }: { readonly replies: RunRecord["replies"]; readonly state: RunState },
  invocation: RunRequest,
): SuiteFacts {
  const { suite } = loaded;
  return {
    name: suite.name,
    file: suite.displayFile,
    hashes,
    arms: suite.arms.map((arm) => ({
      id: arm.id,
      model: arm.model,
      prompt: arm.prompt,
      settings: arm.settings,
      dropped_settings: [...arm.droppedSettings],
    })),
    gate: suite.gate,
    compare: suite.compare,
    judges,
    judgeErrorsAreEqual: suite.judgeErrorsAreEqual,
    seed: invocation.seed,
    state,
    baseline: baselineFacts(baseline, replies, {
      allowMissing: invocation.allowMissingBaseline,
      isSelection: invocation.cases.length + invocation.tags.length > 0,
    }),
    sequentialRules: null,
  };
}

/** What a run tells of itself where its suites are ruled. */
interface RulingRun {
  readonly run: Pick<RunRecord, "id">;
  readonly argv?: readonly string[];
  readonly priceOf?: PriceUsage;
}

/** What a suite is ruled by that the run knows: its id, its prices, and how its answers are labelled. */
export function ruledBy(
  { judges = [] }: SuiteFacts,
  { run, argv = [], priceOf }: RulingRun,
  { store, cwd }: Where,
): Pick<SuiteFacts, "run" | "judges" | "priceOf"> {
  // A run that no command line began may be in no store.
  const commandOf = (judge: string): string | null =>
    argv.length === 0 ? null : labelCommand(run.id, judge, storeToName(store, cwd));
  const labelled = judges.map((judge) => {
    const command = commandOf(judge.name);
    return command === null ? judge : { ...judge, labelCommand: command };
  });
  return { run: run.id, judges: labelled, ...(priceOf === undefined ? {} : { priceOf }) };
}
