import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { FailedRule } from "../../domain/diagnostics/english/rulings/looks.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { NO_FIGURES, type RuleSubject, ruleRecord } from "../gate/ruling.ts";
import { reaches } from "../rate/reaches.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import { caseRates, type CaseRates } from "../rate/case-counts.ts";
import type { SequentialTest } from "./betting.ts";

/** A gate rule that watches cases as they finish, in whatever order. */
export interface SequentialRule {
  /** Can nothing that is still to come change it? */
  readonly isDecided: boolean;
  /** `counted`: how many cases of the suite count so far, this one included. */
  update(assembled: AssembledCase, counted: number): void;
  /** The rule's record, where the usual one would be wrong after an early stop; null where the usual one holds. */
  record(isStoppedEarly: boolean): RuleRecord | null;
}

/** The default rule on one arm: decided by its first failure. */
export class FirstFailureRule implements SequentialRule {
  private readonly arm: number;
  private readonly armId: string;
  isDecided = false;

  constructor(arm: number, armId: string) {
    this.arm = arm;
    this.armId = armId;
  }

  update({ arms }: AssembledCase): void {
    if ((arms[this.arm]?.failed ?? 0) > 0) this.isDecided = true;
  }

  /** An arm without a failure has not passed when the run stopped at another's. */
  record(isStoppedEarly: boolean): RuleRecord | null {
    if (this.isDecided || !isStoppedEarly) return null;
    const subject = { rule: "all_pass", arm: this.armId, tag: null, limit: 1 };
    return ruleRecord(subject, NO_FIGURES, "incomplete", rulingWords("stopped-at-failure"));
  }
}

/** `case_pass_rate` on one arm: decided by the first case below the limit. */
export class FirstBelowRule implements SequentialRule {
  private readonly arm: number;
  private readonly limit: number;
  isDecided = false;

  constructor(arm: number, limit: number) {
    this.arm = arm;
    this.limit = limit;
  }

  update({ arms }: AssembledCase): void {
    const rates = caseRates(arms[this.arm] ?? null);
    if (rates !== null && !reaches(rates.best, this.limit)) this.isDecided = true;
  }

  record(): null {
    return null;
  }
}

/** A rule that only the whole suite decides: costs, latencies, scores. */
export const WHOLE_SUITE_RULE: SequentialRule = { isDecided: false, update: () => undefined, record: () => null };

/** A plain pass rate on one arm (and tag): decided once the cases to come, `cases` in all, cannot turn it. */
export class CurtailedRateRule implements SequentialRule {
  private readonly read: (assembled: AssembledCase) => CaseRates | null;
  private readonly limit: number;
  private readonly cases: number;
  private readonly sums = { worst: 0, best: 0, seen: 0 };

  constructor(read: (assembled: AssembledCase) => CaseRates | null, limit: number, cases: number) {
    this.read = read;
    this.limit = limit;
    this.cases = cases;
  }

  get isDecided(): boolean {
    const { worst, best, seen } = this.sums;
    if (seen === 0) return false;
    const toCome = Math.max(0, this.cases - seen);
    return reaches(worst / this.cases, this.limit) || !reaches((best + toCome) / this.cases, this.limit);
  }

  update(assembled: AssembledCase): void {
    const rates = this.read(assembled);
    if (rates === null) return;
    this.sums.worst += rates.worst;
    this.sums.best += rates.best;
    this.sums.seen++;
  }

  record(): null {
    return null;
  }
}

/** A case as a bet sees it: its value as observed (null: unknown), and bounded. */
export interface BetValue {
  readonly observed: number | null;
  readonly worst: number;
  readonly best: number;
}

/** What a betting rule is about, and how it reads a case; null for a case that does not count. */
export interface BettingRuleSetup {
  readonly subject: RuleSubject;
  readonly test: SequentialTest;
  read(assembled: AssembledCase): BetValue | null;
  /** What was measured, in words. */
  shown(value: number): Sentence;
  /** Why the rule cannot be decided in spite of its bets (too few pairs); null when it can. */
  objection(): Sentence | null;
}

/** A rule with an always-valid test. */
export class BettingRule implements SequentialRule {
  private readonly setup: BettingRuleSetup;
  private readonly tally = { cases: 0, observed: 0, sum: 0, open: 0 };

  constructor(setup: BettingRuleSetup) {
    this.setup = setup;
  }

  get isDecided(): boolean {
    return this.setup.test.verdict !== "continue";
  }

  update(assembled: AssembledCase): void {
    const value = this.isDecided ? null : this.setup.read(assembled);
    if (value === null) return;
    this.tally.cases++;
    if (value.worst !== value.best) this.tally.open++;
    if (value.observed !== null) {
      this.tally.observed++;
      this.tally.sum += value.observed;
    }
    this.setup.test.update(value.worst, value.best);
  }

  /** Bounds are null: those of a fixed size would be too narrow after looking so often. */
  record(): RuleRecord {
    const { observed, sum, cases } = this.tally;
    const { subject } = this.setup;
    if (observed === 0) return ruleRecord(subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
    const value = sum / observed;
    const { verdict, words } = this.outcome();
    const what = rulingWords("after-cases", { seen: this.setup.shown(value), cases });
    return ruleRecord(subject, { value, low: null, high: null }, verdict, rulingWords("of", { what, words }));
  }

  private outcome(): { readonly verdict: GateVerdict; readonly words: Sentence } {
    const objection = this.setup.objection();
    if (objection !== null) return { verdict: "incomplete", words: objection };
    const { verdict, dependsOnMissing } = this.setup.test;
    if (verdict === "pass") return { verdict, words: rulingWords("proven-any-time") };
    const isRate = this.setup.subject.rule !== "not_worse_than";
    // Red is proven against no change, green against the margin: a bet on "not worse" says nothing of how much.
    const failed: FailedRule = isRate ? "a miss" : "worse";
    if (verdict === "fail") return { verdict, words: rulingWords("fails-any-time", { failed }) };
    if (this.tally.open > 0 && dependsOnMissing) {
      return { verdict: "incomplete", words: rulingWords("missing-answers-matter") };
    }
    return { verdict: "inconclusive", words: rulingWords("not-settled-yet") };
  }
}
