import type { RunRecord } from "../../domain/formats/records.ts";
import type { RunRequest, RunStart, Where } from "../../domain/invocation.ts";
import type { RunState } from "../../stats/evidence.ts";
import type { SuiteFacts } from "../../stats/summary/suite-facts.ts";
import type { PriceUsage } from "../../stats/spend/cache-tally.ts";
import { labelCommand, type NamedRun } from "../../report/words/next/run-commands.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { storeToName } from "../stored/default-store.ts";
import { baselineFacts } from "./baseline-facts.ts";

/** What a suite's summary, or a sequential gate, needs to know beside its trials. */
export function suiteFacts(
  { loaded, hashes, baseline, judges }: CheckedSuite,
  {
    replies,
    state,
    run = null,
    suites = 1,
  }: {
    readonly replies: RunRecord["replies"];
    readonly state: RunState;
    readonly run?: NamedRun | null;
    readonly suites?: number;
  },
  invocation: RunRequest & Where,
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
      run: run ?? { id: "latest", store: storeToName(invocation.store, invocation.cwd) },
      suites,
      isSelection: invocation.cases.length + invocation.tags.length > 0,
    }),
    sequentialRules: null,
  };
}

/** What a run tells of itself where its suites are ruled. */
interface RulingRun {
  readonly run: Pick<RunRecord, "id">;
  readonly start?: RunStart;
  readonly priceOf?: PriceUsage;
}

/** How commands name the run; null where no command line began it: it may be in no store. */
export function namedRun({ run, start }: RulingRun, { store, cwd }: Where): NamedRun | null {
  return (start?.reporters ?? null) === null ? null : { id: run.id, store: storeToName(store, cwd) };
}

/** What a suite is ruled by that the run knows: its id, its prices, and how its answers are labelled. */
export function ruledBy(
  { judges = [] }: SuiteFacts,
  ended: RulingRun,
  where: Where,
): Pick<SuiteFacts, "run" | "judges" | "priceOf"> {
  const named = namedRun(ended, where);
  const { run, priceOf } = ended;
  const labelled = judges.map((judge) => {
    const command = named === null ? null : labelCommand(named, judge.name);
    const labelledHere = judge.labelledOf?.get(run.id) ?? 0;
    return { ...judge, labelledHere, ...(command === null ? {} : { labelCommand: command }) };
  });
  return { run: run.id, judges: labelled, ...(priceOf === undefined ? {} : { priceOf }) };
}
