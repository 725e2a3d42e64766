import { expect, test } from "vitest";
import { answerOfTrial, answerOfTurn } from "../../src/checks/trial/answer-of-turn.ts";
import { gradeTrial, type TrialGrade } from "../../src/checks/trial/grade-trial.ts";
import type { ItemToGrade, TrialToGrade } from "../../src/checks/trial/trial-to-grade.ts";
import { type Completion, NO_USAGE } from "../../src/domain/run/completion.ts";
import { fromUsd } from "../../src/domain/values/money.ts";
import { toolCallsOf } from "../../src/domain/run/tool-calls.ts";
import type { TurnOutcome } from "../../src/domain/run/trial.ts";
import { prepared, type TestItem } from "./grading.ts";

function completion(part: Partial<Completion>): Completion {
  return {
    content: [],
    text: "",
    toolCalls: [],
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 5 },
    modelServed: "m",
    ...part,
  };
}

function turn(text: string, part: Partial<Completion> = {}, outcome: Partial<TurnOutcome> = {}): TurnOutcome {
  return {
    userText: "",
    completions: [completion({ text, ...part })],
    costPico: fromUsd(0.01),
    ttftMs: 100,
    latencyMs: 500,
    requestId: null,
    requestHash: "",
    reused: false,
    ...outcome,
  };
}

const refused = turn("", { ending: "refusal", stopReason: "refusal", refusalCategory: "cyber" });
const cut = turn("a", { ending: "truncated", stopReason: "max_tokens" });

interface Case {
  readonly items: readonly (TestItem & Partial<Pick<ItemToGrade, "weight" | "required" | "turn">>)[];
  readonly turns: readonly TurnOutcome[];
  readonly turnCount?: number;
  readonly minScore?: number;
}

async function graded({ items, turns, turnCount = turns.length, minScore }: Case): Promise<TrialGrade> {
  const prepareOne = async (item: Case["items"][number]): Promise<ItemToGrade> => ({
    item: await prepared(item),
    weight: item.weight ?? 1,
    required: item.required ?? true,
    turn: item.turn ?? null,
  });
  const trial: TrialToGrade = {
    items: await Promise.all(items.map(prepareOne)),
    turns,
    turnCount,
    minScore: minScore ?? null,
    context: { vars: {}, caseId: "c", armId: "m/p", trial: 1 },
  };
  return gradeTrial(trial);
}

const a = { contains: "a" };
const b = { contains: "b" };
const unknown = { latency: 1 };
const lateTurn = turn("a", {}, { latencyMs: null });

const rows: readonly (readonly [string, Case, TrialGrade["verdict"], number | null])[] = [
  ["all pass", { items: [a], turns: [turn("a")] }, "pass", 1],
  ["a required check fails", { items: [a, b], turns: [turn("a")] }, "fail", 0.5],
  ["an optional check fails", { items: [a, { ...b, required: false }], turns: [turn("a")] }, "pass", 0.5],
  ["a required check is undecided", { items: [a, unknown], turns: [lateTurn] }, "undecided", 1],
  ["an optional check is undecided", { items: [a, { ...unknown, required: false }], turns: [lateTurn] }, "pass", 1],
  ["a fail decides before what is undecided", { items: [b, unknown], turns: [lateTurn] }, "fail", 0],
  ["the score is reached", { items: [a, { ...b, required: false }], turns: [turn("a")], minScore: 0.5 }, "pass", 0.5],
  [
    "the score is not reached",
    { items: [a, { ...b, required: false }], turns: [turn("a")], minScore: 0.6 },
    "fail",
    0.5,
  ],
  [
    "weights",
    {
      items: [
        { ...a, weight: 3 },
        { ...b, required: false },
      ],
      turns: [turn("a")],
      minScore: 0.75,
    },
    "pass",
    0.75,
  ],
  ["nothing to score", { items: [{ ...a, weight: 0 }], turns: [turn("a")] }, "pass", null],
  [
    "nothing to score and a score to reach",
    { items: [{ ...a, weight: 0 }], turns: [turn("a")], minScore: 0 },
    "undecided",
    null,
  ],
  ["a refusal fails", { items: [{ not: a }], turns: [refused] }, "fail", 1],
  ["a refusal that is expected", { items: [{ refusal: true }], turns: [refused] }, "pass", 1],
  ["a refusal expected by stop reason", { items: [{ stop_reason: "refusal" }], turns: [refused] }, "pass", 1],
  [
    "a refusal expected by an inner check",
    { items: [{ any_of: [{ refusal: true }, b] }], turns: [refused] },
    "pass",
    1,
  ],
  ["a stop reason that nobody knows", { items: [a], turns: [turn("a", { stopReason: "banana" })] }, "undecided", 1],
  [
    "a stop reason that nobody knows but is expected",
    { items: [a, { stop_reason: "banana" }], turns: [turn("a", { stopReason: "banana" })] },
    "pass",
    1,
  ],
  ["a cut-off answer fails", { items: [a], turns: [cut] }, "fail", 1],
  ["a cut-off answer is no refusal", { items: [a, { refusal: false }], turns: [cut] }, "fail", 1],
  ["a cut-off answer that is expected", { items: [a, { stop_reason: "max_tokens" }], turns: [cut] }, "pass", 1],
  ["the last turn is looked at", { items: [b], turns: [turn("a"), turn("b")] }, "pass", 1],
  ["a numbered turn", { items: [{ ...a, turn: 1 }], turns: [turn("a"), turn("b")] }, "pass", 1],
  ["each turn", { items: [{ ...a, turn: "each" }], turns: [turn("a"), turn("b")] }, "fail", 0.5],
  ["an earlier refusal fails", { items: [b], turns: [refused, turn("b")] }, "fail", 1],
  [
    "an expected refusal of one turn",
    { items: [b, { refusal: true, turn: 1 }], turns: [refused, turn("b")] },
    "pass",
    1,
  ],
  ["a turn that was not reached", { items: [{ not: a }], turns: [turn("x")], turnCount: 2 }, "fail", 0],
  [
    "a turn not reached that nothing is asked of",
    { items: [{ ...a, turn: 1 }], turns: [turn("a")], turnCount: 2 },
    "fail",
    1,
  ],
  ["no turn at all", { items: [{ not: a }, { cost: 1 }], turns: [], turnCount: 1 }, "fail", 0],
];
test.each(rows)("%s", async (_, trial, verdict, score) => {
  expect(await graded(trial)).toMatchObject({ verdict, score });
});

