import type { LeftOutTrials, MissingAnswers, SuiteInsights } from "../../domain/insights.ts";
import type { ArmSummary, Comparison, GateRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { draftGate, type GateDraft, settleGates } from "../gate/draft-gate.ts";
import { reconcile } from "../gate/reconcile.ts";
import { suiteVerdict } from "../gate/suite-verdict.ts";
import { cleanSheet, independentUnits } from "../rate/case-sample.ts";
import { openRateSentence } from "../sentences.ts";
import {
  type ComparedPair,
  DEFAULT_MARGIN,
  draftComparison,
  type DraftedComparison,
  settleComparisons,
} from "../paired/compare.ts";
import { shiftSentence } from "../paired/case-shifts.ts";
import { armSentences, withCalls, withCorrected, withFiring } from "./arm-figures.ts";
import { ArmTally } from "./arm-tally.ts";
import { type AssembledCase, assembleCases } from "./assemble-cases.ts";
import { judgeReport } from "./judge-report.ts";
import { JudgedSuite } from "./judged-suite.ts";
import { CacheTally } from "../spend/cache-tally.ts";
import { CallTally } from "../spend/call-tally.ts";
import { FiringTally } from "./firing-tally.ts";
import { frontier } from "./frontier.ts";
import { pairSetup } from "./pair-setup.ts";
import { PairTracker, type TrackedPair } from "./pair-tracker.ts";
import { RepeatTally } from "./repeat-tally.ts";
import { SliceDifferences } from "./slice-differences.ts";
import { SliceTallies } from "./slice-tally.ts";
import type { SuiteFacts } from "./suite-facts.ts";
import type { TotalsTally } from "./totals-tally.ts";

/** A suite's summary that waits for the other suites of the run: their tests share one chance of a false alarm. */
export interface SuiteDraft {
  readonly gate: GateDraft;
  readonly comparisons: readonly DraftedComparison[];
  head(gate: GateRecord, comparisons: readonly Comparison[]): SuiteHead;
}

/**
 * A suite's report without its trials, from one pass over them in plan order (all trials of a case in a row). What is kept
 * grows with arms, tags and checks, with the latencies (8 bytes each) and with the names of cases that differ between
 * compared arms; never with the cases as such. Quarantined cases count in no rate, comparison or gate; `totals`, where
 * given, is shown every trial.
 */
export async function draftSuite(
  facts: SuiteFacts,
  trials: AsyncIterable<TrialRecord>,
  totals?: TotalsTally,
): Promise<SuiteDraft> {
  const summary = new SuiteSummary(facts);
  const armIds = facts.arms.map((arm) => arm.id);
  const onTrial = (trial: TrialRecord, arm: number): void => {
    totals?.add(trial);
    if (!trial.reused) summary.caches[arm]?.add(trial);
    if (trial.quarantined) return;
    summary.arms[arm]?.addTrial(trial);
    summary.firing[arm]?.add(trial);
    summary.calls[arm]?.add(trial);
    summary.judged?.addTrial(trial, arm);
  };
  for await (const assembled of assembleCases(trials, armIds, onTrial)) summary.addCase(assembled);
  return summary.draft();
}

/** The suites of a run, their gates and comparisons decided together. */
export function settleSuites(drafts: readonly SuiteDraft[]): SuiteHead[] {
  const gates = settleGates(drafts.map(({ gate }) => gate));
  const comparisons = settleComparisons(drafts.flatMap((draft) => draft.comparisons));
  let next = 0;
  return drafts.flatMap((draft, suite) => {
    const own = comparisons.slice(next, (next += draft.comparisons.length));
    const gate = gates[suite];
    return gate === undefined ? [] : [draft.head(gate, own)];
  });
}

/** A suite that is alone in its run. */
export async function summarizeSuite(
  facts: SuiteFacts,
  trials: AsyncIterable<TrialRecord>,
  totals?: TotalsTally,
): Promise<SuiteHead> {
  const [head] = settleSuites([await draftSuite(facts, trials, totals)]);
  if (head === undefined) throw new Error("a draft always has its head");
  return head;
}

class SuiteSummary {
  readonly arms: readonly ArmTally[];
  readonly caches: readonly CacheTally[];
  readonly firing: readonly FiringTally[];
  readonly calls: readonly CallTally[];
  private readonly facts: SuiteFacts;
  private readonly slices: SliceTallies;
  private readonly pairs: PairTracker;
  private readonly repeats: RepeatTally;
  private readonly sliceDifferences = new SliceDifferences();
  /** Null where no check asks a judge. */
  readonly judged: JudgedSuite | null;

  constructor(facts: SuiteFacts) {
    const rules = facts.gate.kind === "rules" ? facts.gate : null;
    this.facts = facts;
    this.arms = facts.arms.map((arm) => new ArmTally(arm, rules?.casePassRate ?? null));
    this.caches = facts.arms.map(({ model }) => new CacheTally(model, facts.priceOf ?? (() => null)));
    this.firing = facts.arms.map(() => new FiringTally());
    this.calls = facts.arms.map(() => new CallTally());
    const armIds = facts.arms.map((arm) => arm.id);
    this.slices = new SliceTallies(armIds, Object.keys(rules?.byTag ?? {}));
    this.repeats = new RepeatTally(armIds);
    this.pairs = new PairTracker(pairSetup(facts));
    this.judged = (facts.judges ?? []).length === 0 ? null : new JudgedSuite(facts);
  }

  addCase(assembled: AssembledCase): void {
    if (assembled.quarantined) {
      this.pairs.leaveOut(assembled.id);
      this.judged?.leaveOut(assembled.id);
      return;
    }
    for (const [i, counts] of assembled.arms.entries()) {
      if (counts !== null) this.arms[i]?.addCase(assembled, counts);
    }
    this.slices.add(assembled);
    this.pairs.add(assembled);
    this.judged?.addCase(assembled);
    if (this.facts.isSketch !== true) this.addSlices(assembled);
    this.repeats.add(assembled);
  }

  private addSlices(assembled: AssembledCase): void {
    for (const pair of this.pairs.tracked) {
      this.sliceDifferences.add(pair, assembled, this.pairs.ratesOf(pair, assembled));
    }
  }

  draft(): SuiteDraft {
    const { facts, arms, slices, pairs } = this;
    const { baseline, sequentialRules, gate, isSketch = false } = facts;
    pairs.finish();
    const judges = this.judged?.evidence();
    const evidence = { arms, slices, pairs, baseline, isSketch, sequentialRules };
    return {
      gate: draftGate(gate, judges === undefined ? evidence : { ...evidence, judges }),
      comparisons: (isSketch ? [] : pairs.tracked).map((pair) => draftComparison(this.compared(pair), this.margin())),
      head: (record, comparisons) => this.head(record, comparisons),
    };
  }

  private head(gate: GateRecord, comparisons: readonly Comparison[]): SuiteHead {
    const { facts, arms, slices } = this;
    const sum = (count: (arm: ArmTally) => number): number => arms.reduce((total, arm) => total + count(arm), 0);
    const decided = sum((arm) => arm.passed + arm.failed);
    const unanswered = sum((arm) => arm.unanswered);
    const judges = this.judged === null ? null : judgeReport(this.judged.evidence(), gate, comparisons.length > 0);
    const summaries = arms.map((arm, index) => {
      const fired = withFiring(withCorrected(arm.summary(), judges, index), this.firing[index]);
      return withCalls(fired, this.calls[index]);
    });
    return {
      name: facts.name,
      file: facts.file,
      verdict: suiteVerdict({ gate: gate.verdict, state: facts.state, decided, unanswered }),
      hashes: facts.hashes,
      gate,
      arms: summaries,
      ...(judges === null ? {} : { judges: judges.judges }),
      slices: slices.summaries(),
      comparisons: [...comparisons],
      insights: {
        ...this.insights(summaries, gate, comparisons, slices.leftOut()),
        ...(judges === null ? {} : judges.insights),
      },
    };
  }

  private insights(
    arms: readonly ArmSummary[],
    gate: GateRecord,
    comparisons: readonly Comparison[],
    leftOut: readonly LeftOutTrials[],
  ): SuiteInsights {
    const repeats = this.repeats.insights();
    const missing = this.missing();
    // A bound of a fixed number of cases says too much of a run that looked after every case whether to stop.
    const fixed = this.facts.sequentialRules === null ? arms : [];
    const open = fixed.flatMap((arm, index) => {
      const sample = this.arms[index]?.rate.observed;
      const alone = { units: arm.pass_rate.n, worth: arm.pass_rate.n };
      const counted = sample && { units: independentUnits(sample), worth: cleanSheet(sample) };
      const sentence = openRateSentence(arm, counted ?? alone);
      return sentence === null ? [] : [{ arm: arm.id, sentence }];
    });
    const isSketch = this.facts.isSketch === true;
    const shifts = this.pairs.tracked.flatMap(({ candidate, pairs }) => {
      const sentence = pairs.isSingleTrial || isSketch ? null : shiftSentence(pairs.namedOutcomes);
      return sentence === null ? [] : [{ arm: candidate, sentence }];
    });
    const rule = this.facts.gate.kind === "rules" ? this.facts.gate.notWorseThan : null;
    const reconciled = rule === null || isSketch ? [] : reconcile(rule, gate.rules, comparisons);
    const [fired, called] = [armSentences(this.firing, arms), armSentences(this.calls, arms)];
    // Where few sentences are shown, the first are: what calls were made decides nothing.
    const rates = [...reconciled, ...fired, ...shifts, ...open, ...this.sliceDifferences.sentences(), ...called];
    const leftOutByArm = this.arms.flatMap(({ facts, leftOutOnPurpose: trials }) => {
      return trials === 0 ? [] : [{ arm: facts.id, trials }];
    });
    const cache = this.caches.flatMap((tally, arm) => tally.insight(this.facts.arms[arm]?.id ?? "") ?? []);
    const served = this.arms.map((arm) => ({ arm: arm.facts.id, models: arm.served }));
    const priced = this.arms.map(({ facts, cost }, index) => ({
      arm: facts.id,
      costUsd: cost.perAnswerUsd,
      passRate: arms[index]?.pass_rate.value ?? null,
    }));
    const costs = frontier(priced, comparisons, this.margin() ?? DEFAULT_MARGIN);
    return {
      ...(missing === null ? {} : { missing }),
      ...(leftOut.length === 0 ? {} : { left_out: leftOut }),
      ...(leftOutByArm.length === 0 ? {} : { left_out_by_arm: leftOutByArm }),
      ...(costs === null ? {} : { frontier: costs }),
      ...(repeats === null ? {} : { repeats }),
      ...(rates.length === 0 ? {} : { rates }),
      ...(cache.length === 0 ? {} : { cache }),
      served,
    };
  }

  private missing(): MissingAnswers | null {
    const errored = this.arms.reduce((sum, { missing }) => sum + missing.errored, 0);
    const notRun = this.arms.reduce((sum, { missing }) => sum + missing.not_run, 0);
    return errored + notRun === 0 ? null : { errored, not_run: notRun };
  }

  private compared(pair: TrackedPair): ComparedPair {
    const candidate = this.arms[pair.candidateIndex]?.cost.perAnswerUsd ?? null;
    const baseline =
      pair.baselineIndex === null
        ? (pair.baselineArm?.costPerTrialUsd ?? null)
        : (this.arms[pair.baselineIndex]?.cost.perAnswerUsd ?? null);
    const isKnown = candidate !== null && baseline !== null && baseline > 0;
    return { ...pair, costRatio: isKnown ? candidate / baseline : null };
  }

  /** The drop of the pass rate that the gate allows; null where it names none. */
  private margin(): number | null {
    const rule = this.facts.gate.kind === "rules" ? this.facts.gate.notWorseThan : null;
    return rule?.on === "pass_rate" ? rule.margin : null;
  }
}
