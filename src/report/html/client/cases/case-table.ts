import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf, type TrialClass } from "../../../../domain/run/trial-class.ts";
import { findingsOf } from "../../../words/trial-notes.ts";
import { caseLabel } from "../../../words/case-label.ts";
import type { PageComparison, PageSuite } from "../../page-data.ts";
import { type Flip, standardComparisons } from "./flip-standard.ts";

/** One case: a row of the grid. */
export interface CaseItem {
  readonly id: string;
  /** What it is called: its id, or its place where nobody gave it one. */
  readonly label: string;
  /** The name of its suite. */
  readonly suite: string;
  readonly tags: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly quarantined: boolean;
  readonly trialsByArm: Map<string, TrialRecord[]>;
  /** By candidate arm. */
  readonly flips: Map<string, Flip>;
}

/** A suite's cases in plan order, and the arms and tags that occur. */
export interface CaseTable {
  readonly name: string;
  readonly suite: PageSuite;
  readonly arms: readonly string[];
  readonly tags: readonly string[];
  readonly cases: readonly CaseItem[];
  readonly byId: ReadonlyMap<string, CaseItem>;
}

/** Groups a suite's trials by case and arm. */
export function createCaseTable(suite: PageSuite): CaseTable {
  const byId = new Map<string, CaseItem>();
  const arms = new Set(suite.arms.map(({ id }) => id));
  for (const trial of suite.trials) {
    let item = byId.get(trial.case);
    if (item === undefined) byId.set(trial.case, (item = newCase(trial, suite.name)));
    const trials = item.trialsByArm.get(trial.arm);
    if (trials === undefined) item.trialsByArm.set(trial.arm, [trial]);
    else trials.push(trial);
    arms.add(trial.arm);
  }
  for (const comparison of standardComparisons(suite)) markFlips(byId, comparison);
  const cases = [...byId.values()];
  const tags = [...new Set(cases.flatMap((item) => item.tags))].sort();
  return { name: suite.name, suite, arms: [...arms], tags, cases, byId };
}

function newCase(trial: TrialRecord, suite: string): CaseItem {
  const { case: id, tags, location, quarantined } = trial;
  const { file, line } = location;
  return {
    id,
    label: caseLabel(trial),
    suite,
    tags,
    file,
    line,
    quarantined,
    trialsByArm: new Map(),
    flips: new Map(),
  };
}

function markFlips(byId: ReadonlyMap<string, CaseItem>, { candidate, regressed, improved }: PageComparison): void {
  for (const id of improved) byId.get(id)?.flips.set(candidate, "improved");
  // Of two comparisons of one arm, the bad news stays.
  for (const id of regressed) byId.get(id)?.flips.set(candidate, "regressed");
}

/** A case's trials on one arm, or on all of them when `arm` is empty. */
export function trialsOf(item: CaseItem, arm: string): readonly TrialRecord[] {
  return arm === "" ? [...item.trialsByArm.values()].flat() : (item.trialsByArm.get(arm) ?? []);
}

const WORST_FIRST: readonly TrialClass[] = ["failed", "errored", "undecided", "skipped", "passed"];

/** The worst of several trials: what a cell is coloured by. Null when there is none. */
export function worstClass(trials: readonly TrialRecord[]): TrialClass | null {
  let worst = WORST_FIRST.length;
  for (const trial of trials) worst = Math.min(worst, WORST_FIRST.indexOf(classOf(trial)));
  return WORST_FIRST[worst] ?? null;
}

/** The first of the trials that came out worst: the one to look at. Null when there is none. */
export function worstTrial(trials: readonly TrialRecord[]): TrialRecord | null {
  const worst = worstClass(trials);
  return trials.find((trial) => classOf(trial) === worst) ?? null;
}

/** Does this arm pass the case in some trials and fail it in others? */
export function isFlaky(trials: readonly TrialRecord[]): boolean {
  const classes = new Set(trials.map(classOf));
  return classes.has("passed") && classes.has("failed");
}

/** Why the first of these trials that did not pass did not: the arm and the reason. Null when all passed. Raw text. */
export function firstFinding(trials: readonly TrialRecord[]): { readonly arm: string; readonly reason: string } | null {
  const trial = trials.find((one) => classOf(one) !== "passed");
  const finding = trial === undefined ? undefined : findingsOf(trial)[0];
  return trial === undefined || finding === undefined ? null : { arm: trial.arm, reason: finding.reason };
}
