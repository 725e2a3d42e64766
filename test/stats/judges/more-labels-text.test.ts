import { expect, test } from "vitest";
import { JudgeBook } from "../../../src/stats/judges/judge-book.ts";
import { NO_CELLS } from "../../../src/stats/judges/label-counts.ts";
import { moreLabelsText } from "../../../src/stats/judges/judge-words.ts";

const facts = { name: "j", hash: "h", model: "m", require: null, groups: [], cells: NO_CELLS, stale: 0, unjudged: 0 };

function judge() {
  const known = new JudgeBook([facts], false, 1).judges.get("j");
  if (known === undefined) throw new Error("no judge");
  return known;
}

test("labels beyond the answers that there are cannot be taken, and that is said", () => {
  expect(moreLabelsText(judge(), "a", 0.9, 12)).toMatch(
    /points, more than the 12 answers judged here: label those of several runs/,
  );
  expect(moreLabelsText(judge(), "a", 0.9, 100_000)).toMatch(/points$/);
  expect(moreLabelsText(judge(), "a", 0.9)).toMatch(/points$/);
});
