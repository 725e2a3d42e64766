import type { CheckRecord, TrialRecord } from "../../src/domain/formats/records.ts";
import type { Invocation } from "../../src/domain/invocation.ts";
import type { ReportHead } from "../../src/domain/reporter.ts";
import { wallClock } from "../../src/host/wall-clock.ts";
import { runSuites } from "../../src/pipeline/commands/run-suites.ts";
import type { OpenSession } from "../../src/pipeline/session/run-session.ts";
import { invocationOf, SILENT_HOOKS } from "./invocation.ts";

/** A run to its end, in this process. */
export interface RanSuite {
  readonly head: ReportHead;
  readonly trials: readonly TrialRecord[];
}

/** Runs `suite.yaml` of a folder in this process, simulated unless `changes` say otherwise. */
export async function runSuite(cwd: string, changes: Partial<Invocation> = {}, open?: OpenSession): Promise<RanSuite> {
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const result = await runSuites(invocationOf(cwd, changes), hooks, open);
  if (result.status !== "ran")
    throw new Error(JSON.stringify(result, (key, value: unknown) => (key === "locate" ? null : value)));
  const trials: TrialRecord[] = [];
  for (const index of result.head.suites.keys()) for await (const trial of result.trials(index)) trials.push(trial);
  return { head: result.head, trials };
}

/** The judged checks of trials, in order. */
export function judgedOf(trials: readonly TrialRecord[]): readonly CheckRecord[] {
  return trials.flatMap(({ checks }) => checks.filter(({ judge }) => judge !== undefined));
}
