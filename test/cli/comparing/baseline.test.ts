import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** As few as still tell no worse from worse at the margin. */
const CASES = 24;
const GATE = "gate: { pass_rate: 0.5, not_worse_than: { baseline: ../base/triage.json, margin: 0.2 } }";
const GOOD = simulatedSuite({ cases: CASES, failing: 2, rest: GATE });
const WORSE = simulatedSuite({ cases: CASES, failing: 12, prompt: "Be kind to {{ m }}", changed: [20], rest: GATE });

const project = (suite = GOOD): string => temporaryProject({ "suites/triage.yaml": suite });
const write = (cwd: string, suite: string): void => writeFileSync(join(cwd, "suites/triage.yaml"), suite);
const run = (cwd: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(["suites/triage.yaml", "--simulate", ...args], { cwd });
const accept = (cwd: string, as = "base/"): Promise<CliResult> => runCli(["accept", "latest", "--as", as], { cwd });
const file = (cwd: string, name: string): unknown => JSON.parse(readFileSync(join(cwd, name), "utf8"));

test("a run becomes the baseline, a worse one is red and says what differs, main's runs pool", async () => {
  const cwd = project();
  const first = await run(cwd);
  expect(first.exitCode).toBe(3);
  expect(first.stdout.replaceAll(/\s+/g, " ")).toContain("there is no baseline yet: base/triage.json does not exist");
  expect(first.stderr).toContain("suites/triage.yaml:30:53: warning: there is no baseline");
  const accepted = await accept(cwd);
  expect(accepted).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("24 cases, 1 arm, 1 run") as string });

  const again = await accept(cwd);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain("is in it already; no run counts twice");

  write(cwd, WORSE);
  const worse = await run(cwd, "--reporter", "table", "--reporter", "json=report.json");
  expect(worse.exitCode).toBe(1);
  const shown = worse.stdout.replaceAll(/\s+/g, " ");
  expect(shown).toMatch(/is worse than the baseline: −\d+\.\d points \(\d+ of 23 cases broke, 0 fixed\)/);
  expect(shown).toContain("1 case with other inputs, not compared: c020");
  expect(shown).toContain("- Say yes to {{ m }}");
  expect(shown).toContain("+ Be kind to {{ m }}");
  expect(file(cwd, "report.json")).toMatchObject({
    suites: [{ comparisons: [{ against: "baseline", cases: 23, only_baseline_passes: 10, verdict: "worse" }] }],
  });
  const red = await accept(cwd, "others/");
  expect(red.exitCode, "D7: a baseline of the runs that passed only is that of the lucky ones").toBe(0);
  expect(red.stdout).toContain("warning: its gate failed: the run is taken all the same");
  expect(red.stdout).toContain("is red 25.0% of the time or more with nothing changed");

  write(cwd, GOOD);
  expect((await run(cwd)).exitCode).toBe(0);
  expect((await accept(cwd)).stdout).toContain("2 runs pooled");
  expect(file(cwd, "base/triage.json")).toMatchObject({
    cases: [
      { id: "c000", arms: [{ passed: 0, failed: 2 }] },
      ...Array.from({ length: CASES - 1 }, () => expect.anything() as unknown),
    ],
  });
  const [stored = ""] = readdirSync(join(cwd, ".prompt-run/runs")).toSorted().toReversed();
  const head = readFileSync(join(cwd, ".prompt-run/runs", stored, "head.json"), "utf8");
  expect(JSON.parse(head)).toMatchObject({ suites: [{ insights: { baseline: { source: "base/triage.json" } } }] });
});

