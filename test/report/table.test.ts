import { describe, expect, test } from "vitest";
import { displayWidth } from "../../src/base/display-width.ts";
import { table } from "../../src/report/table/table.ts";
import { withoutColors } from "../helpers/colors.ts";
import { expectGolden } from "../helpers/golden.ts";
import { arm, head, onlyTrial, render, suite } from "../helpers/report-fixtures.ts";
import { nasty, onePass, SHAPES, threeArms, twelveArms } from "../helpers/report-shapes.ts";
import { commandsIn } from "../helpers/runner-commands.ts";

const shapes = Object.entries(SHAPES);
const widths = [80, 200] as const;

describe.each(widths)("at %i columns", (columns) => {
  test.each(shapes)("%s reads as it did", async (name, fixture) => {
    expectGolden(`report/table-${name}-${columns}.txt`, await render(table, fixture, { columns }));
  });

  test.each(shapes)("%s keeps to the width", async (_name, fixture) => {
    const lines = (await render(table, fixture, { columns })).split("\n");
    const tooWide = lines.filter((line) => displayWidth(line) > columns && !isUncut(line));
    expect(tooWide).toEqual([]);
  });

  test.each(shapes)("%s holds no control character and no command", async (_name, fixture) => {
    const text = await render(table, fixture, { columns });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e\u2066]/u);
    expect(commandsIn(text)).toEqual([]);
  });
});

/** Titles and places are never cut: they are for clicking. */
function isUncut(line: string): boolean {
  return /:\d+$/.test(line) || line.includes(".yaml");
}

test("with colours the text is the same", async () => {
  const colored = await render(table, threeArms, { color: true });
  const plain = await render(table, threeArms);
  expect(colored).toContain("\u001b[31m");
  expect(withoutColors(colored).replaceAll(/ +$/gm, "")).toBe(plain);
});

test("colours come from the style alone", async () => {
  const colored = await render(table, nasty, { color: true });
  expect(withoutColors(colored).replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("an unknown figure is a dash, never 0", async () => {
  const unknown = arm({ cost_usd: null, cost_per_pass_usd: null, latency_ms: { p50: null, p95: null } });
  const text = await render(table, { ...onePass, head: head({ suites: [suite({ arms: [unknown] })] }) });
  expect(text).toMatch(/^cost +–$/m);
  expect(text).toMatch(/^cost\/pass +–$/m);
  expect(text).toMatch(/^p50 \/ p95 +– \/ –$/m);
});

test.each([
  ["simulated", "SIMULATED"],
  ["recorded", "RECORDED"],
  ["mixed", "MIXED"],
] as const)("%s replies are announced first", async (replies, word) => {
  const text = await render(table, { ...onePass, head: head({ run: { ...head().run, replies } }) });
  expect(text.startsWith(word)).toBe(true);
});

test("live replies need no announcement", async () => {
  expect(await render(table, onePass)).not.toMatch(/SIMULATED|RECORDED|MIXED/);
});

test("refused, truncated and errored are three words", async () => {
  const text = await render(table, threeArms);
  for (const word of ["refused (cbrn)", "truncated", "Errored"]) expect(text).toContain(word);
});

test("failures beyond the cap are counted", async () => {
  const many = Array.from({ length: 33 }, (_, index) => onlyTrial(`case-${index}`, "fail"));
  const text = await render(table, { head: head(), trials: [many] });
  expect(text).toContain("Failed (33 trials)");
  expect(text).toContain("… and 13 more: see --reporter json=FILE");
});

test("trials that went alike are told once", async () => {
  const text = await render(table, threeArms);
  expect(text).toMatch(/same .* trials 1, 2/);
});

test("few arms stand side by side, many have a row each", async () => {
  expect(await render(table, threeArms)).toMatch(/^pass rate .*%/m);
  expect(await render(table, twelveArms)).toMatch(/^arm +pass rate/m);
});
