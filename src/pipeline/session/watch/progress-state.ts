import { textWords } from "../../../domain/diagnostics/text-words.ts";
import { classOf, type TrialClass } from "../../../domain/run/trial-class.ts";
import { sumKnown } from "../../../base/figures.ts";
import type { ReplySource, TrialRecord } from "../../../domain/formats/records.ts";
import type { ArmProgress, LiveProgress, ProgressState, RecentFailure } from "../../../domain/run/progress.ts";
import type { TrialId } from "../../../domain/run/trial.ts";
import { toUsd } from "../../../domain/values/money.ts";
import type { RunEvent, RunProgress } from "../../../run/trials/run-options.ts";
import type { CheckedSuite } from "../../passes/preflight.ts";
import { type GateWatch, passRateLimit } from "./gate-watch.ts";
import { caseLabel } from "../../../report/words/case-label.ts";

const RECENT = 5;

/** Follows a run's events and says how it stands. */
export interface ProgressFollower {
  add(event: RunEvent): ProgressState;
  /** How it stands now. */
  state(): ProgressState;
}

/** What is followed. */
export interface FollowedRun {
  readonly suites: readonly CheckedSuite[];
  /** All of them together. */
  readonly trials: number;
  readonly budgetUsd: number | null;
  readonly replies: ReplySource;
  readonly gates: GateWatch;
  /** Has somebody asked the run to stop? */
  readonly isStopping: () => boolean;
}

/** What a run may spend at most: the invocation's cap and, where every suite has its own, their sum; null: no cap. */
export function budgetOf(run: number | null, suites: readonly (number | null)[]): number | null {
  const all = sumKnown(suites);
  const caps = [run, all].filter((cap) => cap !== null);
  return caps.length === 0 ? null : Math.min(...caps);
}

/** An arm while it is counted. */
type ArmTally = { -readonly [K in keyof ArmProgress]: ArmProgress[K] };

export function followProgress({
  suites,
  trials,
  budgetUsd,
  replies,
  gates,
  isStopping,
}: FollowedRun): ProgressFollower {
  const counts = { passed: 0, failed: 0, undecided: 0, errored: 0, skipped: 0 };
  const arms = armTallies(suites);
  const failedAttempts = new Map<string, number>();
  let recent: readonly RecentFailure[] = [];
  let shown: RunProgress | null = null;
  const count = (trial: TrialId, record: TrialRecord): void => {
    const kind = classOf(record);
    counts[kind] += 1;
    for (const { status, error } of record.attempts) if (error !== null) countAttempt(failedAttempts, status, error);
    const arm = arms.get(keyOf(trial.suite, trial.armId));
    if (arm !== undefined) countInArm(arm, kind, record);
    if (arm !== undefined && !gates.canPass(trial, record)) arm.canPass = false;
    if (kind === "failed" || kind === "undecided" || kind === "errored")
      recent = newest(recent, failureOf(record, kind));
  };
  const state = (): ProgressState => ({
    total: trials,
    done: Object.values(counts).reduce((sum, of) => sum + of, 0),
    ...counts,
    costUsd: costOf(shown),
    budgetUsd,
    replies,
    arms: [...arms.values()].map((arm) => ({ ...arm })),
    failedAttempts,
    recentFailures: recent,
    live: () => liveOf(shown, isStopping()),
  });
  return {
    state,
    add(event) {
      if (event.type === "trial") count(event.trial, event.record);
      if (event.type !== "rate-limited") shown = event.progress;
      return state();
    },
  };
}

function keyOf(suite: number, arm: string): string {
  return `${suite} ${arm}`;
}

function armTallies(suites: readonly CheckedSuite[]): Map<string, ArmTally> {
  const tallies = suites.flatMap(({ loaded: { suite }, trials }, index) =>
    suite.arms.map((arm): [string, ArmTally] => [
      keyOf(index, arm.id),
      {
        suite: suite.name,
        arm: arm.id,
        total: trials / suite.arms.length,
        done: 0,
        passed: 0,
        failed: 0,
        skipped: 0,
        limit: passRateLimit(suite.gate, arm.id),
        canPass: true,
      },
    ]),
  );
  return new Map(tallies);
}

function countInArm(arm: ArmTally, kind: TrialClass, { quarantined }: TrialRecord): void {
  arm.done += 1;
  if (kind === "skipped") arm.skipped += 1;
  else if (!quarantined && (kind === "passed" || kind === "failed")) arm[kind] += 1;
}

function countAttempt(counts: Map<string, number>, status: number | null, error: string): void {
  const name = status === null ? (error.split(":")[0] ?? error) : String(status);
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function costOf(shown: RunProgress | null): number | null {
  if (shown === null) return 0;
  return shown.ledger.unknownCost ? null : toUsd(shown.ledger.paidPico);
}

const NOTHING_YET: Omit<LiveProgress, "isStopping"> = {
  inFlight: 0,
  waiting: 0,
  waitUntilMs: null,
  rateLimitLeft: null,
  reservedUsd: 0,
  retries: 0,
};

function liveOf(shown: RunProgress | null, isStopping: boolean): LiveProgress {
  if (shown === null) return { ...NOTHING_YET, isStopping };
  const { inFlight, waiting, waitUntilMs, rateLimitLeft, reservedPico, ledger } = shown.now();
  const reservedUsd = reservedPico === null ? null : toUsd(reservedPico);
  return { inFlight, waiting, waitUntilMs, rateLimitLeft, reservedUsd, retries: ledger.retries, isStopping };
}

/** With this failure last; a case that fails again on its arm takes no second place. */
function newest(recent: readonly RecentFailure[], failure: RecentFailure): RecentFailure[] {
  const others = recent.filter(({ caseName, armId }) => caseName !== failure.caseName || armId !== failure.armId);
  return [...others, failure].slice(-RECENT);
}

function failureOf(record: TrialRecord, status: RecentFailure["status"]): RecentFailure {
  const check = record.checks.find(({ verdict, required }) => required && verdict !== "pass");
  const reason = record.error?.message ?? check?.reason ?? textWords("score-too-low");
  return { caseName: caseLabel(record), armId: record.arm, status, reason };
}
