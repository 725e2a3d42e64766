import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { id: a, vars: { word: one }, expect: [{ contains: one }], simulate: one }
  - { id: b, vars: { word: two }, expect: [{ contains: two }], simulate: three }
`;

/** Runs the action's step in a project, as the runner does. */
function runStep(inputs: Readonly<Record<string, string>>) {
  const cwd = temporaryProject({ "suites/a.yaml": SUITE });
  const command = join(cwd, "prompt-run");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "dist/cli/main.js")}" "$@"\n`);
  chmodSync(command, 0o755);
  const output = join(cwd, "output");
  const env = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_OUTPUT: output,
    GITHUB_WORKSPACE: cwd,
    PROMPT_RUN_COMMAND: command,
    INPUT_SUITES: "suites/*.yaml",
    INPUT_REPLIES: "simulate",
    ...inputs,
  };
  const result = spawnSync("bash", [join(ROOT, "scripts/action.sh")], { cwd, env, encoding: "utf8" });
  const outputs = existsSync(output) ? readFileSync(output, "utf8") : "";
  return { cwd, exitCode: result.status, stdout: result.stdout, stderr: result.stderr, outputs };
}

test("a red run is a red step, with the table, annotations, outputs and four reports", () => {
  const { cwd, exitCode, stdout, outputs } = runStep({});
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ FAIL[\s\S]*\n::error file=suites\/a.yaml,line=5,title=b failed/);
  expect(outputs).toMatch(/^verdict=fail\nexit_code=1\n/);
  for (const file of ["report.json", "junit.xml", "report.html", "report.md"]) {
    expect(existsSync(join(cwd, "prompt-run-reports", file))).toBe(true);
  }
  expect(outputs).toContain("report_json=prompt-run-reports/report.json\n");
});

test("a green run is a green step, more arguments are passed on", () => {
  const { exitCode, outputs } = runStep({ INPUT_ARGUMENTS: "--case\r\na\n\n", INPUT_REPORTS: "out" });
  expect(exitCode).toBe(0);
  expect(outputs).toContain("report_junit=out/junit.xml\n");
});

test.each([
  ["suites", { INPUT_SUITES: "suites/a.yaml\n$(touch pwned)\n`touch pwned`; touch pwned" }],
  ["arguments", { INPUT_ARGUMENTS: "--tag\n$(touch pwned)" }],
  ["reports", { INPUT_REPORTS: "$(touch pwned)" }],
  ["max-cost", { INPUT_MAX_COST: "1; touch pwned" }],
])("no text of the input %s is run", (_name, inputs) => {
  expect(existsSync(join(runStep(inputs).cwd, "pwned"))).toBe(false);
});

test.each([
  ["no suites", { INPUT_SUITES: " \n" }, "the input suites is empty"],
  ["unknown replies", { INPUT_REPLIES: "fake" }, "none of live, reuse, offline, simulate"],
  ["no key", { INPUT_REPLIES: "live" }, "ANTHROPIC_API_KEY"],
  ["a cost that is none", { INPUT_MAX_COST: "much" }, "--max-cost"],
])("%s is exit 2", (_what, inputs, message) => {
  const { exitCode, stderr } = runStep(inputs);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test("the key comes from its input, and a baseline that is missing is said", () => {
  const { stderr, exitCode } = runStep({ INPUT_API_KEY: "sk-test-0123456789", INPUT_BASELINE: "baselines/" });
  expect(stderr).not.toContain("sk-test-0123456789");
  expect(exitCode).toBe(1);
});
