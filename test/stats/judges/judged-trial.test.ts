import { expect, test } from "vitest";
import type { CheckRecord, InnerJudgementRecord, TrialRecord } from "../../../src/domain/formats/records.ts";
import { doubtedOf, judgedTrial, withoutJudges } from "../../../src/stats/judges/judged-trial.ts";
import { check, trial } from "../../helpers/report-fixtures.ts";

type Word = "pass" | "fail" | "undecided";
const SCORES = { pass: 1, fail: 0, undecided: null } as const;

function inner(name: string, verdict: Word, decides = true): InnerJudgementRecord {
  return { name, hash: "h", verdict, decides, answer_hash: "a" };
}

function judge(name: string, verdict: Word, change: Partial<CheckRecord> = {}): CheckRecord {
  const said = { hash: "h", model: "m", verdict, evidence: null, reasoning: null, votes: [], cost_usd: 0 };
  const record = { ...said, name, reused: false, answer_hash: "a" };
  return check({ type: "judge", name: null, verdict, score: SCORES[verdict], judge: record, ...change });
}

function around(verdict: Word, judges: InnerJudgementRecord[]): CheckRecord {
  return check({ type: "all_of", verdict, score: SCORES[verdict], judges });
}

const rule = (verdict: Word, change: Partial<CheckRecord> = {}): CheckRecord =>
  check({ type: "contains", verdict, score: SCORES[verdict], ...change });

interface Row {
  readonly what: string;
  readonly checks: CheckRecord[];
  readonly verdict: Word;
  readonly minScore?: number;
  readonly believed?: string[];
  /** What a gate takes it for. */
  readonly ruled: Word;
  readonly doubted: string[];
}

const rows: readonly Row[] = [
  { what: "no judge", checks: [rule("pass")], verdict: "pass", ruled: "pass", doubted: [] },
  { what: "a judge", checks: [judge("j", "pass")], verdict: "pass", ruled: "undecided", doubted: ["j"] },
  { what: "a judge's fail", checks: [judge("j", "fail")], verdict: "fail", ruled: "undecided", doubted: ["j"] },
  {
    what: "a judge that is believed",
    checks: [judge("j", "fail")],
    verdict: "fail",
    believed: ["j"],
    ruled: "fail",
    doubted: [],
  },
  {
    what: "a rule that failed",
    checks: [rule("fail"), judge("j", "pass")],
    verdict: "fail",
    ruled: "fail",
    doubted: [],
  },
  {
    what: "a believed judge's fail beside one that is not believed",
    checks: [judge("sure", "fail"), judge("j", "pass")],
    verdict: "fail",
    believed: ["sure"],
    ruled: "fail",
    doubted: ["j"],
  },
  {
    what: "a judge inside a check that passes",
    checks: [around("pass", [inner("j", "pass")])],
    verdict: "pass",
    ruled: "undecided",
    doubted: ["j"],
  },
  {
    what: "of two judges inside, the one that is not believed",
    checks: [around("pass", [inner("sure", "pass"), inner("j", "pass")])],
    verdict: "pass",
    believed: ["sure"],
    ruled: "undecided",
    doubted: ["j"],
  },
  {
    what: "a judge inside whose word made no difference",
    checks: [around("pass", [inner("j", "fail", false), inner("sure", "pass")])],
    verdict: "pass",
    believed: ["sure"],
    ruled: "pass",
    doubted: [],
  },
  {
    what: "an optional judge without a score that is asked for",
    checks: [rule("pass"), judge("j", "fail", { required: false })],
    verdict: "pass",
    ruled: "pass",
    doubted: [],
  },
  {
    what: "an optional judge by whose score the trial passes",
    checks: [rule("pass"), judge("j", "pass", { required: false })],
    verdict: "pass",
    minScore: 0.8,
    ruled: "undecided",
    doubted: ["j"],
  },
  {
    what: "an optional judge by whose score the trial fails",
    checks: [rule("pass"), judge("j", "fail", { required: false })],
    verdict: "fail",
    minScore: 0.8,
    ruled: "undecided",
    doubted: ["j"],
  },
  {
    what: "an optional judge without which the score is high enough",
    checks: [rule("pass", { weight: 9 }), judge("j", "fail", { required: false })],
    verdict: "pass",
    minScore: 0.8,
    ruled: "pass",
    doubted: [],
  },
  {
    what: "an optional judge with which the score is too low",
    checks: [rule("fail", { weight: 9, required: false }), judge("j", "pass", { required: false })],
    verdict: "fail",
    minScore: 0.8,
    ruled: "fail",
    doubted: [],
  },
];

test.each(rows)("what a gate takes a trial for: $what", (row) => {
  const { checks, verdict, minScore, believed = [], ruled, doubted } = row;
  const record: TrialRecord = trial({ checks, verdict, ...(minScore === undefined ? {} : { min_score: minScore }) });
  expect(withoutJudges(record, new Set(believed)).verdict).toBe(ruled);
  expect(doubtedOf(record, new Set(believed))).toEqual(doubted);
});

test("by score nothing is put right: the trial is tangled", () => {
  const checks = [rule("pass"), judge("j", "pass")];
  expect(judgedTrial(trial({ checks })).isTangled).toBe(false);
  expect(judgedTrial(trial({ checks, min_score: 0.8 })).isTangled).toBe(true);
  expect(judgedTrial(trial({ checks, min_score: 0.5 })).isTangled).toBe(false);
});
