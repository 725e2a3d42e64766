import { seededRandom, shuffled } from "../../../src/base/seeded-random.ts";
import { type LabelCells, type LabelGroup, stratumCounts } from "../../../src/stats/judges/label-counts.ts";
import type { CaseSample } from "../../../src/stats/rate/case-sample.ts";
import { momentsOf } from "../../helpers/moments.ts";

export interface SimulatedAnswer {
  readonly isRight: boolean;
  readonly isPassed: boolean;
}

export interface SimulatedJudge {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** Answers that are right with a chance of `theta`, and what a judge with these errors says of them. */
export function simulateAnswers(
  count: number,
  theta: number,
  { sensitivity, specificity }: SimulatedJudge,
  random: () => number,
): SimulatedAnswer[] {
  return Array.from({ length: count }, () => {
    const isRight = random() < theta;
    return { isRight, isPassed: random() < (isRight ? sensitivity : 1 - specificity) };
  });
}

export function judgedSample(answers: readonly SimulatedAnswer[]): CaseSample {
  return { ...momentsOf(answers.map(({ isPassed }) => Number(isPassed))), trials: answers.length };
}

/** Labels of half passed and half failed answers, each of a case of its own. */
export function labelGroup(
  answers: readonly SimulatedAnswer[],
  labels: number,
  random: () => number,
  isSameJudge = true,
): LabelGroup {
  const [passed, failed] = [true, false].map((isPassed) => answers.filter((answer) => answer.isPassed === isPassed));
  const ofFailed = Math.min(failed?.length ?? 0, labels / 2);
  const draw = (all: readonly SimulatedAnswer[], count: number) =>
    stratumCounts(all.length, shuffled(all, random).slice(0, count).map(cellOf));
  return { strata: { pass: draw(passed ?? [], labels - ofFailed), fail: draw(failed ?? [], ofFailed) }, isSameJudge };
}

export function cellOf({ isRight, isPassed }: SimulatedAnswer): LabelCells {
  return {
    rightPassed: Number(isRight && isPassed),
    rightFailed: Number(isRight && !isPassed),
    wrongPassed: Number(!isRight && isPassed),
    wrongFailed: Number(!isRight && !isPassed),
  };
}

export function randomOf(seed: string): () => number {
  return seededRandom(seed);
}
