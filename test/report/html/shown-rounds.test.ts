import { expect, test } from "vitest";
import type { MeteredCallRecord, ToolCallRecord } from "../../../src/domain/formats/records.ts";
import { type KnownOfTurn, shownRounds } from "../../../src/report/html/client/pane/shown-rounds.ts";
import { trialData } from "../../../src/report/html/trial-data.ts";
import { failedTrial, trial, usage } from "../../helpers/report-fixtures.ts";

const find: ToolCallRecord = { id: "t1", name: "find", input: { q: "tea" } };
const named: ToolCallRecord = { id: "", name: "book", input: {} };
const call = (model: string, tools: ToolCallRecord[]): MeteredCallRecord => {
  return { model, usage, cost_usd: 0.0001, tool_calls: tools, at: "2026-01-01T00:00:00.000Z", latency_ms: 300 };
};
const calls = [call("claude-haiku-4-5", [find]), call("claude-opus-5-5", [])];
const late = { text: "Booked.", tool_calls: [find], tool_results: [] };

/** A round as one line. */
function linesOf(tools: ToolCallRecord[], known: KnownOfTurn, ending: "complete" | "tool_use" = "complete"): string[] {
  const turn = { ...trial().turns[0]!, output: "Booked.", tool_calls: tools, ending };
  return shownRounds(turn, known).map(({ call: of, text, tool_calls: called }) => {
    return [of?.model ?? "turn", ...called.map(({ name }) => `→${name}`), text].join(" ").trim();
  });
}

test.each<[string, ToolCallRecord[], KnownOfTurn, string[]]>([
  ["a model's answer", [], { rounds: undefined, calls: undefined }, ["turn Booked."]],
  ["a model's calls, then its answer", [find], { rounds: undefined, calls: undefined }, ["turn →find", "turn Booked."]],
  ["what the page has goes first", [find], { rounds: [late], calls: undefined }, ["turn →find Booked."]],
  [
    "an application's calls in order, then its answer; a tool is told once",
    [find],
    { rounds: [late], calls },
    ["claude-haiku-4-5 →find", "claude-opus-5-5", "turn Booked."],
  ],
  [
    "and what its reply names besides",
    [find, named],
    { rounds: undefined, calls },
    ["claude-haiku-4-5 →find", "claude-opus-5-5", "turn →book", "turn Booked."],
  ],
  ["calls that are of no known turn", [find], { rounds: [late], calls: [] }, ["turn →find", "turn Booked."]],
])("a turn is drawn in order: %s", (_name, tools, known, lines) => {
  expect(linesOf(tools, known)).toEqual(lines);
});

test("a turn that ended with calls has nothing behind them", () => {
  expect(linesOf([find], { rounds: undefined, calls: undefined }, "tool_use")).toEqual(["turn →find Booked."]);
});

test("calls go from the page with the texts", () => {
  const failed = failedTrial("no", "is not yes", { calls });
  expect(trialData(failed, "everything")).toContain("tea");
  expect(trialData(failed, "short answers")).toContain("claude-opus-5-5");
  expect(trialData(failed, "short answers")).not.toContain("tea");
  expect(trialData(failed, "outcomes")).not.toContain("claude-opus-5-5");
});
