import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { FailedRule } from "../../domain/diagnostics/english/rulings/looks.ts";
import type { GateVerdict, RuleRecord } from "../../domain/formats/records.ts";
import { NO_FIGURES, type RuleFigures, type RuleSubject, ruleRecord } from "../gate/ruling.ts";
import type { AssembledCase } from "../summary/assemble-cases.ts";
import type { SequentialRule } from "./sequential-rules.ts";
import { levelAtLook } from "./spending.ts";

/** Open answers at their worst, or at their best. */
export type WorstOrBest = "worst" | "best";

/** A rule that is tested at looks fixed in advance: what it reads, and its tests of fixed size on what it has read so far. */
export interface LookTest {
  readonly subject: RuleSubject;
  /** The error of passing, and of failing before it is shared out over the tests of the run. */
  readonly alpha: number;
  /** Cases that it will have read at the end. */
  readonly cases: number;
  /** Adds a case; false: it does not count. */
  read(assembled: AssembledCase): boolean;
  /** Does the lower bound, one-sided at 1 − `tail`, reach what is asked? */
  isPassed(side: WorstOrBest, tail: number): boolean;
  /** The p-value of "nothing is wrong". */
  pOfFail(side: WorstOrBest): number;
  /** As observed, with bounds one-sided at 1 − `tail`; null without a verdict. */
  figures(tail: number): RuleFigures | null;
  /** What was measured, in words. */
  shown(value: number): Sentence;
  /** What is proven when it fails. */
  readonly failed: FailedRule;
  /** Why the rule cannot be decided (too few pairs); null when it can. */
  objection(): Sentence | null;
}

/** Where a rule stands after its looks so far. */
interface Looked {
  readonly times: readonly number[];
  readonly verdict: GateVerdict;
  /** Was it the last one? */
  readonly isLast: boolean;
  readonly p: number;
  readonly passLevel: number;
  readonly failLevel: number;
  readonly figures: RuleFigures | null;
}

/**
 * A rule tested at looks fixed in advance, with the usual tests at levels that spend alpha over the looks (`levelAtLook`): the
 * chance of a false red over all looks is at most alpha ÷ tests, that of a false green at most alpha. Between looks nothing is
 * decided, so that a stop there (a budget, a signal) proves nothing.
 */
export class LookRule implements SequentialRule {
  private readonly test: LookTest;
  private readonly tests: number;
  private readonly looks: readonly number[];
  private seen = 0;
  private looked: Looked | null = null;

  /** `looks`: after how many counted cases of the suite; `tests`: how many rules of the run share a false red. */
  constructor(test: LookTest, { looks, tests }: { readonly looks: readonly number[]; readonly tests: number }) {
    this.test = test;
    this.looks = looks;
    this.tests = tests;
  }

  get isDecided(): boolean {
    return this.looked?.verdict === "pass" || this.looked?.verdict === "fail";
  }

  update(assembled: AssembledCase, counted: number): void {
    if (this.isDecided) return;
    if (this.test.read(assembled)) this.seen++;
    if (this.looks.includes(counted)) this.look(counted === this.looks.at(-1));
  }

  /** The verdict is that of the last look, and none of a run that stopped between looks. */
  record(): RuleRecord {
    const { looked } = this;
    const { subject } = this.test;
    const { looks } = this;
    if (looked === null) {
      return ruleRecord(subject, NO_FIGURES, "incomplete", rulingWords("no-look-yet", { looks }));
    }
    const { figures, verdict } = looked;
    if (figures === null || figures.value === null)
      return ruleRecord(subject, NO_FIGURES, "incomplete", rulingWords("nothing-tested"));
    const what = rulingWords("at-look", { seen: this.test.shown(figures.value), look: looked.times.length, looks });
    const told = (words: Sentence): Sentence => rulingWords("of", { what, words });
    const objection = this.test.objection();
    if (objection !== null) return ruleRecord(subject, figures, "incomplete", told(objection));
    if (!this.isDecided && !looked.isLast) {
      return ruleRecord(subject, figures, "incomplete", told(rulingWords("between-looks")));
    }
    return ruleRecord(subject, figures, verdict, told(this.words(looked)));
  }

  private words({ verdict, p, passLevel, failLevel }: Looked): Sentence {
    if (verdict === "pass") return rulingWords("proven-at-look", { level: passLevel });
    const test = { p, level: failLevel };
    if (verdict === "fail") return rulingWords("fails-at-look", { failed: this.test.failed, ...test });
    return verdict === "incomplete" ? rulingWords("missing-answers-matter") : rulingWords("open-at-look", test);
  }

  private look(isLast: boolean): void {
    const { test, tests, seen } = this;
    const { times: before = [] } = this.looked ?? {};
    // A look without a new case of this rule spends nothing and is none.
    const time = isLast ? 1 : Math.min(1, seen / Math.max(1, test.cases));
    if (!isLast && time <= (before.at(-1) ?? 0)) return;
    const times = before.at(-1) === 1 ? before : [...before, time];
    const passLevel = levelAtLook(times, test.alpha);
    const failLevel = levelAtLook(times, test.alpha / tests);
    const p = test.pOfFail("best");
    const isPassed = test.isPassed("worst", passLevel);
    const isFailed = !isPassed && p <= failLevel;
    const dependsOnMissing =
      !isPassed && !isFailed && (test.isPassed("best", passLevel) !== isPassed || test.pOfFail("worst") <= failLevel);
    const open = dependsOnMissing ? "incomplete" : "inconclusive";
    const verdict = isPassed ? "pass" : isFailed ? "fail" : open;
    this.looked = { times, verdict, isLast, p, passLevel, failLevel, figures: test.figures(passLevel) };
  }
}

/** After how many of so many cases one looks: as evenly as whole numbers allow, the last time at the end. */
export function lookSchedule(cases: number, looks: number): number[] {
  return [...new Set(Array.from({ length: looks }, (_, i) => Math.ceil(((i + 1) * cases) / looks)))].filter(
    (at) => at > 0,
  );
}
