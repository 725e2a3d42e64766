import type { LeftOutTrials, MissingAnswers, SuiteInsights } from "../../domain/insights.ts";
import type { ArmSummary, Comparison, TrialRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { judgeGate } from "../gate/judge-gate.ts";
import { suiteVerdict } from "../gate/suite-verdict.ts";
import { openRateSentence } from "../sentences.ts";
import { comparePairs, type ComparedPair, DEFAULT_MARGIN } from "../paired/compare.ts";
import { ArmTally } from "./arm-tally.ts";
import { type AssembledCase, assembleCases } from "./assemble-cases.ts";
import { CacheTally } from "./cache-tally.ts";
import { frontier } from "./frontier.ts";
import { pairSetup } from "./pair-setup.ts";
import { PairTracker, type TrackedPair } from "./pair-tracker.ts";
import { RepeatTally } from "./repeat-tally.ts";
import { SliceTallies } from "./slice-tally.ts";
import type { SuiteFacts } from "./suite-facts.ts";
import type { TotalsTally } from "./totals-tally.ts";

/**
 * A suite's report without its trials, from one pass over them in plan order (all trials of a case in a row). What is kept
 * grows with arms, tags and checks, with the latencies (8 bytes each) and with the names of cases that differ between
 * compared arms; never with the cases as such. Quarantined cases count in no rate, comparison or gate; `totals`, where
 * given, is shown every trial.
 */
export async function summarizeSuite(
  facts: SuiteFacts,
  trials: AsyncIterable<TrialRecord>,
  totals?: TotalsTally,
): Promise<SuiteHead> {
  const summary = new SuiteSummary(facts);
  const armIds = facts.arms.map((arm) => arm.id);
  const onTrial = (trial: TrialRecord, arm: number): void => {
    totals?.add(trial);
    if (!trial.reused) summary.caches[arm]?.add(trial);
    if (!trial.quarantined) summary.arms[arm]?.addTrial(trial);
  };
  for await (const assembled of assembleCases(trials, armIds, onTrial)) summary.addCase(assembled);
  return summary.head();
}

class SuiteSummary {
  readonly arms: readonly ArmTally[];
  readonly caches: readonly CacheTally[];
  private readonly facts: SuiteFacts;
  private readonly slices: SliceTallies;
  private readonly pairs: PairTracker;
  private readonly repeats: RepeatTally;

  constructor(facts: SuiteFacts) {
    const rules = facts.gate.kind === "rules" ? facts.gate : null;
    this.facts = facts;
    this.arms = facts.arms.map((arm) => new ArmTally(arm, rules?.casePassRate ?? null));
    this.caches = facts.arms.map(({ model }) => new CacheTally(model, facts.priceOf ?? (() => null)));
    const armIds = facts.arms.map((arm) => arm.id);
    this.slices = new SliceTallies(armIds, Object.keys(rules?.byTag ?? {}));
    this.repeats = new RepeatTally(armIds);
    this.pairs = new PairTracker(pairSetup(facts));
  }

  addCase(assembled: AssembledCase): void {
    if (assembled.quarantined) {
      this.pairs.leaveOut(assembled.id);
      return;
    }
    for (const [i, counts] of assembled.arms.entries()) {
      if (counts !== null) this.arms[i]?.addCase(assembled.id, counts);
    }
    this.slices.add(assembled.tags, assembled.arms);
    this.pairs.add(assembled);
    this.repeats.add(assembled);
  }

  head(): SuiteHead {
    const { facts, arms, slices, pairs } = this;
    const { baseline, seed, sequentialRules, gate, state } = facts;
    pairs.finish();
    const record = judgeGate(gate, { arms, slices, pairs, baseline, seed, sequentialRules });
    const sum = (count: (arm: ArmTally) => number): number => arms.reduce((total, arm) => total + count(arm), 0);
    const decided = sum((arm) => arm.passed + arm.failed);
    const unanswered = sum((arm) => arm.unanswered);
    const summaries = arms.map((arm) => arm.summary());
    const comparisons = comparePairs(
      pairs.tracked.map((pair) => this.compared(pair)),
      seed,
      this.margin(),
    );
    return {
      name: facts.name,
      file: facts.file,
      verdict: suiteVerdict({ gate: record.verdict, state, decided, unanswered }),
      hashes: facts.hashes,
      gate: record,
      arms: summaries,
      slices: slices.summaries(),
      comparisons,
      insights: this.insights(summaries, comparisons, slices.leftOut()),
    };
  }

  private insights(
    arms: readonly ArmSummary[],
    comparisons: readonly Comparison[],
    leftOut: readonly LeftOutTrials[],
  ): SuiteInsights {
    const repeats = this.repeats.insights();
    const missing = this.missing();
    const rates = arms.flatMap((arm) => {
      const sentence = openRateSentence(arm);
      return sentence === null ? [] : [{ arm: arm.id, sentence }];
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

  private margin(): number | undefined {
    return this.facts.gate.kind === "rules" ? this.facts.gate.notWorseThan?.margin : undefined;
  }
}
