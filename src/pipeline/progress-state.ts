import { toUsd } from "../domain/money.ts";
import type { ProgressState, RecentFailure } from "../domain/progress.ts";
import type { ReplySource, TrialRecord } from "../domain/records.ts";
import type { RunEvent } from "../run/run-options.ts";

const RECENT = 5;

/** Follows a run's events and says how it stands. */
export interface ProgressFollower {
  add(event: RunEvent): ProgressState;
}

export function followProgress(total: number, budgetUsd: number | null, replies: ReplySource): ProgressFollower {
  const counts = { passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0 };
  const recent: RecentFailure[] = [];
  let shown = { inFlight: 0, costUsd: 0 as number | null };
  return {
    add(event) {
      if (event.type === "trial") {
        const { record, progress } = event;
        const kind = kindOf(record);
        counts[kind] += 1;
        if (kind === "failed" || kind === "undecided" || kind === "errored") recent.push(failureOf(record, kind));
        if (recent.length > RECENT) recent.shift();
        const { ledger, inFlight } = progress;
        shown = { inFlight, costUsd: ledger.unknownCost ? null : toUsd(ledger.paidPico) };
      }
      const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return {
        total,
        done,
        ...counts,
        ...shown,
        budgetUsd,
        replies,
        passRate: null,
        rateLimitLeft: null,
        recentFailures: [...recent],
      };
    },
  };
}

type Kind = "passed" | "failed" | "undecided" | "errored" | "skipped";

function kindOf({ status, verdict }: TrialRecord): Kind {
  if (status !== "completed") return status;
  if (verdict === "pass") return "passed";
  return verdict === "fail" ? "failed" : "undecided";
}

function failureOf(record: TrialRecord, status: RecentFailure["status"]): RecentFailure {
  const check = record.checks.find(({ verdict, required }) => required && verdict !== "pass");
  const reason = record.error?.message ?? check?.reason ?? "the score is too low";
  return { caseId: record.case, armId: record.arm, status, reason };
}
