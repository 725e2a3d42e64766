import type { JudgedVerdict, LabelRecord, LabelStratum } from "../../domain/formats/records.ts";
import { isStale, type LabelledJudge } from "../../domain/label.ts";
import {
  addCells,
  type LabelCells,
  type LabelGroup,
  NO_CELLS,
  type StratumCounts,
  stratumCounts,
} from "./label-counts.ts";

/** A group with where it was drawn. */
export interface DrawnGroup extends LabelGroup {
  readonly run: string;
  readonly arm: string | null;
}

/** Labels as the estimators read them, and what of them cannot be read so. */
export interface GroupedLabels {
  readonly groups: readonly DrawnGroup[];
  /** Every answer with a verdict on both sides, unweighted. */
  readonly cells: LabelCells;
  /** Labels of texts that have changed since. */
  readonly stale: number;
  /** In force, but the judge as it is now has said nothing of the answer. */
  readonly unjudged: number;
  /** The judge says that it cannot tell. */
  readonly undecided: number;
}

/** What a judge says now of an answer, by its hash; undefined: nothing yet. */
export type JudgedNow = (answerHash: string) => JudgedVerdict | undefined;

export interface GroupingOptions {
  readonly half: LabelRecord["half"];
  readonly judged: JudgedNow;
  /** Of which criterion; absent: the answer as a whole. What the judge says of one is told by `judged` alone. */
  readonly criterion?: string;
  /** Are the answers at hand simulated? What a simulated judge said measures that one alone. */
  readonly isSimulated?: boolean;
}

/**
 * The labels of the answer as a whole, or of a criterion, from one half, by the run and arm that they were drawn from. Of several people's labels
 * of an answer the first counts: the others say how far people agree. An answer drawn by the verdict of this very judge has
 * that verdict; any other needs `judged`.
 */
export function groupLabels(
  labels: readonly LabelRecord[],
  judge: LabelledJudge,
  { half, judged, criterion, isSimulated = false }: GroupingOptions,
): GroupedLabels {
  const isWhole = criterion === undefined;
  const groups = new Map<string, OpenGroup>();
  const ofPart = labels.filter((one) => one.criterion === (criterion ?? null));
  const isCounted = (one: LabelRecord): boolean => one.half === half && one.label !== "unsure";
  // What somebody said of other texts hides nobody's word on these.
  const stale = firstLabels(ofPart.filter((one) => isStale(one, judge)));
  const current = firstLabels(ofPart.filter((one) => !isStale(one, judge)));
  const counts = { stale: stale.filter(isCounted).length, unjudged: 0, undecided: 0 };
  for (const label of current.filter(isCounted)) {
    const verdict = isWhole ? verdictOf(label, judge, { judged, isSimulated }) : judged(label.answer_hash);
    if (verdict === undefined) counts.unjudged++;
    else if (verdict === "undecided") counts.undecided++;
    else openGroup(groups, label, isWhole && label.judge_hash === judge.hash).add(label, verdict);
  }
  const closed = [...groups.values()].map((group) => group.close());
  const cells = closed
    .flatMap(({ strata }) => Object.values(strata))
    .map((counted) => counted.cells)
    .reduce(addCells, NO_CELLS);
  return { groups: closed, cells, ...counts };
}

function verdictOf(
  label: LabelRecord,
  judge: LabelledJudge,
  { judged, isSimulated }: Pick<GroupingOptions, "judged" | "isSimulated">,
): JudgedVerdict | undefined {
  const { stratum } = label.drawn;
  const isOfThisJudge = label.judge_hash === judge.hash && (label.simulated !== true || isSimulated === true);
  if (isOfThisJudge && stratum !== "any") return stratum;
  return judged(label.answer_hash);
}

/** The labels of the first person who said something of each answer, as often as it was drawn. */
function firstLabels(labels: readonly LabelRecord[]): LabelRecord[] {
  const first = new Map<string, string>();
  return labels.filter((label) => {
    const by = first.get(label.answer_hash) ?? label.by;
    first.set(label.answer_hash, by);
    return by === label.by;
  });
}

class OpenGroup {
  private readonly strata = new Map<LabelStratum, { of: number; readonly cases: Map<string, LabelCells> }>();
  private readonly run: string;
  private readonly arm: string | null;
  private readonly isSameJudge: boolean;

  constructor({ drawn, arm }: LabelRecord, isSameJudge: boolean) {
    this.run = drawn.run;
    this.arm = arm;
    this.isSameJudge = isSameJudge;
  }

  add({ drawn, case: id, label }: LabelRecord, verdict: "pass" | "fail"): void {
    const stratum = this.strata.get(drawn.stratum) ?? { of: 0, cases: new Map<string, LabelCells>() };
    this.strata.set(drawn.stratum, stratum);
    stratum.of = Math.max(stratum.of, drawn.of);
    const isRight = label === "pass";
    const cell: LabelCells = {
      rightPassed: Number(isRight && verdict === "pass"),
      rightFailed: Number(isRight && verdict === "fail"),
      wrongPassed: Number(!isRight && verdict === "pass"),
      wrongFailed: Number(!isRight && verdict === "fail"),
    };
    stratum.cases.set(id, addCells(stratum.cases.get(id) ?? NO_CELLS, cell));
  }

  close(): DrawnGroup {
    const strata: Partial<Record<LabelStratum, StratumCounts>> = {};
    for (const [name, { of, cases }] of this.strata) strata[name] = stratumCounts(of, cases.values());
    return { run: this.run, arm: this.arm, isSameJudge: this.isSameJudge, strata };
  }
}

/** `isSameJudge`: is the stratum what the judge says of it? */
function openGroup(groups: Map<string, OpenGroup>, label: LabelRecord, isSameJudge: boolean): OpenGroup {
  const key = JSON.stringify([label.drawn.run, label.arm, label.judge_hash]);
  const group = groups.get(key) ?? new OpenGroup(label, isSameJudge);
  groups.set(key, group);
  return group;
}
