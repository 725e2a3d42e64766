import { readSkipReason } from "../../domain/run/skip-reason.ts";
import type { SequentialInsight } from "../../domain/insights.ts";
import type { RuleRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { TrialId } from "../../domain/run/trial.ts";
import type { Skip } from "../../domain/run/trial.ts";
import type { AssembledCase } from "../../stats/summary/assemble-cases.ts";
import { type CaseCounts, countTrial } from "../../stats/rate/case-counts.ts";
import type { SuiteFacts } from "../../stats/summary/suite-facts.ts";
import {
  type CaseQuota,
  SequentialGate,
  type SequentialMethod,
  testedRules,
} from "../../stats/sequential/sequential-gate.ts";
import type { TrialOrigin } from "../passes/plan-stream.ts";

/** A suite as `--sequential` watches it. */
export interface WatchedSuite {
  readonly facts: SuiteFacts;
  readonly planned: CaseQuota;
}

interface OpenCase {
  readonly counts: (CaseCounts | null)[];
  readonly missing: { count: number };
  readonly record: TrialRecord;
}

/**
 * Watches a sequential run: says when a suite's gate is decided, so that its further trials are left out. Cases are taken in
 * the seeded order whatever order they end in: a stop that depended on which answers come fast would not be valid.
 */
export class SequentialWatch {
  private readonly suites: readonly SuiteWatch[];
  private readonly originOf: (trial: TrialId) => TrialOrigin;

  /** `looks`: at how many looks; null: bets, after every case. */
  constructor(suites: readonly WatchedSuite[], looks: number | null, originOf: (trial: TrialId) => TrialOrigin) {
    const tests = suites.reduce((sum, { facts }) => sum + testedRules(facts), 0);
    this.suites = suites.map((suite) => new SuiteWatch(suite, { looks, tests }));
    this.originOf = originOf;
  }

  /** Is the trial not to be run, its suite being decided? */
  skips(trial: TrialId): Skip | null {
    return this.suites[trial.suite]?.isDecided === true ? { reason: "decided", detail: null } : null;
  }

  /** A trial that has ended, in this session or an earlier one. */
  add(trial: TrialId, record: TrialRecord): void {
    this.suites[trial.suite]?.add(this.originOf(trial), record);
  }

  /** The verdicts of a suite's rules, and what stopping early saved. */
  outcome(suite: number): { readonly rules: readonly RuleRecord[]; readonly insight: SequentialInsight } {
    const watch = this.suites[suite];
    if (watch === undefined) throw new RangeError(`no suite ${suite} is watched`);
    return watch.outcome();
  }
}

class SuiteWatch {
  private readonly gate: SequentialGate;
  private readonly armIds: readonly string[];
  private readonly planned: number;
  private readonly looks: number | null;
  /** Cases with an ended trial that are not taken yet, by rank: as many as are in flight, or ahead of the slowest bucket. */
  private readonly open = new Map<number, OpenCase>();
  private next = 0;
  private counted = 0;
  private decidedAfter: number | null = null;
  private skipped = 0;

  constructor({ facts, planned }: WatchedSuite, method: SequentialMethod) {
    this.gate = new SequentialGate(facts, planned, method);
    this.looks = method.looks;
    this.armIds = facts.arms.map(({ id }) => id);
    this.planned = planned.all;
  }

  get isDecided(): boolean {
    return this.decidedAfter !== null;
  }

  add({ rank, planned, arm }: TrialOrigin, record: TrialRecord): void {
    if (readSkipReason(record.status_reason) === "decided") this.skipped++;
    if (this.isDecided) return;
    const known = this.open.get(rank) ?? {
      counts: this.armIds.map(() => null),
      missing: { count: planned.trials * this.armIds.length },
      record,
    };
    this.open.set(rank, known);
    const index = this.armIds.indexOf(arm.id);
    known.counts[index] = countTrial(known.counts[index] ?? null, record);
    known.missing.count--;
    this.takeInOrder();
  }

  outcome(): { readonly rules: readonly RuleRecord[]; readonly insight: SequentialInsight } {
    const insight = {
      decided_after: this.decidedAfter,
      cases: this.planned,
      trials_saved: this.skipped,
      ...(this.looks === null ? {} : { looks: this.looks }),
    };
    return { rules: this.gate.records(), insight };
  }

  private takeInOrder(): void {
    for (let one = this.open.get(this.next); one?.missing.count === 0; one = this.open.get(this.next)) {
      this.open.delete(this.next++);
      if (this.take(one) === "decided") {
        this.decidedAfter = this.counted;
        this.open.clear();
        return;
      }
    }
  }

  private take({ counts, record }: OpenCase): "continue" | "decided" {
    const { case: id, tags, quarantined, cluster = null } = record;
    if (!quarantined && record.status_reason?.startsWith("suite") !== true) this.counted++;
    const assembled: AssembledCase = { id, tags, quarantined, cluster, arms: counts };
    return this.gate.update(assembled);
  }
}
