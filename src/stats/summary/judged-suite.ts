import type { TrialRecord } from "../../domain/formats/records.ts";
import type { BoundedJudgements, JudgedGateEvidence, PairEvidence } from "../evidence.ts";
import type { PairedJudgements, SideJudgements } from "../judges/corrected-difference.ts";
import { HangingTrials } from "../judges/hanging-trials.ts";
import { JudgeBook } from "../judges/judge-book.ts";
import { doubtedOf, withoutJudges } from "../judges/judged-trial.ts";
import type { CaseRates } from "../rate/case-counts.ts";
import { type CaseCounts, countTrial } from "../rate/case-counts.ts";
import { ArmTally } from "./arm-tally.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { ArmJudgements, type JudgedCase } from "./judged-tally.ts";
import { pairSetup } from "./pair-setup.ts";
import { PairTracker, type TrackedPair } from "./pair-tracker.ts";
import { SliceTallies } from "./slice-tally.ts";
import type { SuiteFacts } from "./suite-facts.ts";

/**
 * A suite's trials once more, for its judges: the judgements taken apart from the rules, and the evidence of rules that no
 * correction reaches, in which nobody knows what hangs on a judge that is not believed.
 */
export class JudgedSuite {
  readonly book: JudgeBook;
  readonly judged: readonly ArmJudgements[];
  private readonly facts: SuiteFacts;
  private readonly hanging: readonly HangingTrials[];
  private readonly arms: readonly ArmTally[];
  private readonly slices: SliceTallies;
  private readonly pairs: PairTracker;
  private readonly judgements = new Map<string, Record<keyof BoundedJudgements, PairCounts>>();
  private counts: (CaseCounts | null)[];

  constructor(facts: SuiteFacts) {
    const rules = facts.gate.kind === "rules" ? facts.gate : null;
    const tags = Object.keys(rules?.byTag ?? {});
    const armIds = facts.arms.map(({ id }) => id);
    this.facts = facts;
    this.book = new JudgeBook(facts.judges ?? [], facts.judgeErrorsAreEqual === true, facts.seed);
    this.judged = facts.arms.map(() => new ArmJudgements(tags));
    this.hanging = facts.arms.map(() => new HangingTrials());
    this.arms = facts.arms.map((arm) => new ArmTally(arm, rules?.casePassRate ?? null));
    this.slices = new SliceTallies(armIds, tags);
    this.pairs = new PairTracker(pairSetup(facts));
    this.counts = armIds.map(() => null);
  }

  /** Takes a trial of a case that counts; all trials of a case come in a row. */
  addTrial(trial: TrialRecord, arm: number): void {
    this.judged[arm]?.addTrial(trial);
    const ruled = withoutJudges(trial, this.book.believed);
    if (ruled.verdict === "undecided" && (trial.verdict === "pass" || trial.verdict === "fail")) {
      this.hanging[arm]?.add(trial.verdict, doubtedOf(trial, this.book.believed));
    }
    this.arms[arm]?.addTrial(ruled);
    this.counts[arm] = countTrial(this.counts[arm] ?? null, ruled);
  }

  addCase(assembled: AssembledCase): void {
    const ruled = { ...assembled, arms: this.counts };
    this.counts = this.counts.map(() => null);
    const cases = this.judged.map((arm) => arm.endCase(assembled.tags, assembled.cluster));
    for (const [i, counts] of ruled.arms.entries()) if (counts !== null) this.arms[i]?.addCase(ruled, counts);
    this.slices.add(ruled);
    this.pairs.add(ruled);
    for (const pair of this.pairs.tracked) this.addPair(pair, cases, this.pairs.ratesOf(pair, assembled));
  }

  leaveOut(caseId: string): void {
    this.pairs.leaveOut(caseId);
  }

  evidence(): JudgedGateEvidence {
    this.pairs.finish();
    const { book, facts, judged, hanging, arms, slices, pairs } = this;
    const judgementsOf = (pair: PairEvidence): BoundedJudgements | null => {
      const counted = this.judgements.get(keyOf(pair.baseline, pair.baselineIndex, candidateOf(pair, pairs)));
      if (counted === undefined) return null;
      const { observed, worst, best } = counted;
      return { observed: [...observed.values()], worst: [...worst.values()], best: [...best.values()] };
    };
    return { book, run: facts.run ?? "", seed: facts.seed, judged, hanging, arms, slices, pairs, judgementsOf };
  }

  private addPair(
    { baseline, baselineIndex, candidate, candidateIndex }: TrackedPair,
    cases: readonly JudgedCase[],
    rates: { readonly baseline: CaseRates | null },
  ): void {
    const after = cases[candidateIndex];
    const before = baselineIndex === null ? ofBaseline(rates.baseline) : cases[baselineIndex];
    if (after === undefined || before === undefined || before === null) return;
    const key = keyOf(baseline, baselineIndex, candidate);
    const lists = this.judgements.get(key) ?? { observed: new Map(), worst: new Map(), best: new Map() };
    this.judgements.set(key, lists);
    const add = (bound: keyof BoundedJudgements, b: SideJudgements, c: SideJudgements): void => {
      if (b.trials > 0 && c.trials > 0) countPair(lists[bound], b, c);
    };
    add("observed", side(before, null), side(after, null));
    add("worst", side(before, "passed"), side(after, "failed"));
    add("best", side(before, "failed"), side(after, "passed"));
  }
}

/** Pairs that ended alike stand once. */
type PairCounts = Map<string, PairedJudgements>;

function countPair(counts: PairCounts, baseline: SideJudgements, candidate: SideJudgements): void {
  const key = JSON.stringify([baseline, candidate]);
  counts.set(key, { baseline, candidate, times: (counts.get(key)?.times ?? 0) + 1 });
}

function keyOf(baseline: string, index: number | null, candidate: string): string {
  return JSON.stringify([baseline, index, candidate]);
}

function candidateOf(pair: PairEvidence, { tracked }: PairTracker): string {
  return tracked.find(({ pairs }) => pairs === pair.pairs)?.candidate ?? "";
}

/** A stored baseline says what passed, not what a judge said of it: all of its answers are taken to be judged. */
function ofBaseline(rates: CaseRates | null): JudgedCase | null {
  if (rates === null) return null;
  const judged = { passed: rates.passed, failed: rates.decided - rates.passed, open: rates.planned - rates.decided };
  return { sure: 0, judged, others: { passed: rates.planned, failed: 0, open: 0 } };
}

/** One side of a case, its open trials left out or taken to pass or to fail. */
function side({ sure, judged, others }: JudgedCase, open: "passed" | "failed" | null): SideJudgements {
  const eligible = judged.passed + judged.failed;
  const decided = sure + eligible + others.failed;
  if (open === null) return { sure, passed: judged.passed, eligible, trials: decided };
  const unknown = judged.open + others.open;
  const passed = judged.passed + (open === "passed" ? unknown : 0);
  return { sure, passed, eligible: eligible + unknown, trials: decided + unknown };
}
