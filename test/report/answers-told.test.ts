import { expect, test } from "vitest";
import { github } from "../../src/report/github/github.ts";
import { junit } from "../../src/report/formats/junit.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import { answersTold } from "../../src/report/words/trial-notes.ts";
import { check, erroredTrial, failedTrial, failing, head, render, trial } from "../helpers/report-fixtures.ts";

const turns = ["the first reply", "the second reply", "the last reply"].map((output) => {
  return { ...trial().turns[0]!, output };
});
const conversation = (...failed: (number | null)[]): ReturnType<typeof trial> =>
  failedTrial("the last reply", "", { turns, checks: failed.map((turn) => failing(`no, in turn ${turn}`, { turn })) });

test.each([
  ["a failed turn", conversation(1), [{ turn: 1, text: "the first reply" }]],
  ["the last turn", conversation(3), [{ turn: null, text: "the last reply" }]],
  ["no turn", conversation(null), [{ turn: null, text: "the last reply" }]],
  [
    "two turns",
    conversation(1, 3),
    [
      { turn: 1, text: "the first reply" },
      { turn: null, text: "the last reply" },
    ],
  ],
  ["a turn that was not reached", conversation(7), [{ turn: null, text: "the last reply" }]],
  ["an error", erroredTrial(), []],
] as const)("D1: the answers told of %s are those its checks look at", (_name, failed, told) => {
  expect(answersTold(failed)).toEqual(told.map((one) => ({ ...one, calls: [] })));
});

test("D1: passing checks of other turns tell no answer", () => {
  const checks = [check({ turn: 1 }), failing("no", { turn: 2 })];
  expect(answersTold(failedTrial("the last reply", "", { turns, checks }))).toEqual([
    { turn: 2, text: "the second reply", calls: [] },
  ]);
});

test.each([
  ["table", table],
  ["markdown", markdown],
  ["github", github],
  ["junit", junit],
])("D1: %s shows the answer of the turn that failed", async (_name, reporter) => {
  const text = await render(reporter, { head: head(), trials: [[conversation(2)]] });
  expect(text).toContain("the second reply");
  expect(text).not.toContain("the last reply");
});