test("records carry what the report shows; implied checks weigh nothing", async () => {
  const { checks } = await graded({ items: [{ ...a, name: "has a", weight: 2, required: false }], turns: [turn("a")] });
  expect(checks).toMatchObject([
    { type: "contains", name: "has a", verdict: "pass", score: 1, required: false, weight: 2, turn: null },
    { type: "refusal", name: "implied", verdict: "pass", required: true, weight: 0 },
    { type: "complete", name: "implied", verdict: "pass", required: true, weight: 0 },
  ]);
});

test("each turn has its own records, and one that was not reached says so", async () => {
  const { checks } = await graded({ items: [{ ...a, turn: "each" }], turns: [turn("a")], turnCount: 2 });
  expect(checks.map(({ type, turn: at, verdict }) => [type, at, verdict])).toEqual([
    ["contains", 1, "pass"],
    ["contains", 2, "fail"],
    ["refusal", 1, "pass"],
    ["complete", 1, "pass"],
    ["complete", 2, "fail"],
  ]);
  expect(checks[1]?.reason).toBe("turn 2 was not reached");
});

test("costs, times and tokens are of the whole trial unless a turn is named", async () => {
  const turns = [turn("a"), turn("a", {}, { ttftMs: 300 })];
  const { checks } = await graded({
    items: [
      { cost: 0.019 },
      { cost: 0.019, turn: 2 },
      { latency: 999 },
      { ttft: 299 },
      { ttft: 100, turn: 1 },
      { tokens: { max: 30 } },
      { tokens: { max: 29 } },
    ],
    turns,
  });
  expect(checks.slice(0, 7).map(({ verdict }) => verdict)).toEqual([
    "fail",
    "pass",
    "fail",
    "fail",
    "pass",
    "pass",
    "fail",
  ]);
  expect(checks.slice(0, 2).map(({ turn: at }) => at)).toEqual([null, 2]);
});

test("a turn with tool rounds has the calls of all and the text of the last", () => {
  const [call] = toolCallsOf([{ type: "tool_use", id: "1", name: "search", input: {} }]);
  if (call === undefined) throw new Error("no call");
  const rounds = [
    completion({ text: "let me see", toolCalls: [call], ending: "tool_use", stopReason: "tool_use" }),
    completion({ text: "done" }),
  ];
  expect(answerOfTurn(turn("", {}, { completions: rounds }))?.answer).toMatchObject({
    text: "done",
    toolCalls: [call],
    usage: { inputTokens: 20, outputTokens: 10 },
    costUsd: 0.01,
  });
});

test("an answer that paused is read whole", () => {
  const parts = [completion({ text: "one ", stopReason: "pause_turn" }), completion({ text: "two" })];
  expect(answerOfTurn(turn("", {}, { completions: parts }))?.answer.text).toBe("one two");
});

test("what is unknown of one turn is unknown of the trial", () => {
  const whole = answerOfTrial([turn("a", {}, { costPico: null, ttftMs: null, latencyMs: null }), turn("b")]);
  expect(whole?.answer).toMatchObject({ text: "b", costUsd: null, latencyMs: null, ttftMs: null });
  expect(answerOfTrial([])).toBeNull();
});
