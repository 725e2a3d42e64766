import type { CheckType } from "../../domain/check.ts";
import { checkFacts, isCheckType } from "../../domain/check-facts.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Locate } from "../../domain/values/problem.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { recordDifferences } from "../../plan/cases/record-differences.ts";
import { checksOnAny, type PlannedCase } from "../../plan/cases/planned-case.ts";
import type { JournalHistory } from "../../store/journal/journal-history.ts";
import type { Replay } from "../../domain/run/call.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";

interface Now {
  readonly history: JournalHistory;
  readonly checked: CheckedSuites;
  readonly stream: PlanStream;
}

/**
 * A replay whose finished trials are those that would get the same record today. The others run again: their answers
 * come from the journal, and are graded under the suite as it is now.
 */
export function gradedAsNow(replay: Replay, { history, checked, stream }: Now): Replay {
  const isSame = checked.suites.map(({ hashes, treatment }, index) =>
    history.runs.every(({ suites }) => {
      const then = suites[index];
      // A run of a version that kept no such hash: what its records say is held against the suite below.
      return then?.hashes.checks === hashes.checks && (then.treatment ?? treatment) === treatment;
    }),
  );
  return {
    answered: (call) => replay.answered(call),
    failures: (call) => replay.failures?.(call) ?? 0,
    close: () => replay.close(),
    finished(trial) {
      if (trial.skipped !== null || isSame[trial.suite] !== true) return null;
      const finished = replay.finished(trial);
      if (finished === null || !finished.isInPlace) return null;
      return describes(finished.record, stream.caseOf(trial).planned, checked.locate) ? finished : null;
    },
  };
}

/**
 * Does a record say of its case what the suite says now? A script may have changed without the suite; the results that
 * a suite gives to tool calls are in no key, only in the requests that follow.
 */
function describes(record: TrialRecord, planned: PlannedCase, locate: Locate): boolean {
  if (checksOnAny(planned).some(({ type, args }) => hasEffects(type, args))) return false;
  if (planned.toolResults.some((results) => Object.keys(results).length > 0)) return false;
  const { file, line } = locate(planned.place);
  const isInPlace = record.location.file === file && record.location.line === (line ?? 1);
  return isInPlace && recordDifferences(record, planned).length === 0;
}

/** Does a check, or one inside it, have effects? A suite's checks are nested to a bounded depth. */
function hasEffects(type: CheckType, args: Json): boolean {
  const facts = checkFacts(type);
  return facts.hasEffects || (facts.looksAt === "inner" && holdsEffects(args));
}

/** Do the arguments of a check with checks inside it (an item, or a list of items) hold one that has effects? */
function holdsEffects(inner: Json): boolean {
  if (typeof inner !== "object" || inner === null) return false;
  if (Array.isArray(inner)) return inner.some((item: Json) => holdsEffects(item));
  return Object.entries(inner).some(([key, value]) =>
    isCheckType(key) ? hasEffects(key, value) : typeof value === "object" && holdsEffects(value),
  );
}
