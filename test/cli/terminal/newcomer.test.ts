import { describe, expect, test } from "vitest";
import { reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASE = `cases: [{ id: sky, vars: { q: sky }, expect: [{ equals: blue }], simulate: blue }]\n`;
const ARMS = `name: colours
models: [claude-haiku-5-5, claude-opus-5-5]
prompts: { v1: "Name a colour. {{ q }}", v2: "One colour: {{ q }}" }
${CASE}`;
const JSON_REPORT = ["--simulate", "--reporter", "json"];

describe("D2: a gate that names arms", () => {
  const suite = `${ARMS}gate: { arms: [claude-haiku-5-5/v1], pass_rate: 1 }\n`;

  test.each([
    ["a model of the suite", ["--model", "claude-opus-5-5"], ["claude-opus-5-5/v1", "claude-opus-5-5/v2"], true],
    ["a prompt", ["--prompt", "v2"], ["claude-haiku-5-5/v2", "claude-opus-5-5/v2"], true],
    ["another model", ["--model", "claude-sonnet-5"], ["claude-sonnet-5/v1", "claude-sonnet-5/v2"], true],
    ["an arm that is there", ["--model", "claude-haiku-5-5"], ["claude-haiku-5-5/v1"], false],
  ])("is held against what runs with %s", async (_name, args, gated, isWarned) => {
    const ran = await runCli(["s.yaml", ...args, ...JSON_REPORT], { cwd: temporaryProject({ "s.yaml": suite }) });
    expect([ran.exitCode, ran.stderr.includes("which this run leaves out")]).toEqual([0, isWarned]);
    expect(reportOf(ran).suites[0]?.gate.rules.map(({ arm }) => arm)).toEqual(gated);
  });

  test("does not keep `try` from one of the others", async () => {
    const cwd = temporaryProject({ "s.yaml": suite });
    expect((await runCli(["try", "s.yaml", "--prompt", "v2", "--simulate"], { cwd })).exitCode).toBe(0);
  });

  test("with an arm to compare with that is left out is incomplete, never green", async () => {
    const compared = `${ARMS}gate: { not_worse_than: { arm: claude-haiku-5-5/v1 } }\n`;
    const cwd = temporaryProject({ "s.yaml": compared });
    const ran = await runCli(["s.yaml", "--prompt", "v2", ...JSON_REPORT], { cwd });
    expect([ran.exitCode, reportOf(ran).suites[0]?.gate.verdict]).toEqual([3, "incomplete"]);
  });
});

const ONE = `name: colours\nmodel: claude-haiku-5-5\nprompt: { file: p.md }\n${CASE}gate: { pass_rate: 1 }\n`;

describe("D13: the newest run", () => {
  test("is what `grade` and `report` take, and never one of `calibrate`", async () => {
    const cwd = temporaryProject({ "s.yaml": ONE, "p.md": "{{ q }}" });
    const ran = reportOf(await runCli(["s.yaml", ...JSON_REPORT], { cwd }));
    expect((await runCli(["calibrate", "s.yaml", "--simulate"], { cwd })).exitCode).toBe(0);
    for (const command of ["grade", "report"]) {
      expect(reportOf(await runCli([command, "--reporter", "json"], { cwd })).run.id).toBe(ran.run.id);
    }
  });

  test("a misspelt --baseline is found before anything is sent", async () => {
    const cwd = temporaryProject({ "s.yaml": ONE, "p.md": "{{ q }}" });
    const ran = await runCli(["s.yaml", "--baseline", "baselines/colour.json", ...JSON_REPORT], { cwd });
    expect([ran.exitCode, ran.stdout, ran.stderr]).toEqual([2, "", expect.stringContaining("there is no baseline")]);
    const allowed = ["s.yaml", "--baseline", "b.json", "--allow-missing-baseline", ...JSON_REPORT];
    expect((await runCli(allowed, { cwd })).stdout).not.toBe("");
  });
});

test("D11: a prompt that is checked out with CRLF is the same request", async () => {
  const hashes = ["a\n{{ q }}\n", "a\r\n{{ q }}\r\n"].map(async (text) => {
    const ran = await runCli(["s.yaml", ...JSON_REPORT], { cwd: temporaryProject({ "s.yaml": ONE, "p.md": text }) });
    return reportOf(ran).suites[0]?.trials.map(({ request_hash: hash }) => hash);
  });
  const [lf, crlf] = await Promise.all(hashes);
  expect(lf?.[0]).toMatch(/\w{8}/);
  expect(crlf).toEqual(lf);
});

test.each(["yml", "json"])("D7: prompt-run.config.%s is named, not ignored", async (ending) => {
  const cwd = temporaryProject({ "s.yaml": ONE, "p.md": "{{ q }}", [`prompt-run.config.${ending}`]: "{}" });
  const { exitCode, stderr } = await runCli(["validate", "s.yaml"], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("call it prompt-run.config.yaml")]);
});
