import { expect, test } from "vitest";
import { github } from "../../src/report/github/github.ts";
import { junit } from "../../src/report/formats/junit.ts";
import { markdown } from "../../src/report/markdown/markdown.ts";
import { table } from "../../src/report/table/table.ts";
import { answersTold } from "../../src/report/words/trial-notes.ts";
import { check, erroredTrial, failedTrial, failing, head, render, trial, usage } from "../helpers/report-fixtures.ts";

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

const tool = { id: "t1", name: "find", input: { q: "tea" } };
const metered = [[tool], []].map((tools) => ({
  model: "claude-haiku-4-5",
  usage,
  cost_usd: 0.0001,
  tool_calls: tools,
  at: "2026-01-01T00:00:00.000Z",
  latency_ms: 300,
}));
const oneTurn = turns.slice(0, 1).map((turn) => ({ ...turn, tool_calls: [tool] }));

test.each([
  ["of one turn", oneTurn, metered, ['claude-haiku-4-5: find {"q":"tea"}', "claude-haiku-4-5: answers"]],
  ["none made: the tools that the reply names", oneTurn, [], ['find {"q":"tea"}']],
  ["of a conversation: nobody knows which are of the last turn", turns, metered, []],
  [
    "more than are read",
    oneTurn,
    Array.from({ length: 5 }, () => metered[1]!),
    [...Array.from({ length: 4 }, () => "claude-haiku-4-5: answers"), "and 1 more call"],
  ],
])("calls of an application stand before its answer: %s", (_name, said, calls, told) => {
  const failed = failedTrial("the answer", "", { turns: [...said], calls: [...calls] });
  expect(answersTold(failed)).toEqual([{ turn: null, text: "the answer", calls: told }]);
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
