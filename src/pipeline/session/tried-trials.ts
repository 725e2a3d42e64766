import { said } from "../../domain/diagnostics/said.ts";
import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { PlanStream } from "../passes/plan-stream.ts";

/** Which of a case's trials are asked: one by its number, or every one of them. */
export type WantedTrials = number | "each";

export type ChosenTrials =
  | {
      readonly ok: true;
      /** The first of the plan, which says which case and arm it is. */
      readonly first: PlannedTrial;
      readonly trials: readonly PlannedTrial[];
      /** How many the case has on an arm. */
      readonly of: number;
    }
  | { readonly ok: false; readonly problem: Diagnostic };

/** The wanted trials of the first case and arm of a plan. */
export async function chooseTrials(stream: PlanStream, wanted: WantedTrials): Promise<ChosenTrials> {
  const first = await firstTrial(stream);
  const of = stream.caseOf(first).planned.trials;
  const trials = await trialsOf(first, stream, wanted);
  return trials.length === 0 ? { ok: false, problem: noTrial(wanted, of) } : { ok: true, first, trials, of };
}

function noTrial(wanted: WantedTrials, of: number): Diagnostic {
  const place = { kind: "argument", argument: "--trial" } as const;
  return { severity: "error", place, ...said("unknown-trial", { trial: Number(wanted), trials: of }) };
}

/** The first trial in plan order that is to be run. */
async function firstTrial(stream: PlanStream): Promise<PlannedTrial> {
  let first: PlannedTrial | null = null;
  for (const bucket of stream.buckets) {
    for await (const trial of stream.open(bucket)) {
      if (trial.skipped !== null) continue;
      if (first === null || trial.ordinal < first.ordinal) first = trial;
      break;
    }
  }
  if (first === null) throw new Error("a suite in which nothing runs passed the first pass");
  return first;
}

/** The wanted trials of the case and arm of another one; none where it has no such trial. */
async function trialsOf(first: PlannedTrial, stream: PlanStream, wanted: WantedTrials): Promise<PlannedTrial[]> {
  if (wanted === first.trial) return [first];
  const { trials } = stream.caseOf(first).planned;
  const found: PlannedTrial[] = [];
  for await (const trial of stream.open(first.bucket)) {
    const isOfCase = trial.suite === first.suite && trial.caseId === first.caseId && trial.armId === first.armId;
    if (!isOfCase || (wanted !== "each" && trial.trial !== wanted)) continue;
    found.push(trial);
    if (found.length === (wanted === "each" ? trials : 1)) break;
  }
  return found;
}

/** Trials of which each begins when the one before is over and told. */
export class OneByOne {
  private readonly told: () => Promise<void>;
  private readonly over: Promise<void>;
  private end: () => void = () => undefined;

  /** `over`: aborts when nothing more comes of any trial. */
  constructor(over: AbortSignal, told: () => Promise<void>) {
    this.told = told;
    this.over = new Promise((resolve) => over.addEventListener("abort", () => resolve(), { once: true }));
  }

  async *of(trials: readonly PlannedTrial[]): AsyncIterable<PlannedTrial> {
    for (const trial of trials) {
      const ended = new Promise<void>((resolve) => (this.end = resolve));
      yield trial;
      await Promise.race([ended, this.over]);
      await this.told();
    }
  }

  /** The trial in hand is over. */
  ended(): void {
    this.end();
  }
}
