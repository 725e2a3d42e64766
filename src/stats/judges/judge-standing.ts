import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { JudgeStatus } from "../../domain/formats/records.ts";
import type { JudgeRequirement } from "../../domain/judge.ts";
import { type LabelCells, rightOf, wrongOf } from "./label-counts.ts";

/** What there is of labels. */
export interface LabelEvidence {
  /** Labels of the test half that are in force and have a verdict of the judge as it is now. */
  readonly cells: LabelCells;
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  /** Labels of texts that have changed since. */
  readonly stale: number;
  /** Labels in force that the judge as it is now has not judged. */
  readonly unjudged: number;
}

export interface JudgeStanding {
  /** `stale`: its labels are of other texts; `unfit`: it misses a floor, or passes what must not pass. */
  readonly status: JudgeStatus;
  /** What is missing or missed, for people; null where nothing is. */
  readonly reason: Sentence | null;
}

/** Holds a judge's labels against what is required of it. `null`: nothing is required (`require: none`), only labels count. */
export function judgeStanding(evidence: LabelEvidence, require: JudgeRequirement | null): JudgeStanding {
  const { cells, stale, unjudged } = evidence;
  const [right, wrong] = [rightOf(cells), wrongOf(cells)];
  const wanted = require ?? { right: 1, wrong: 1, sensitivity: null, specificity: null };
  if (right < wanted.right || wrong < wanted.wrong) {
    if (unjudged > 0) return { status: "unmeasured", reason: rulingWords("labels-wait", { count: unjudged }) };
    if (stale > 0) return { status: "stale", reason: rulingWords("labels-stale", { count: stale }) };
    if (require === null) return { status: "unmeasured", reason: null };
    return { status: "unmeasured", reason: rulingWords("few-labels", { right, wrong, wanted }) };
  }
  const [first, ...more] = [
    missedFloor("sensitivity", evidence.sensitivity, wanted.sensitivity),
    missedFloor("specificity", evidence.specificity, wanted.specificity),
    tellsNothing(evidence) ? rulingWords("tells-nothing") : null,
  ].filter((reason) => reason !== null);
  return first === undefined ? { status: "measured", reason: null } : { status: "unfit", reason: also(first, ...more) };
}

const ROUNDING = 1e-9;

function missedFloor(
  figure: "sensitivity" | "specificity",
  value: number | null,
  floor: number | null,
): Sentence | null {
  if (floor === null || value === null || value >= floor - ROUNDING) return null;
  return rulingWords("floor-missed", { figure, value, floor });
}

function tellsNothing({ sensitivity, specificity }: LabelEvidence): boolean {
  return sensitivity !== null && specificity !== null && sensitivity + specificity <= 1 + ROUNDING;
}