test("a run can be the baseline, an allowed absence is inconclusive, live runs are held against no simulation", async () => {
  const cwd = project();
  const absent = await run(cwd, "--allow-missing-baseline");
  expect(absent.exitCode).toBe(0);
  expect(absent.stdout).toContain("inconclusive");
  expect(absent.stderr).not.toContain("warning");
  write(cwd, WORSE);
  expect((await run(cwd, "--baseline", "latest")).exitCode).toBe(1);
  await runCli(["suites/triage.yaml", "--simulate", "--allow-missing-baseline", "--set", "gate.pass_rate=0"], { cwd });
  expect((await accept(cwd, "base/triage.json")).exitCode).toBe(0);
  const live = await runCli(["suites/triage.yaml", "--base-url", "http://127.0.0.1:9"], {
    cwd,
    env: { ANTHROPIC_API_KEY: "a-key-for-tests" },
  });
  expect(live.exitCode).toBe(2);
  expect(live.stderr).toContain("a live run is not held against it");
});

describe("A12: what fails does not leave the comparison unseen", () => {
  const [LISTED, GONE] = [12, 3];
  const gate = GATE.replace("margin: 0.2", "margin: 0.4");
  const failing = simulatedSuite({ cases: LISTED, failing: GONE, rest: gate.replace("pass_rate: 0.5, ", "") });
  const edited = (count: number, edit: (line: string) => string): string =>
    failing
      .split("\n")
      .map((line) => (/- \{ id: c00/.test(line) && Number(/c(\d+)/.exec(line)?.[1]) < count ? edit(line) : line))
      .join("\n");
  const WAYS: readonly (readonly [string, (line: string) => string, string])[] = [
    ["deleted", () => "", "only on the baseline's side"],
    ["skipped", (line) => line.replace("{ id", "{ skip: flaky, id"), "of the baseline skipped now"],
    ["quarantined", (line) => line.replace("{ id", "{ quarantine: flaky, id"), "of the baseline quarantined now"],
    [
      "asked for less",
      (line) => line.replace(" }, simulate", " }, expect: [{ length: { min_chars: 1 } }], simulate"),
      "with other checks",
    ],
  ];
  const ROWS = WAYS.flatMap(([way, edit, words]) => [
    { way, edit, words, args: [] as readonly string[] },
    { way: `${way} --sequential`, edit, words, args: ["--sequential"] },
  ]);

  const whole = simulatedSuite({ cases: LISTED, rest: gate });
  let baseline = "";
  beforeAll(async () => {
    const cwd = project(whole);
    await run(cwd, "--allow-missing-baseline");
    expect((await accept(cwd)).exitCode).toBe(0);
    baseline = readFileSync(join(cwd, "base/triage.json"), "utf8");
  });
  const accepted = (suite: string): string =>
    temporaryProject({ "suites/triage.yaml": suite, "base/triage.json": baseline });

  test.each(ROWS)("some $way: not green, and named", async ({ edit, words, args }) => {
    const cwd = accepted(edited(GONE, edit));
    const left = await run(cwd, ...args);
    expect(left.exitCode).toBe(3);
    expect(left.stdout.replaceAll(/\s+/g, " ")).toContain(`${GONE} cases ${words}`);
    expect(left.stdout.replaceAll(/\s+/g, " ")).toMatch(/only \d+ of (the )?\d+ cases/);
  });

  test("up to 1 - min_paired may leave, and are named", async () => {
    const cwd = accepted(whole.replace("{ id: c000", "{ quarantine: flaky, id: c000"));
    const left = await run(cwd);
    expect(left.exitCode).toBe(0);
    expect(left.stdout.replaceAll(/\s+/g, " ")).toContain(
      "1 case of the baseline quarantined now, in no comparison: c000",
    );
  });

  test("a part that was asked for is held against that part", async () => {
    expect((await run(accepted(whole), "--case", "c00*")).exitCode).toBe(0);
  });
});

describe("bad baselines", () => {
  const BASE = { format: "prompt-run.baseline", format_version: 1, suite: "triage", file: "x", replies: "simulated" };
  const ARM = { id: "a/b", model: "m", settings: {}, prompt_text: null, served: [], runs: ["r"] };
  const WHOLE = { ...BASE, tool_version: "0", price_table: "p", arms: [ARM], cases: [] };
  const one = (id: string, arms: unknown[] = [null]): unknown => ({ id, inputs: null, checks: null, arms });
  test.each([
    ["no JSON", "{", 2, "base/triage.json is not JSON"],
    ["something else", "{}", 2, "is no baseline (/: required)"],
    ["a later version", JSON.stringify({ ...WHOLE, format_version: 2 }), 2, "another version of prompt-run"],
    [
      "an unsorted one",
      JSON.stringify({ ...WHOLE, cases: [one("b"), one("a")] }),
      2,
      "is not sorted by id: a comes after b",
    ],
    [
      "attack 3: a run that a merge has left twice",
      JSON.stringify({ ...WHOLE, arms: [{ ...ARM, runs: ["r", "s", "r"] }] }),
      2,
      "has the run r twice",
    ],
    ["attack 3: an arm twice", JSON.stringify({ ...WHOLE, arms: [ARM, ARM] }), 2, "has the arm a/b twice"],
    ["missing results", JSON.stringify({ ...WHOLE, cases: [one("a", [])] }), 2, "has 0 results of a for 1 arms"],
    ["another suite's", JSON.stringify({ ...WHOLE, suite: "other" }), 3, "is the baseline of the suite other"],
    [
      "arms that do not pair",
      JSON.stringify({ ...WHOLE, arms: [ARM, { ...ARM, id: "c/d" }] }),
      3,
      "no arm has the same id",
    ],
    ["no case in common", JSON.stringify(WHOLE), 3, "no case pairs with a/b: nothing was compared"],
  ])("%s", async (_, text, exitCode, message) => {
    const suite = simulatedSuite({ cases: 2, rest: GATE });
    const cwd = temporaryProject({ "suites/triage.yaml": suite, "base/triage.json": text });
    const result = await run(cwd);
    expect(`${result.stderr}${result.stdout}`.replaceAll(/\s+/g, " ")).toContain(message);
    expect(result.exitCode).toBe(exitCode);
  });

  test("a path out of the project", async () => {
    const cwd = project(GOOD.replace("../base/triage.json", "../../../../etc/hostname"));
    const { exitCode, stderr } = await run(cwd);
    expect([exitCode, stderr.includes("leads out of the project")]).toEqual([2, true]);
  });

  test.each([
    [["accept", "latest"], "missing required option `--as <file>`"],
    [["accept", "nothing", "--as", "x"], "there is no run"],
  ])("%j", async (args, message) => {
    const { exitCode, stderr } = await runCli(args, { cwd: project() });
    expect([exitCode, stderr.includes(message)]).toEqual([2, true]);
  });
});

test("two suites need a folder, and an incomplete run is refused", async () => {
  const other = simulatedSuite({ name: "other one", cases: 2 });
  const broken =
    "model: claude-haiku-5-5\nprompt: x\ncases: [{ id: a, simulate: { error: { status: 500 } }, expect: [{ contains: x }] }, { id: b, simulate: x, expect: [{ contains: x }] }]";
  const cwd = temporaryProject({ "a.yaml": other, "b.yaml": simulatedSuite({ cases: 2 }), "broken.yaml": broken });
  await runCli(["a.yaml", "b.yaml", "--simulate"], { cwd });
  expect((await accept(cwd, "base.json")).stderr).toContain("name a folder, --as base.json/");
  expect((await accept(cwd, "base/")).exitCode).toBe(0);
  expect(readdirSync(join(cwd, "base")).toSorted()).toEqual(["other-one.json", "triage.json"]);
  await runCli(["broken.yaml", "--simulate", "--max-attempts", "1"], { cwd });
  expect((await accept(cwd, "c.json")).stderr).toMatch(/cannot become a baseline: its gate is incomplete/);
});

describe("a baseline that --baseline names", () => {
  const RULE = "gate: { not_worse_than: { margin: 0.2 } }";
  const flat = ({ stdout, stderr }: CliResult): string => `${stderr}${stdout}`.replaceAll(/\s+/g, " ");

  test.each([
    ["the default gate", ""],
    ["gate: none", "gate: none"],
    ["another rule", "gate: { pass_rate: 0.5 }"],
  ])("is missing: %s is a wrong argument, unless that is allowed", async (_, rest) => {
    const cwd = project(simulatedSuite({ cases: 3, rest }));
    const missing = await run(cwd, "--baseline", "nope.json");
    expect([missing.exitCode, flat(missing)]).toEqual([2, expect.stringContaining("there is no baseline")]);
    const allowed = await run(cwd, "--baseline", "nope.json", "--allow-missing-baseline", "--reporter", "quiet");
    expect([allowed.exitCode, flat(allowed)]).toEqual([0, expect.stringContaining("nope.json does not exist")]);
    expect((await accept(cwd)).exitCode).toBe(0);
  });

  test.each([
    ["a folder", "bsae/", "bsae/ does not exist: did you mean `--baseline base/`?"],
    ["a file", "base/traige.json", "base/traige.json does not exist: did you mean `--baseline base/triage.json`?"],
  ])("is missing, and its name is nearly that of %s which is there: that one is named", async (_, named, words) => {
    const cwd = project(simulatedSuite({ cases: 3, rest: RULE }));
    await run(cwd, "--baseline", "first.json", "--allow-missing-baseline");
    expect((await accept(cwd)).exitCode).toBe(0);
    const refused = await run(cwd, "--baseline", named);
    expect([refused.exitCode, flat(refused)]).toEqual([
      2,
      expect.stringMatching(/did you mean base\/(triage\.json)?\?/),
    ]);
    const allowed = await run(cwd, "--baseline", named, "--allow-missing-baseline");
    expect([allowed.exitCode, flat(allowed)]).toEqual([0, expect.stringContaining(words)]);
    expect(allowed.stderr).toContain("[missing-baseline]");
  });

  test("is what a rule without one compares with, and what replaces the rule's own", async () => {
    const suite = { cases: CASES, prompt: "Be kind to {{ m }}", failing: 12 };
    const cwd = project(simulatedSuite({ cases: CASES, rest: RULE }));
    const none = await run(cwd);
    expect([none.exitCode, flat(none)]).toEqual([3, expect.stringContaining("--baseline is not given")]);
    expect((await accept(cwd)).exitCode).toBe(0);
    expect((await run(cwd, "--baseline", "base/")).exitCode).toBe(0);
    write(cwd, simulatedSuite({ ...suite, rest: RULE }));
    const worse = await run(cwd, "--baseline", "base/triage.json");
    expect([worse.exitCode, flat(worse)]).toEqual([1, expect.stringContaining("is worse than the baseline")]);
    write(cwd, simulatedSuite({ ...suite, rest: RULE.replace("margin", "baseline: nowhere.json, margin") }));
    expect((await run(cwd, "--baseline", "base")).exitCode).toBe(1);
  });

  test("and that no rule uses is said to be only shown", async () => {
    const cwd = project(simulatedSuite({ cases: 6 }));
    await run(cwd);
    await accept(cwd);
    write(cwd, simulatedSuite({ cases: 6, failing: 2, rest: "gate: { pass_rate: 0.1 }" }));
    for (const reporter of ["table", "markdown", "quiet"]) {
      const idle = await run(cwd, "--baseline", "base/", "--reporter", reporter);
      expect(idle.exitCode).toBe(0);
      expect(flat(idle)).toMatch(/no rule of the gate uses the baseline base\/?, it is only shown/);
    }
  });
});

test("accepting a run of a part leaves the rest of the baseline, and says so", async () => {
  const cwd = project(simulatedSuite({ cases: 3, failing: 0 }));
  await run(cwd);
  await accept(cwd);
  await run(cwd, "--case", "c001");
  const { exitCode, stdout } = await accept(cwd);
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringMatching(/3 cases.*\n.*kept as they were: 2 cases[^]*only a part/),
  ]);
  expect(file(cwd, "base/triage.json")).toMatchObject({
    cases: [{ arms: [{ passed: 1 }] }, { id: "c001", arms: [{ passed: 2 }] }, { arms: [{ passed: 1 }] }],
  });
});
