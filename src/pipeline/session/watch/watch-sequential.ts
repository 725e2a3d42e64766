import type { RunRequest, Where } from "../../../domain/invocation.ts";
import type { ReplySource } from "../../../domain/formats/records.ts";
import type { RunWatching } from "../../../run/trials/run-options.ts";
import type { PlanStream } from "../../passes/plan-stream.ts";
import type { CheckedSuite } from "../../passes/preflight.ts";
import { SequentialWatch } from "../../summary/sequential-watch.ts";
import { NO_BATCHES } from "../../../stats/evidence.ts";
import { suiteFacts } from "../../summary/suite-facts.ts";

const GOING_ON = { interrupted: false, overBudget: false, ...NO_BATCHES };

/** Who watches a sequential run, the gate of each suite decided while the run goes on; null without `--sequential`. */
export function watchSequential(
  suites: readonly CheckedSuite[],
  stream: PlanStream,
  replies: ReplySource,
  invocation: RunRequest & Where,
): SequentialWatch | null {
  if (!invocation.sequential) return null;
  const watched = suites.map((suite) => ({
    facts: suiteFacts(suite, { replies, state: GOING_ON }, invocation),
    planned: suite.counted,
  }));
  return new SequentialWatch(watched, invocation.looks, (trial) => stream.caseOf(trial));
}

/** What a run is told so that it is watched, beside what else is told of its events. */
export function watchedBy(watch: SequentialWatch | null, onEvent: RunWatching["onEvent"]): RunWatching {
  if (watch === null) return onEvent === undefined ? {} : { onEvent };
  return {
    skips: (trial) => watch.skips(trial),
    onEvent: (event) => {
      if (event.type === "trial") watch.add(event.trial, event.record);
      onEvent?.(event);
    },
  };
}
