import { seededRandom } from "../../base/seeded-random.ts";
import { massDrawer, seenMasses } from "./cell-masses.ts";
import { DRAWS, type Draws, drawnInterval } from "./draws.ts";
import { type LabelCells, type LabelGroup, labelsOf, rightOf, wrongOf } from "./label-counts.ts";

/** How a judge errs, drawn together: sensitivity and specificity of one draw belong to each other. */
export interface ErrorRateDraws {
  readonly sensitivity: Draws;
  readonly specificity: Draws;
}

/** How a judge errs: the shares of right answers that it passes and of wrong ones that it fails; NaN where none was seen. */
export interface ErrorRates {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** A figure of a judge with its 95 % interval. */
export interface BoundedFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the labels say of a judge; null where they say nothing. */
export interface JudgeErrors {
  /** The share of right answers that it passes. */
  readonly sensitivity: BoundedFigure | null;
  /** The share of wrong answers that it fails. */
  readonly specificity: BoundedFigure | null;
  /** Cohen's κ: agreement beyond what chance would bring at this base rate. */
  readonly kappa: BoundedFigure | null;
  /** The share of right answers among those that the labels stand for. */
  readonly baseRate: BoundedFigure | null;
}

const LEVEL = 0.95;

/** A judge's errors by its labels, each weighted by how it was drawn. The same labels and seed give the same figures. */
export function judgeErrors(groups: readonly LabelGroup[], seed: string | number, draws: number = DRAWS): JudgeErrors {
  const seen = seenMasses(groups);
  const drawn = drawTables(groups, seed, draws);
  const figure = (of: (table: LabelCells) => number): BoundedFigure | null => {
    const value = of(seen);
    if (!Number.isFinite(value)) return null;
    const { low, high } = drawnInterval(Float64Array.from(drawn, of), LEVEL);
    return { value, low: Math.min(value, low), high: Math.max(value, high) };
  };
  return {
    sensitivity: figure(sensitivityOf),
    specificity: figure(specificityOf),
    kappa: figure(kappaOf),
    baseRate: figure((table) => rightOf(table) / labelsOf(table)),
  };
}

/** The error rates at the shares that were seen. */
export function seenErrorRates(groups: readonly LabelGroup[]): ErrorRates {
  const seen = seenMasses(groups);
  return { sensitivity: sensitivityOf(seen), specificity: specificityOf(seen) };
}

/** The error rates as draws, for what is corrected by them. */
export function drawErrorRates(
  groups: readonly LabelGroup[],
  seed: string | number,
  draws: number = DRAWS,
): ErrorRateDraws {
  const tables = drawTables(groups, seed, draws);
  return {
    sensitivity: Float64Array.from(tables, sensitivityOf),
    specificity: Float64Array.from(tables, specificityOf),
  };
}

function drawTables(groups: readonly LabelGroup[], seed: string | number, draws: number): LabelCells[] {
  const random = seededRandom(`judge errors ${seed}`);
  const draw = massDrawer(groups);
  return Array.from({ length: draws }, () => draw(random));
}

function sensitivityOf(table: LabelCells): number {
  return table.rightPassed / rightOf(table);
}

function specificityOf(table: LabelCells): number {
  return table.wrongFailed / wrongOf(table);
}

/** κ = (agreement − chance) / (1 − chance); J. Cohen, Educ. Psychol. Meas. 20 (1960) 37–46. */
export function kappaOf(table: LabelCells): number {
  const all = labelsOf(table);
  const agreement = (table.rightPassed + table.wrongFailed) / all;
  const passed = (table.rightPassed + table.wrongPassed) / all;
  const right = rightOf(table) / all;
  const chance = passed * right + (1 - passed) * (1 - right);
  return (agreement - chance) / (1 - chance);
}
