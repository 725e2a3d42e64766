import { clip } from "../../base/inert.ts";
import type { AnswerPair } from "../../domain/comparison-report.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import type { SideSuite } from "./comparison-side.ts";

/** Cases of each kind whose answers are shown. */
const MAX_ANSWERS = 20;
const ANSWER_CHARS = 4_000;

/** Both answers of the first cases that changed: the first trial that shows the change, so far as trials are kept. */
export async function answerPairs(
  cases: readonly string[],
  { baseline: baselineArm, candidate: candidateArm, regressed }: Comparison,
  sides: { readonly baseline: SideSuite; readonly candidate: SideSuite },
): Promise<AnswerPair[]> {
  const shown = cases.slice(0, MAX_ANSWERS);
  if (shown.length === 0) return [];
  const isRegression = regressed === cases;
  const before = await answersOf(sides.baseline, baselineArm, shown, isRegression ? "pass" : "fail");
  const after = await answersOf(sides.candidate, candidateArm, shown, isRegression ? "fail" : "pass");
  return shown.map((caseId) => ({
    caseId,
    baseline: before.get(caseId) ?? null,
    candidate: after.get(caseId) ?? null,
  }));
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
