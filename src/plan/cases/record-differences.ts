import { canonicalJson } from "../../base/canonical-json.ts";
import type { CaseAspect } from "../../domain/diagnostics/english/refusals/shards.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { readSkipReason, writeSkipReason } from "../../domain/run/skip-reason.ts";
import type { PlannedCase } from "./planned-case.ts";

/** What a trial's record says of its case that the suite says otherwise now: it counts otherwise, or is of other variables. */
export function recordDifferences(record: TrialRecord, planned: PlannedCase): CaseAspect[] {
  const { tags, cluster = null, vars, quarantined } = record;
  const sides: readonly (readonly [CaseAspect, unknown, unknown])[] = [
    ["quarantine", quarantined, planned.quarantine !== null],
    ["skip", skipOf(record), planned.skip === null ? null : writeSkipReason("suite", planned.skip)],
    ["tags", tags, planned.tags],
    ["cluster", cluster, planned.cluster],
    ["vars", vars, planned.vars],
  ];
  return sides.flatMap(([aspect, then, now]) => (canonicalJson(then) === canonicalJson(now) ? [] : [aspect]));
}

/** Why the suite left the trial out; null where it did not. */
function skipOf({ status, status_reason: reason }: TrialRecord): string | null {
  return status === "skipped" && readSkipReason(reason) === "suite" ? reason : null;
}
