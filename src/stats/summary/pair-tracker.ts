import type { NotWorseThan, PassRateGate } from "../../domain/suite.ts";
import { PairTally } from "../paired/pair-tally.ts";
import { armPairs, pairArms } from "./arm-pairs.ts";
import type { AssembledCase } from "./assemble-cases.ts";
import { caseRates, type CaseRates } from "./case-counts.ts";
import type { BaselineArm, SuiteFacts } from "./suite-facts.ts";

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
  readonly unpairedReason: string | null;
  private readonly seen: ReadonlyMap<BaselineArm, Uint8Array>;

  constructor(facts: SuiteFacts) {
    const ids = facts.arms.map((arm) => arm.id);
    const baseline = baselinePairs(facts, ids);
    this.unpairedReason = baseline.reason;
    this.tracked = [...runPairs(facts, ids), ...baseline.pairs];
    this.seen = new Map(
      baseline.pairs.flatMap(({ baselineArm }) =>
        baselineArm === null ? [] : [[baselineArm, new Uint8Array(baselineArm.caseIds.length)]],
      ),
    );
  }

  add(assembled: AssembledCase): void {
    for (const pair of this.tracked) {
      const { baseline, candidate } = this.ratesOf(pair, assembled);
      pair.pairs.add(assembled.id, baseline, candidate);
    }
  }

  /** The pair that a `not_worse_than` rule judges for a candidate arm; undefined when there is none. */
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

function runPairs(facts: SuiteFacts, ids: readonly string[]): TrackedPair[] {
  const wanted = armPairs(facts.arms, facts.compare);
  for (const { baseline, candidate } of gatePairs(facts, ids)) {
    if (!wanted.some((pair) => pair.baseline === baseline && pair.candidate === candidate)) {
      wanted.push({ baseline, candidate });
    }
  }
  return wanted.map(({ baseline, candidate }) => ({
    against: "arm",
    baseline: ids[baseline] ?? "",
    candidate: ids[candidate] ?? "",
    candidateIndex: candidate,
    baselineIndex: baseline,
    baselineArm: null,
    pairs: new PairTally(),
  }));
}

function gatePairs({ gate }: SuiteFacts, ids: readonly string[]): { baseline: number; candidate: number }[] {
  if (gate.kind !== "rules" || gate.notWorseThan === null) return [];
  const { arm } = gate.notWorseThan;
  const baseline = arm === null ? -1 : ids.indexOf(arm);
  if (baseline < 0) return [];
  return gatedArms(gate, ids).flatMap((id) => {
    const candidate = ids.indexOf(id);
    return candidate === baseline || candidate < 0 ? [] : [{ baseline, candidate }];
  });
}

function baselinePairs(facts: SuiteFacts, ids: readonly string[]): { pairs: TrackedPair[]; reason: string | null } {
  if (facts.baseline?.status !== "loaded") return { pairs: [], reason: null };
  const explicit = facts.gate.kind === "rules" ? (facts.gate.notWorseThan?.arms ?? {}) : {};
  const { arms } = facts.baseline;
  const pairing = pairArms(
    ids,
    arms.map((arm) => arm.id),
    explicit,
  );
  if (pairing.status === "unclear") return { pairs: [], reason: pairing.reason };
  const pairs = pairing.pairs.map(({ candidate, baseline }): TrackedPair => ({
    against: "baseline",
    baseline,
    candidate,
    candidateIndex: ids.indexOf(candidate),
    baselineIndex: null,
    baselineArm: arms.find((arm) => arm.id === baseline) ?? null,
    pairs: new PairTally(),
  }));
  return { pairs, reason: null };
}

/** The arms that a gate judges. */
export function gatedArms(gate: PassRateGate, ids: readonly string[]): readonly string[] {
  return gate.arms ?? ids;
}

function ratesAt(arm: BaselineArm, index: number): CaseRates | null {
  const [passed, failed] = [arm.passed[index] ?? 0, arm.failed[index] ?? 0];
  const decided = passed + failed;
  if (decided === 0) return null;
  const rate = passed / decided;
  return { observed: rate, worst: rate, best: rate, decided, planned: decided };
}

/** The index of a text in texts ascending by code unit, or −1. */
function indexOfSorted(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? "";
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
