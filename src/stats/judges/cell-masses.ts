import type { LabelStratum } from "../../domain/formats/records.ts";
import { effectiveSize } from "../rate/case-sample.ts";
import { drawShare } from "./draws.ts";
import {
  addCells,
  type LabelCells,
  type LabelGroup,
  labelsOf,
  NO_CELLS,
  rightOf,
  type StratumCounts,
  wrongOf,
} from "./label-counts.ts";

/*
 * The labelled answers stand for those that nobody labelled. A stratum of N answers of which n are labelled counts N, whatever
 * n is: half of the labels are drawn from what the judge failed, however little that is. With both strata of an arm that is
 * the law of total probability over the judge's verdict, with a random sample (`any`) it changes nothing.
 */

/** How many answers each cell stands for, at the shares that were seen. */
export function seenMasses(groups: readonly LabelGroup[]): LabelCells {
  return groups
    .flatMap(({ strata }) => Object.values(strata))
    .map(({ of, cells }) => scaled(cells, labelsOf(cells) === 0 ? 0 : of / labelsOf(cells)))
    .reduce(addCells, NO_CELLS);
}

/**
 * How many answers each cell stands for, drawn: the share of the strata, the share of right answers in each, and what the
 * judge says of right and wrong ones, each under Jeffreys' prior. Where the judge that drew the strata judges now, its verdicts
 * are known by the stratum and are not drawn.
 */
export function massDrawer(groups: readonly LabelGroup[]): (random: () => number) => LabelCells {
  const prepared = groups.map(preparedGroup);
  return (random) => prepared.map((draw) => draw(random)).reduce(addCells, NO_CELLS);
}

function preparedGroup({ strata, isSameJudge }: LabelGroup): (random: () => number) => LabelCells {
  const draws = (["pass", "fail", "any"] as const).flatMap((name) => {
    const counts = strata[name];
    if (counts === undefined || labelsOf(counts.cells) === 0) return [];
    return [{ name, of: counts.of, draw: preparedStratum(name, counts, isSameJudge) }];
  });
  const [passed, failed] = [strata.pass?.of ?? 0, strata.fail?.of ?? 0];
  const judged = passed + failed;
  return (random) => {
    const share = judged === 0 ? 0 : drawShare(passed / judged, judged, random);
    const size = { pass: judged * share, fail: judged * (1 - share) };
    return draws
      .map(({ name, of, draw }) => scaled(draw(random), name === "any" ? of : size[name]))
      .reduce(addCells, NO_CELLS);
  };
}

function preparedStratum(
  name: LabelStratum,
  { cells, units }: StratumCounts,
  isSameJudge: boolean,
): (random: () => number) => LabelCells {
  const right = rightShare({ of: 0, cells, units });
  const [rights, wrongs] = [rightOf(cells), wrongOf(cells)];
  const known = isSameJudge && name !== "any" ? (name === "pass" ? 1 : 0) : null;
  return (random) => {
    const share = drawShare(right.share, right.n, random);
    const ofRight = known ?? drawShare(rights === 0 ? 0 : cells.rightPassed / rights, rights, random);
    const ofWrong = known ?? drawShare(wrongs === 0 ? 0 : cells.wrongPassed / wrongs, wrongs, random);
    return {
      rightPassed: share * ofRight,
      rightFailed: share * (1 - ofRight),
      wrongPassed: (1 - share) * ofWrong,
      wrongFailed: (1 - share) * (1 - ofWrong),
    };
  };
}

/** The share of right answers in a stratum, and how many independent labels it is worth: those of a case resemble each other. */
export function rightShare({ cells, units }: StratumCounts): { readonly share: number; readonly n: number } {
  const [count, sum] = [labelsOf(cells), rightOf(cells)];
  if (count === 0) return { share: 0, n: 0 };
  const sample = { count, sum, sumOfSquares: sum, trials: count, units };
  return { share: sum / count, n: Math.min(effectiveSize(sample, "low"), effectiveSize(sample, "high")) };
}

function scaled(cells: LabelCells, by: number): LabelCells {
  return {
    rightPassed: cells.rightPassed * by,
    rightFailed: cells.rightFailed * by,
    wrongPassed: cells.wrongPassed * by,
    wrongFailed: cells.wrongFailed * by,
  };
}
