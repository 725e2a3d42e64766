import { clip } from "../../base/inert.ts";
import type { AnswerPair } from "../../domain/comparison-report.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import type { CaseNames } from "./case-names.ts";
import type { SideSuite } from "./comparison-side.ts";

/** Cases of each kind whose answers are shown. */
const MAX_ANSWERS = 20;
const ANSWER_CHARS = 4_000;

/** Both answers of the first cases that changed: the first trial that shows the change, so far as trials are kept. */
export async function answerPairs(
  cases: readonly string[],
  { baseline: baselineArm, candidate: candidateArm, regressed }: Comparison,
  sides: { readonly baseline: SideSuite; readonly candidate: SideSuite },
  names: CaseNames,
): Promise<AnswerPair[]> {
  const shown = shownOf(cases);
  if (shown.length === 0) return [];
  const isRegression = regressed === cases;
  const before = await answersOf(sides.baseline, baselineArm, shown, isRegression ? "pass" : "fail");
  const after = await answersOf(sides.candidate, candidateArm, shown, isRegression ? "fail" : "pass");
  return shown.map((caseId) => ({
    caseId,
    ...namesOf(caseId, names),
    baseline: before.get(caseId) ?? null,
    candidate: after.get(caseId) ?? null,
  }));
}

/** The cases of a list whose answers are shown. */
export function shownOf(cases: readonly string[]): readonly string[] {
  return cases.slice(0, MAX_ANSWERS);
}

function namesOf(caseId: string, { labels, inputs }: CaseNames): Pick<AnswerPair, "label" | "input"> {
  const [label, input] = [labels.get(caseId), inputs.get(caseId)];
  // A case that is called by what it asks says it once.
  const isNew = input !== undefined && input !== caseId;
  return { ...(label === undefined ? {} : { label }), ...(isNew ? { input } : {}) };
}

async function answersOf(
  { trials }: SideSuite,
  arm: string,
  cases: readonly string[],
  wanted: "pass" | "fail",
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  if (trials === null) return answers;
  const open = new Set(cases);
  for await (const { record } of trials()) {
    if (record.arm !== arm || !open.has(record.case) || record.output === null) continue;
    if (record.verdict === wanted) open.delete(record.case);
    else if (answers.has(record.case)) continue;
    answers.set(record.case, clip(record.output, ANSWER_CHARS));
  }
  return answers;
}
