import { seededRandom } from "../../base/seeded-random.ts";
import type { GateVerdict, RuleRecord, TrialRecord } from "../../domain/formats/records.ts";
import { isDecided } from "../rate/case-counts.ts";
import { usesBaseline } from "../gate/draft-gate.ts";
import type { BaselineArm } from "../evidence.ts";
import type { SuiteFacts } from "../summary/suite-facts.ts";
import { nearestRank } from "../numeric/number-list.ts";
import type { CaseOutcomes } from "../rate/case-spread.ts";
import { CaseChances } from "./case-chances.ts";
import { summarizeSuite } from "../summary/summarize-suite.ts";

const LEVEL = 0.95;

/** All stored trials of one case on one arm; they stand for what the case does. */
export interface CasePool {
  readonly caseId: string;
  readonly arm: string;
  readonly trials: readonly TrialRecord[];
}

/** A case that failed in the stored trials: how often, and what share of its trials fail in the reruns that go red, and in the others. */
export interface SuspectCase {
  readonly caseId: string;
  readonly failed: number;
  /** Stored trials with a verdict. */
  readonly trials: number;
  readonly inRed: number;
  /** Null where every rerun is red. */
  readonly inOthers: number | null;
}

export interface Calibration {
  readonly reruns: number;
  readonly verdicts: Readonly<Record<GateVerdict, number>>;
  /** The share of red reruns, and between which shares it lies with 95 %, the chances of the cases not being known. */
  readonly red: { readonly share: number; readonly low: number; readonly high: number };
  /** The cases that failed most often in the stored trials; among equals, the one that goes with red reruns most often comes first. Empty where no rerun is red. */
  readonly suspects: readonly SuspectCase[];
  /** A rule that keeps the gate open, as it ruled on the last rerun, told at length; null where some rerun is green or every one red. */
  readonly keptOpenBy: RuleRecord | null;
}

export interface CalibrationOptions {
  /** In all: twenty for each possible truth. */
  readonly reruns: number;
  readonly suspects: number;
}

/** Reruns of each possible truth: enough to tell its share of red from others'. */
const RERUNS_OF_A_TRUTH = 20;

/**
 * How a gate rules on reruns of the very same thing. What each case's chance of passing is nobody knows: possible truths are
 * drawn from what the stored trials let expect (`CaseChances`), and of each some reruns, with as many trials as there are. A
 * baseline that the gate asks for is drawn from the same truth, so that nothing differs between the sides. The interval is
 * over truths: it says how little so few trials tell. `pools`: in plan order.
 */
export async function calibrateGate(
  facts: SuiteFacts,
  pools: readonly CasePool[],
  { reruns, suspects }: CalibrationOptions,
): Promise<Calibration> {
  const random = seededRandom(`calibrate ${facts.seed} ${facts.name}`);
  const verdicts: Record<GateVerdict, number> = { pass: 0, fail: 0, inconclusive: 0, incomplete: 0 };
  const failures = new FailureCounts(pools);
  const shares: number[] = [];
  let last: DrawnRerun = { facts, drawn: pools };
  const truths = possibleTruths(facts, pools, random);
  while (shares.length * RERUNS_OF_A_TRUTH < reruns) {
    const before = verdicts.fail;
    const chances = truths();
    for (let rerun = 0; rerun < RERUNS_OF_A_TRUTH; rerun++) {
      const drawn = pools.map((pool, i) => ({ ...pool, trials: draw(pool.trials, chances[i] ?? 0, random) }));
      const baseline = usesBaseline(facts.gate) ? drawnBaseline(facts, pools, chances, random) : null;
      last = { facts: { ...facts, baseline }, drawn };
      const head = await summarizeSuite({ ...last.facts, isSketch: true }, recordsOf(drawn));
      const verdict = head.gate.verdict ?? "pass";
      verdicts[verdict]++;
      failures.add(drawn, verdict === "fail");
    }
    shares.push((verdicts.fail - before) / RERUNS_OF_A_TRUTH);
  }
  const drawnReruns = shares.length * RERUNS_OF_A_TRUTH;
  return {
    reruns: drawnReruns,
    verdicts,
    red: { share: verdicts.fail / drawnReruns, ...middleOf(shares) },
    suspects: failures.suspects(suspects),
    keptOpenBy: verdicts.pass > 0 || verdicts.inconclusive === 0 ? null : await openRuleOf(last),
  };
}

interface DrawnRerun {
  readonly facts: SuiteFacts;
  readonly drawn: readonly CasePool[];
}

/** The first open rule of a rerun that is not green, with its reason. */
async function openRuleOf({ facts, drawn }: DrawnRerun): Promise<RuleRecord | null> {
  const { gate } = await summarizeSuite(facts, recordsOf(drawn));
  return gate.rules.find(({ verdict }) => verdict === "inconclusive") ?? null;
}

/** The middle 95 % of some numbers. */
function middleOf(values: readonly number[]): { low: number; high: number } {
  const ascending = Float64Array.from(values).sort();
  const tail = (1 - LEVEL) / 2;
  return { low: nearestRank(ascending, tail) ?? 0, high: nearestRank(ascending, 1 - tail) ?? 1 };
}

