import type { LabelStratum } from "../../domain/formats/records.ts";
import type { MeanUnit } from "../rate/mean-unit.ts";
import { type SampleUnits, sampleUnits } from "../rate/sample-units.ts";

/** Labelled answers by what people say of them and what the judge says. */
export interface LabelCells {
  readonly rightPassed: number;
  readonly rightFailed: number;
  readonly wrongPassed: number;
  readonly wrongFailed: number;
}

/** The labelled answers of one stratum. */
export interface StratumCounts {
  /** How many answers the stratum had when they were drawn. */
  readonly of: number;
  readonly cells: LabelCells;
  /** Of people's verdicts, by case: answers of a case resemble each other. */
  readonly units: SampleUnits;
}

/** What was drawn from one arm of one run: a sample of its own, since another arm has other answers. */
export interface LabelGroup {
  readonly strata: Readonly<Partial<Record<LabelStratum, StratumCounts>>>;
  /** Does the judge that drew the strata judge now? Then an answer of the stratum `pass` is one that it passes. */
  readonly isSameJudge: boolean;
}

export const NO_CELLS: LabelCells = { rightPassed: 0, rightFailed: 0, wrongPassed: 0, wrongFailed: 0 };

export function addCells(a: LabelCells, b: LabelCells): LabelCells {
  return {
    rightPassed: a.rightPassed + b.rightPassed,
    rightFailed: a.rightFailed + b.rightFailed,
    wrongPassed: a.wrongPassed + b.wrongPassed,
    wrongFailed: a.wrongFailed + b.wrongFailed,
  };
}

export function rightOf({ rightPassed, rightFailed }: LabelCells): number {
  return rightPassed + rightFailed;
}

export function wrongOf({ wrongPassed, wrongFailed }: LabelCells): number {
  return wrongPassed + wrongFailed;
}

export function labelsOf(cells: LabelCells): number {
  return rightOf(cells) + wrongOf(cells);
}

/** A stratum's counts from those of its cases. */
export function stratumCounts(of: number, cases: Iterable<LabelCells>): StratumCounts {
  let cells = NO_CELLS;
  const units: MeanUnit[] = [];
  for (const own of cases) {
    cells = addCells(cells, own);
    units.push({ sum: rightOf(own), cases: labelsOf(own), times: 1 });
  }
  return { of: Math.max(of, labelsOf(cells)), cells, units: sampleUnits(units) };
}
