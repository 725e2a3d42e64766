import { describe, expect, test } from "vitest";
import { displayWidth } from "../../../src/base/display-width.ts";
import { table } from "../../../src/report/table/table.ts";
import { withoutColors } from "../../helpers/reports/colors.ts";
import { expectGolden } from "../../helpers/golden.ts";
import {
  arm,
  comparison,
  failedTrial,
  head,
  onlyTrial,
  rate,
  render,
  rule,
  skippedTrial,
  suite,
  trial,
} from "../../helpers/report-fixtures.ts";
import { mixed, nasty, onePass, SHAPES, threeArms, twelveArms } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

const shapes = Object.entries(SHAPES);
const widths = [40, 80, 120, 200] as const;

describe.each(widths)("at %i columns", (columns) => {
  test.each(shapes)("%s reads as it did", async (name, fixture) => {
    expectGolden(`report/table-${name}-${columns}.txt`, await render(table, fixture, { columns }));
  });

  test.each(shapes)("%s at length reads as it did", async (name, fixture) => {
    if (columns === 80)
      expectGolden(`report/table-${name}-verbose.txt`, await render(table, fixture, { columns, verbose: true }));
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

/** Places and commands are never cut: they are for clicking and copying. */
function isUncut(line: string): boolean {
  return /:\d+$/.test(line) || /^ {2}prompt-run (view|try|report|resume) /.test(line);
}

test("with colours the text is the same", async () => {
  const colored = await render(table, threeArms, { color: true, verbose: true });
  const plain = await render(table, threeArms, { verbose: true });
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
  expect(text).toMatch(/^✓ support-triage .* –  +–$/m);
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
  for (const word of ["refused (cbrn)", "truncated", "errored"]) expect(text).toContain(word);
});

test("failures beyond the cap are counted", async () => {
  const many = Array.from({ length: 33 }, (_, index) => onlyTrial(`case-${index}`, "fail"));
  const text = await render(table, { head: head(), trials: [many] });
  expect(text).toContain("33 trials failed in 33 cases");
  expect(text).toContain("… 25 more cases");
  expect(await render(table, { head: head(), trials: [many] }, { verbose: true })).not.toContain("more cases");
});

test("trials that went alike are told once, those that passed in between are counted", async () => {
  const trials = [1, 2, 3].map((number) =>
    number === 2 ? trial({ trial: 2 }) : failedTrial("dunno", "is none of billing, refunds", { trial: number }),
  );
  const text = await render(table, { head: head(), trials: [trials] });
  expect(text).toMatch(/refund {2}2 of 3 {2}is none of billing, refunds/);
  expect(text.match(/is none of/g)).toHaveLength(1);
});

test("every arm has a row, the common start of their names is taken off", async () => {
  const text = await render(table, twelveArms, { columns: 120 });
  expect(text).toMatch(/^ {2}! opus-thinks\/v2 /m);
  const same = ["claude-haiku-5-5/v1", "claude-sonnet-5-5/v1"].map((id) => arm({ id }));
  const short = await render(table, { ...onePass, head: head({ suites: [suite({ arms: same })] }) });
  expect(short).toMatch(/^ {2}haiku-5-5\/v1 /m);
});

test("A2: a suite without a gate is neither green nor red, and counts as no suite that passed", async () => {
  const open = suite({ gate: { verdict: null, note: null, rules: [] }, arms: [arm({ passed: 0, failed: 4 })] });
  const alone = await render(table, { ...onePass, head: head({ suites: [open] }) }, { color: true });
  expect(withoutColors(alone)).toContain("– NO GATE  No gate, so no verdict: 0 of 4 trials passed.");
  expect(alone).not.toContain("\u001b[32m");
  const both = await render(table, { ...onePass, head: head({ suites: [open, suite()] }) });
  expect(both).toContain("1 of 1 gated suite passed, 1 without a gate.");
});

test("A3: every red suite is named, proven regressions first, passing ones fold into a line", async () => {
  const text = await render(table, mixed, { columns: 100 });
  const end = text.slice(text.indexOf("✗ FAIL"));
  expect(end.indexOf("triage is worse than the baseline")).toBeGreaterThan(0);
  expect(end.indexOf("triage is worse")).toBeLessThan(end.indexOf("reviews failed: 50.0% passed, less than 95.0%."));
  expect(end).toContain("haiku/v1 −31.7 points (2 of 30 cases broke, 1 fixed)");
  expect(end).toContain("The prompt changed.");
  expect(end).toContain("2 of 4 suites passed.");
  expect(text).toContain("✓ 2 more suites passed: 60 of 60 trials (a, b)");
});

test("B15: the end names the run, and the commands that come next", async () => {
  const text = await render(table, mixed, { store: "elsewhere" });
  expect(text).toContain("prompt-run view 2026-11-22T09-30-00-7f3a --store elsewhere");
  expect(text).toContain("prompt-run try suites/triage.yaml --case one --model haiku --prompt v1");
  expect(text).not.toContain("--reporter json");
});

test("D4: a case without an id is its place and the start of its input, in every list", async () => {
  const id = "0123456789ab";
  const at = { location: { file: "data/t.csv", line: 4 }, vars: { message: "Where is my parcel? I need it." } };
  const trials = [failedTrial("no", "is not yes", { case: id, ...at }), skippedTrial("budget", { case: id, ...at })];
  const failed = rule({ rule: "all_pass", verdict: "fail", reason: `1 of 2 trials failed: ${id} and 3 more cases` });
  const gate = { verdict: "fail", note: null, rules: [failed] } as const;
  const red = suite({ verdict: "fail", gate: { ...gate, rules: [failed] } });
  const text = await render(table, { head: head({ verdict: "fail", suites: [red] }), trials: [trials] });
  expect(text.replace(`--case ${id}`, "")).not.toContain(id);
  expect(text).toContain("data/t.csv:4");
  expect(text).toContain("“Where is my parcel? I need it.”");
  expect(text).toContain("1 × budget (t.csv:4)");
});

test("a place is a hyperlink where the terminal follows them, and as wide as its text", async () => {
  const one = { head: head(), trials: [[failedTrial("no", "is not yes")]] };
  const linked = await render(table, one, { linkTo: (file) => `file:///work/${file}` });
  const bell = "\u001b]8;;";
  expect(linked).toContain(`${bell}file:///work/suites/triage.yaml\u001b\\suites/triage.yaml:41${bell}\u001b\\`);
  const plain = linked
    .replaceAll(`${bell}file:///work/suites/triage.yaml\u001b\\`, "")
    .replaceAll(`${bell}\u001b\\`, "");
  expect(plain).toBe(await render(table, one));
});

test("A8: a rate that is a mean over cases says so beside counts of trials", async () => {
  const uneven = arm({ passed: 13, failed: 3, pass_rate: rate(0.833, 12) });
  const text = await render(table, { ...onePass, head: head({ suites: [suite({ arms: [uneven] })] }) });
  expect(text).toContain("pass rate: the mean over cases");
  expect(await render(table, onePass)).not.toContain("the mean over cases");
});

test("the input shown of a case is what differs from the others, not the longest text", async () => {
  const trials = ["Is it due?", "Who pays?"].map((question) =>
    failedTrial("no", "is not yes", {
      case: `about-${question.length}`,
      vars: { question, contract: "The contract. ".repeat(90) },
    }),
  );
  const text = await render(table, { head: head(), trials: [trials] });
  expect(text).toContain("“Who pays?”");
  expect(text).not.toContain("The contract");
});

test("the input shown is the same variable in every case, though a label may be longer than it in one", async () => {
  const trials = ["Where is my parcel?", "?"].map((message, index) =>
    failedTrial("no", "is not yes", {
      case: `c${index}`,
      vars: { message, queue: index === 0 ? "returns" : "account" },
    }),
  );
  const text = await render(table, { head: head(), trials: [trials] });
  expect(text).toContain("“?”");
  expect(text).not.toContain("account");
});

test("D4: lists of cases in the statistics name places too", async () => {
  const id = "0123456789ab";
  const red = suite({
    gate: { verdict: "fail", note: null, rules: [rule({ verdict: "fail", reason: `1 of 2 trials failed: ${id}` })] },
    comparisons: [comparison({ regressed: [id], improved: [] })],
    insights: {
      repeats: { flaky: [{ case: id, arm: arm().id, passed: 1, failed: 1 }], flaky_total: 1, estimates: [] },
    },
  });
  const trials = [failedTrial("no", "is not yes", { case: id, location: { file: "t.csv", line: 4 } })];
  const text = await render(table, { head: head({ suites: [red] }), trials: [trials] }, { verbose: true });
  expect(text.replace(`--case ${id}`, "")).not.toContain(id);
  expect(text).toContain("regressed  t.csv:4");
});

test("A9: the tools that were called stand before the answer", async () => {
  const calls = [{ id: "t", name: "get_weather", input: { city: "Paris" } }];
  const turns = trial().turns.map((turn) => ({ ...turn, output: "It is 14 °C.", tool_calls: calls }));
  const text = await render(table, { head: head(), trials: [[failedTrial("It is 14 °C.", "no", { turns })]] });
  const [call, answer] = ['│ → get_weather {"city":"Paris"}', "│ It is 14 °C."].map((part) => text.indexOf(part));
  expect(call).toBeGreaterThan(0);
  expect(answer).toBeGreaterThan(call ?? 0);
});

test("the input shown was sent: a column with the answer to simulate is none", async () => {
  const trials = ["Where is it?", "Who pays?"].map((message, index) => {
    const turns = trial().turns.map((turn) => ({ ...turn, user: `Route: ${message}` }));
    const vars = { message, reply: `A long reply of the model, number ${index}` };
    return failedTrial("no", "is not yes", { case: `c${index}`, vars, turns });
  });
  const text = await render(table, { head: head(), trials: [trials] });
  expect(text).toContain("“Who pays?”");
  expect(text).not.toContain("A long reply");
});

test("D12: what stands above on the same terminal, with its next step, is not told again", async () => {
  const warnings = [
    { code: "deprecated-model", message: "old", file: "s.yaml", line: 1 },
    { code: "selection", message: "a part", file: null, line: null },
  ];
  const fixture = { ...onePass, head: head({ run: { ...head().run, warnings } }) };
  expect(await render(table, fixture, {})).toMatch(/warning: old[\s\S]*warning: a part/);
  expect(await render(table, fixture, { warningsTold: true })).not.toContain("old");
  expect(await render(table, fixture, { warningsTold: true })).toContain("warning: a part");
});
