import { seededRandom } from "../../base/seeded-random.ts";
import type { GateVerdict, TrialRecord } from "../../domain/formats/records.ts";
import { isDecided } from "../rate/case-counts.ts";
import { usesBaseline } from "../gate/draft-gate.ts";
import type { BaselineArm } from "../evidence.ts";
import type { SuiteFacts } from "../summary/suite-facts.ts";
import { summarizeSuite } from "../summary/summarize-suite.ts";
import { wilsonInterval } from "../rate/wilson.ts";

const LEVEL = 0.95;

/** All stored trials of one case on one arm; they stand for what the case does. */
export interface CasePool {
  readonly caseId: string;
  readonly arm: string;
  readonly trials: readonly TrialRecord[];
}

/** How often a case had a failed trial in the reruns that went red, and in the others. */
export interface SuspectCase {
  readonly caseId: string;
  readonly inRed: number;
  readonly inOthers: number;
}

export interface Calibration {
  readonly reruns: number;
  readonly verdicts: Readonly<Record<GateVerdict, number>>;
  /** The share of red reruns with its interval. */
  readonly red: { readonly share: number; readonly low: number; readonly high: number };
  /** The cases whose failing goes with red the most, the strongest first. */
  readonly suspects: readonly SuspectCase[];
}

export interface CalibrationOptions {
  readonly reruns: number;
  readonly suspects: number;
}

/**
 * How a gate rules on reruns of the very same thing: each rerun draws, for every case and arm, as many trials as there are, with
 * replacement, from the stored ones (a bootstrap within cases: Efron & Tibshirani 1993, ch. 8). A baseline that the gate asks
 * for is drawn in the same way, so that nothing differs between the sides. `pools`: in plan order.
 */
export async function calibrateGate(
  facts: SuiteFacts,
  pools: readonly CasePool[],
  { reruns, suspects }: CalibrationOptions,
): Promise<Calibration> {
  const random = seededRandom(`calibrate ${facts.seed} ${facts.name}`);
  const verdicts: Record<GateVerdict, number> = { pass: 0, fail: 0, inconclusive: 0, incomplete: 0 };
  const failures = new FailureCounts();
  for (let rerun = 0; rerun < reruns; rerun++) {
    const drawn = pools.map((pool) => ({ ...pool, trials: draw(pool.trials, random) }));
    const baseline = usesBaseline(facts.gate) ? drawnBaseline(facts, pools, random) : null;
    const head = await summarizeSuite({ ...facts, baseline, isSketch: true }, recordsOf(drawn));
    const verdict = head.gate.verdict ?? "pass";
    verdicts[verdict]++;
    failures.add(drawn, verdict === "fail");
  }
  const share = verdicts.fail / reruns;
  return {
    reruns,
    verdicts,
    red: { share, ...wilsonInterval(share, reruns, LEVEL) },
    suspects: failures.suspects(verdicts.fail, reruns, suspects),
  };
}

function draw(trials: readonly TrialRecord[], random: () => number): TrialRecord[] {
  return trials.map((own) => {
    const drawn = trials[Math.floor(random() * trials.length)] ?? own;
    return { ...drawn, trial: own.trial };
  });
}

async function* recordsOf(pools: readonly CasePool[]): AsyncIterable<TrialRecord> {
  for (const { trials } of pools) yield* trials;
}

function drawnBaseline(
  { arms }: SuiteFacts,
  pools: readonly CasePool[],
  random: () => number,
): Extract<SuiteFacts["baseline"], { status: "loaded" }> {
  return { status: "loaded", arms: arms.map(({ id }) => drawnArm(id, pools, random)) };
}

function drawnArm(id: string, pools: readonly CasePool[], random: () => number): BaselineArm {
  const rows = pools
    .filter(({ arm, trials }) => arm === id && trials.some(isDecided))
    .map(({ caseId, trials }) => ({ caseId, trials: draw(trials.filter(isDecided), random) }))
    .sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  const count = (verdict: "pass" | "fail"): number[] =>
    rows.map(({ trials }) => trials.filter((trial) => trial.verdict === verdict).length);
  return {
    id,
    caseIds: rows.map(({ caseId }) => caseId),
    passed: count("pass"),
    failed: count("fail"),
    costPerTrialUsd: null,
    means: null,
  };
}

class FailureCounts {
  private readonly cases = new Map<string, { red: number; others: number }>();

  add(pools: readonly CasePool[], isRed: boolean): void {
    const failing = new Set(
      pools.filter(({ trials }) => trials.some(({ verdict }) => verdict === "fail")).map(({ caseId }) => caseId),
    );
    for (const id of failing) {
      const counts = this.cases.get(id) ?? { red: 0, others: 0 };
      this.cases.set(id, counts);
      counts[isRed ? "red" : "others"]++;
    }
  }

  /** Cases that fail more often where the gate is red than where it is not; none when it is always or never red. */
  suspects(red: number, reruns: number, most: number): SuspectCase[] {
    const others = reruns - red;
    if (red === 0) return [];
    return [...this.cases]
      .map(([caseId, counts]) => ({
        caseId,
        inRed: counts.red / red,
        inOthers: others === 0 ? 0 : counts.others / others,
      }))
      .filter(({ inRed, inOthers }) => inRed > inOthers)
      .sort((a, b) => b.inRed - b.inOthers - (a.inRed - a.inOthers) || (a.caseId < b.caseId ? -1 : 1))
      .slice(0, most);
  }
}
