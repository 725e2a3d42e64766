import { expect, test } from "vitest";
import { quiet } from "../../../src/report/formats/quiet.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { head, noTotals, render } from "../../helpers/report-fixtures.ts";
import { nasty, onePass, SHAPES, threeArms, twelveArms } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

test("one passing suite is one short line", async () => {
  expect(await render(quiet, onePass)).toBe("pass  support-triage  30/30  $0.0123  exit 0\n");
});

test("a failed suite says why, simulated replies that they are", async () => {
  expect(await render(quiet, threeArms)).toBe(
    "! 4 of 90 answers are reused: they say nothing of the model as it is today\n" +
      "fail  support-triage  74/88 (2 skipped)  $1.23  exit 1  SIMULATED  claude-haiku-5-5: 80.0% (62.7–90.5%) is below 95%  [lang=日本語 · claude-haiku-5-5 60.0% (6/10), lang=en · claude-haiku-5-5 90.0% (18/20), lang=日本語 · sonnet-cold 90.0% (9/10), … and 3 more]\n",
  );
});

test("a suite alone that passes in a run that does not says why the run does not", async () => {
  const capped = { ...onePass.head, verdict: "incomplete", exit_code: 3 } as const;
  const unknown = { ...capped, totals: { ...capped.totals, cost_usd: null } };
  expect(await render(quiet, { ...onePass, head: unknown })).toBe(
    "incomplete  support-triage  30/30  –  exit 3  what was paid is not known, nor whether the cap held\n",
  );
  const reused = { ...capped, totals: { ...capped.totals, reused_trials: 30 } };
  expect(await render(quiet, { ...onePass, head: reused })).toMatch(/ exit 3 {2}answers are reused, which --strict/);
});

test("what was not run, or does not count, is not below the line", async () => {
  const totals = { ...noTotals, trials: 10, passed: 6, skipped: 3, quarantined: 1 };
  const text = await render(quiet, { head: head({ totals, suites: [] }), trials: [] });
  expect(text).toMatch(/^pass {2}all {2}6\/6 \(3 skipped\)/);
});

test("several suites end with a line for the run", async () => {
  expect((await render(quiet, twelveArms)).trim().split("\n")).toHaveLength(3);
});

test("text from outside stays on its line", async () => {
  const text = await render(quiet, nasty);
  expect(text.trim().split("\n")).toHaveLength(1 + (nasty.head.insights?.notes?.length ?? 0));
  expect(commandsIn(text)).toEqual([]);
});

test.each(Object.entries(SHAPES))("%s reads as it did", async (name, fixture) => {
  expectGolden(`report/quiet-${name}.txt`, await render(quiet, fixture));
});
