import { expect, test } from "vitest";
import { JudgeBook, type JudgeFacts } from "../../../src/stats/judges/judge-book.ts";
import { unblockWords } from "../../../src/stats/judges/judge-words.ts";
import { NO_CELLS } from "../../../src/stats/judges/label-counts.ts";

const JUDGE: JudgeFacts = {
  name: "fair",
  hash: "h",
  model: "m",
  require: { right: 20, wrong: 20, sensitivity: null, specificity: null },
  groups: [],
  cells: { ...NO_CELLS, rightPassed: 20, wrongFailed: 17 },
  stale: 0,
  unjudged: 0,
};

/** What unblocks it, of a run with so many answers of which so many are labelled. */
function unblocked(answers: number, labelledHere: number): string {
  const judge = new JudgeBook([{ ...JUDGE, labelledHere }], false, 0).judges.get("fair");
  return String(judge === undefined ? null : unblockWords(judge, answers));
}

test("answers that are labelled already are not asked for again", () => {
  expect(unblocked(120, 0)).toMatch(/^label about 6 answers/);
  expect(unblocked(120, 114)).toMatch(/^label about 6 answers/);
  expect(unblocked(120, 117)).toMatch(/^about 6 labelled answers measure it, and here are 3: add cases/);
  expect(unblocked(120, 120)).toMatch(/^about 6 more labelled answers measure it, and here none is left to label: add/);
  expect(unblocked(2, 120)).toMatch(/none is left/);
});
