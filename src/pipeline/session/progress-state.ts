import { sumKnown } from "../../base/figures.ts";
import { toUsd } from "../../domain/values/money.ts";
import type { ProgressState, RecentFailure } from "../../domain/run/progress.ts";
import type { ReplySource, TrialRecord } from "../../domain/formats/records.ts";
import type { RunEvent, RunProgress } from "../../run/trials/run-options.ts";
import { wilsonInterval } from "../../stats/rate/wilson.ts";

const RECENT = 5;
const LEVEL = 0.95;

/** Follows a run's events and says how it stands. */
export interface ProgressFollower {
  add(event: RunEvent): ProgressState;
}

/** What a run may spend at most: the invocation's cap and, where every suite has its own, their sum; null: no cap. */
export function budgetOf(run: number | null, suites: readonly (number | null)[]): number | null {
  const all = sumKnown(suites);
  const caps = [run, all].filter((cap) => cap !== null);
  return caps.length === 0 ? null : Math.min(...caps);
}

export function followProgress(total: number, budgetUsd: number | null, replies: ReplySource): ProgressFollower {
  const counts = { passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0 };
  const decided = { passed: 0, failed: 0 };
  let recent: readonly RecentFailure[] = [];
  let shown: Pick<ProgressState, "inFlight" | "costUsd" | "rateLimitLeft"> = {
    inFlight: 0,
    costUsd: 0,
    rateLimitLeft: null,
  };
  const count = (record: TrialRecord): void => {
    const kind = kindOf(record);
    counts[kind] += 1;
    if ((kind === "passed" || kind === "failed") && !record.quarantined) decided[kind] += 1;
    if (kind === "failed" || kind === "undecided" || kind === "errored")
      recent = newest(recent, failureOf(record, kind));
  };
  return {
    add(event) {
      if (event.type === "trial") count(event.record);
      if (event.type !== "rate-limited") shown = shownOf(event.progress);
      const done = Object.values(counts).reduce((sum, of) => sum + of, 0);
      const passRate = passRateOf(decided);
      return { total, done, ...counts, ...shown, budgetUsd, replies, passRate, recentFailures: recent };
    },
  };
}

function shownOf({
  inFlight,
  ledger,
  rateLimitLeft,
}: RunProgress): Pick<ProgressState, "inFlight" | "costUsd" | "rateLimitLeft"> {
  return { inFlight, costUsd: ledger.unknownCost ? null : toUsd(ledger.paidPico), rateLimitLeft };
}

/** Passed among the decided trials so far. Trials of one case count as if they were apart: a view is no verdict. */
function passRateOf({
  passed,
  failed,
}: {
  readonly passed: number;
  readonly failed: number;
}): ProgressState["passRate"] {
  const n = passed + failed;
  if (n === 0) return null;
  return { value: passed / n, ...wilsonInterval(passed / n, n, LEVEL) };
}

type Kind = "passed" | "failed" | "undecided" | "errored" | "skipped";

function kindOf({ status, verdict }: TrialRecord): Kind {
  if (status !== "completed") return status;
  if (verdict === "pass") return "passed";
  return verdict === "fail" ? "failed" : "undecided";
}

/** With this failure last; a case that fails again on its arm takes no second place. */
function newest(recent: readonly RecentFailure[], failure: RecentFailure): RecentFailure[] {
  const others = recent.filter(({ caseId, armId }) => caseId !== failure.caseId || armId !== failure.armId);
  return [...others, failure].slice(-RECENT);
}

function failureOf(record: TrialRecord, status: RecentFailure["status"]): RecentFailure {
  const check = record.checks.find(({ verdict, required }) => required && verdict !== "pass");
  const reason = record.error?.message ?? check?.reason ?? "the score is too low";
  return { caseId: record.case, armId: record.arm, status, reason };
}
