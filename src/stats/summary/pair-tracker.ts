import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { NotWorseThan } from "../../domain/suite.ts";
import { PairTally } from "../paired/pair-tally.ts";
import { pairArms } from "./arm-pairs.ts";
import { indexOfSorted, ratesAt } from "./baseline-lookup.ts";
import type { PairSetup } from "./pair-setup.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { caseRates, type CaseRates } from "../rate/case-counts.ts";
import type { BaselineArm } from "../evidence.ts";

/** A pair of arms under observation. */
export interface TrackedPair {
  readonly against: "arm" | "baseline";
  readonly baseline: string;
  readonly candidate: string;
  readonly candidateIndex: number;
  /** Of an arm of the run; null for one of a baseline. */
  readonly baselineIndex: number | null;
  readonly baselineArm: BaselineArm | null;
  readonly pairs: PairTally;
}

/** The pass rates of one case on both sides of a pair. */
export interface PairRates {
  readonly baseline: CaseRates | null;
  readonly candidate: CaseRates | null;
}

/** All pairs that a suite's comparisons and gate ask for, fed case by case. */
export class PairTracker {
  readonly tracked: readonly TrackedPair[];
  /** Why the arms do not pair with those of the baseline; null when they do or none is asked for. */
  readonly unpairedReason: Sentence | null;
  private readonly seen: ReadonlyMap<BaselineArm, Uint8Array>;

  constructor(setup: PairSetup) {
    const baseline = baselinePairs(setup);
    this.unpairedReason = baseline.reason;
    this.tracked = [...runPairs(setup), ...baseline.pairs];
    this.seen = new Map(
      baseline.pairs.flatMap(({ baselineArm }) =>
        baselineArm === null ? [] : [[baselineArm, new Uint8Array(baselineArm.caseIds.length)]],
      ),
    );
  }

  add(assembled: AssembledCase): void {
    for (const pair of this.tracked) {
      const { baseline, candidate } = this.ratesOf(pair, assembled);
      pair.pairs.add(assembled.id, baseline, candidate, assembled.cluster);
    }
  }

  /** The pair that a `not_worse_than` rule looks at for a candidate arm; undefined when there is none. */
  pairFor(rule: NotWorseThan, candidate: string): TrackedPair | undefined {
    return this.tracked.find(
      (pair) =>
        pair.candidate === candidate &&
        (rule.arm === null ? pair.against === "baseline" : pair.against === "arm" && pair.baseline === rule.arm),
    );
  }

  /** Both sides of a case; null for a side that has no trial of it that counts. */
  ratesOf(pair: TrackedPair, { id, arms }: AssembledCase): PairRates {
    const baseline =
      pair.baselineIndex === null
        ? this.baselineRates(pair.baselineArm, id)
        : caseRates(arms[pair.baselineIndex] ?? null);
    return { baseline, candidate: caseRates(arms[pair.candidateIndex] ?? null) };
  }

  /** A case that counts in no comparison (quarantined): no side misses it. */
  leaveOut(caseId: string): void {
    for (const { baselineArm } of this.tracked) this.baselineRates(baselineArm, caseId);
  }

  /** Once all cases are in: cases that only the baseline has. */
  finish(): void {
    for (const { baselineArm, pairs } of this.tracked) {
      if (baselineArm === null) continue;
      const seen = this.seen.get(baselineArm);
      for (const [i, id] of baselineArm.caseIds.entries()) {
        if (seen?.[i] !== 1) pairs.add(id, ratesAt(baselineArm, i), null);
      }
    }
  }

  private baselineRates(arm: BaselineArm | null, caseId: string): CaseRates | null {
    const index = arm === null ? -1 : indexOfSorted(arm.caseIds, caseId);
    if (arm === null || index < 0) return null;
    const seen = this.seen.get(arm);
    if (seen !== undefined) seen[index] = 1;
    return ratesAt(arm, index);
  }
}

function runPairs({ armIds, runPairs, keepsScores }: PairSetup): TrackedPair[] {
  return runPairs.map(({ baseline, candidate }) => ({
    against: "arm",
    baseline: armIds[baseline] ?? "",
    candidate: armIds[candidate] ?? "",
    candidateIndex: candidate,
    baselineIndex: baseline,
    baselineArm: null,
    pairs: new PairTally(keepsScores),
  }));
}

function baselinePairs({ armIds, baselineArms, explicitArms, keepsScores }: PairSetup): {
  pairs: TrackedPair[];
  reason: Sentence | null;
} {
  if (baselineArms.length === 0) return { pairs: [], reason: null };
  const baselineIds = baselineArms.map((arm) => arm.id);
  const pairing = pairArms(armIds, baselineIds, explicitArms);
  if (pairing.status === "unclear") return { pairs: [], reason: pairing.reason };
  const pairs = pairing.pairs.map(({ candidate, baseline }): TrackedPair => ({
    against: "baseline",
    baseline,
    candidate,
    candidateIndex: armIds.indexOf(candidate),
    baselineIndex: null,
    baselineArm: baselineArms.find((arm) => arm.id === baseline) ?? null,
    pairs: new PairTally(keepsScores),
  }));
  return { pairs, reason: null };
}