/** Draws a chance for each pool, the cases of an arm sharing what is known of their spread. */
function possibleTruths({ arms }: SuiteFacts, pools: readonly CasePool[], random: () => number): () => number[] {
  const parts = arms.map(({ id }) => {
    const own = pools.flatMap((pool, index) => (pool.arm === id ? [{ index, ...outcomesOf(pool) }] : []));
    return { own, chances: new CaseChances(own) };
  });
  return () => {
    const drawn = pools.map(() => 0);
    for (const { own, chances } of parts) {
      for (const [i, chance] of chances.draw(random).entries()) drawn[own[i]?.index ?? -1] = chance;
    }
    return drawn;
  };
}

function outcomesOf({ trials }: CasePool): CaseOutcomes {
  const count = (verdict: "pass" | "fail"): number =>
    trials.filter((trial) => isDecided(trial) && trial.verdict === verdict).length;
  return { passed: count("pass"), failed: count("fail") };
}

/** As many trials as there are: those without a verdict as they are, the others passing with a chance. */
function draw(trials: readonly TrialRecord[], chance: number, random: () => number): TrialRecord[] {
  return trials.map((own) => {
    const drawn = trials[Math.floor(random() * trials.length)] ?? own;
    if (!isDecided(drawn)) return { ...drawn, trial: own.trial };
    return { ...trialWith(trials, drawn, random() < chance ? "pass" : "fail"), trial: own.trial };
  });
}

/** A stored trial of that verdict; where there is none, the drawn one with the verdict and its plainest score. */
function trialWith(trials: readonly TrialRecord[], drawn: TrialRecord, verdict: "pass" | "fail"): TrialRecord {
  if (drawn.verdict === verdict) return drawn;
  const other = trials.find((trial) => isDecided(trial) && trial.verdict === verdict);
  return other ?? { ...drawn, verdict, score: drawn.score === null ? null : verdict === "pass" ? 1 : 0 };
}

async function* recordsOf(pools: readonly CasePool[]): AsyncIterable<TrialRecord> {
  for (const { trials } of pools) yield* trials;
}

function drawnBaseline(
  { arms }: SuiteFacts,
  pools: readonly CasePool[],
  chances: readonly number[],
  random: () => number,
): Extract<SuiteFacts["baseline"], { status: "loaded" }> {
  const rows = pools
    .flatMap((pool, i) => {
      const decided = pool.trials.filter(isDecided);
      return decided.length === 0 ? [] : [{ ...pool, trials: draw(decided, chances[i] ?? 0, random) }];
    })
    .sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return {
    status: "loaded",
    arms: arms.map(({ id }) =>
      baselineArm(
        id,
        rows.filter(({ arm }) => arm === id),
      ),
    ),
  };
}

function baselineArm(id: string, rows: readonly CasePool[]): BaselineArm {
  const outcomes = rows.map(outcomesOf);
  return {
    id,
    caseIds: rows.map(({ caseId }) => caseId),
    passed: outcomes.map(({ passed }) => passed),
    failed: outcomes.map(({ failed }) => failed),
    scores: rows.map(({ trials }) => meanScore(trials)),
    costPerTrialUsd: null,
    means: null,
  };
}

function meanScore(trials: readonly TrialRecord[]): number | null {
  const scores = trials.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

interface CaseFailures {
  failed: number;
  trials: number;
  /** Trials of reruns with a verdict, and how many of them failed. */
  readonly red: { trials: number; failed: number };
  readonly others: { trials: number; failed: number };
}

/** Of the cases that failed when they were asked: one that never did is no suspect, whatever a truth that was drawn says of it. */
class FailureCounts {
  private readonly cases = new Map<string, CaseFailures>();

  constructor(pools: readonly CasePool[]) {
    for (const pool of pools) {
      const { passed, failed } = outcomesOf(pool);
      const known = this.cases.get(pool.caseId) ?? { failed: 0, trials: 0, red: empty(), others: empty() };
      known.failed += failed;
      known.trials += passed + failed;
      this.cases.set(pool.caseId, known);
    }
    for (const [id, { failed }] of this.cases) if (failed === 0) this.cases.delete(id);
  }

  add(pools: readonly CasePool[], isRed: boolean): void {
    for (const pool of pools) {
      const counts = this.cases.get(pool.caseId)?.[isRed ? "red" : "others"];
      if (counts === undefined) continue;
      const { passed, failed } = outcomesOf(pool);
      counts.trials += passed + failed;
      counts.failed += failed;
    }
  }

  suspects(most: number): SuspectCase[] {
    return [...this.cases]
      .flatMap(([caseId, { failed, trials, red, others }]) => {
        const inOthers = others.trials === 0 ? null : others.failed / others.trials;
        return red.trials === 0 ? [] : [{ caseId, failed, trials, inRed: red.failed / red.trials, inOthers }];
      })
      .sort(
        (a, b) => b.failed / b.trials - a.failed / a.trials || excess(b) - excess(a) || (a.caseId < b.caseId ? -1 : 1),
      )
      .slice(0, most);
  }
}

function empty(): { trials: number; failed: number } {
  return { trials: 0, failed: 0 };
}

function excess({ inRed, inOthers }: SuspectCase): number {
  return inRed - (inOthers ?? 0);
}
