import { describe, expect, test } from "vitest";
import { tap } from "../../../src/report/formats/tap.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { erroredTrial, head, onlyTrial, render, skippedTrial, trial } from "../../helpers/report-fixtures.ts";
import { NASTY, onePass, SHAPES } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";
import { parseTap } from "../../helpers/reports/tap-rules.ts";

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is TAP 14 and holds no command", async () => {
    const text = await render(tap, fixture);
    expect(parseTap(text).points).toHaveLength(fixture.trials.flat().length);
    expect(commandsIn(text)).toEqual([]);
    expectGolden(`report/${name}.tap`, text);
  });
});

test.each([
  ["passed", trial(), true, null],
  ["failed", onlyTrial("a", "fail"), false, null],
  ["errored", erroredTrial(), false, null],
  ["undecided", trial({ verdict: "undecided" }), false, null],
  ["skipped", skippedTrial("budget"), true, /^SKIP budget/],
  ["failed in quarantine", trial({ verdict: "fail", quarantined: true }), false, /^TODO quarantined$/],
])("a trial that %s", async (_what, record, ok, directive) => {
  const [point] = parseTap(await render(tap, { ...onePass, trials: [[record]] })).points;
  expect(point?.ok).toBe(ok);
  if (directive === null) expect(point?.directive).toBeNull();
  else expect(point?.directive).toMatch(directive);
});

test("a failure tells check, reason, place and the answer's start", async () => {
  const [point] = parseTap(await render(tap, { ...onePass, trials: [[onlyTrial("a", "fail")]] })).points;
  expect(point?.details).toMatchObject({
    message: "equals_any: is not yes",
    severity: "failed",
    at: { file: "suites/triage.yaml", line: 41 },
    answer: "no",
  });
});

test.each([
  [0, [trial()], null],
  [1, [onlyTrial("a", "fail")], null],
  [4, [trial(), skippedTrial("budget")], "1 of 1 suite passed."],
  [4, [onlyTrial("a", "fail"), skippedTrial("budget")], null],
] as const)("exit %i bails out when no trial says so", async (exitCode, trials, bailOut) => {
  const stream = parseTap(await render(tap, { head: head({ exit_code: exitCode }), trials: [trials] }));
  expect(stream.bailOut).toBe(bailOut);
});

test.each(NASTY)("%j is one description", async (text) => {
  const records = [{ ...onlyTrial("a", "fail"), case: text, output: text }, skippedTrial(text, { case: "b" })];
  const { points } = parseTap(await render(tap, { ...onePass, trials: [records] }));
  expect(points.map(({ ok }) => ok)).toEqual([false, true]);
});

test.each([
  ["no version", "1..0\n"],
  ["a wrong plan", "TAP version 14\nok 1 - a\n1..2\n"],
  ["no plan", "TAP version 14\nok 1 - a\n"],
  ["a wrong number", "TAP version 14\nok 2 - a\n1..1\n"],
  ["a bare #", "TAP version 14\nok 1 - a # b\n1..1\n"],
  ["a block without end", "TAP version 14\nnot ok 1 - a\n  ---\n  x: 1\n1..1\n"],
])("the rules find %s", (_fault, text) => {
  expect(() => parseTap(text)).toThrow();
});
