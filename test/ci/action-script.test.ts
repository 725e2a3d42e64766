import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { permanentProject, temporaryProject } from "../helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { id: a, vars: { word: one }, expect: [{ contains: one }], simulate: one }
  - { id: b, vars: { word: two }, expect: [{ contains: two }], simulate: three }
`;

const MAIN = join(ROOT, "dist/cli/main.js");
const PROMPT_RUN = `exec "${process.execPath}" "${MAIN}" "$@"`;
/** In the place of a run: writes down what it was given. */
const WRITES_DOWN = `printf '%s\\n' "$@" > given`;

/** Runs the action's step in a project, as the runner does. */
function runStep(inputs: Readonly<Record<string, string>>) {
  return runStepIn(temporaryProject({ "suites/a.yaml": SUITE }), inputs);
}

function runStepIn(cwd: string, inputs: Readonly<Record<string, string>>, script = PROMPT_RUN) {
  const command = join(cwd, "prompt-run");
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
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
  const files = /^reports<<(\w+)\n([\s\S]*?)\1$/m.exec(outputs)?.[2]?.trimEnd().split("\n") ?? [];
  expect(files).toContain("prompt-run-reports/annotations.txt");
  expect(files.filter((file) => !existsSync(join(cwd, file)))).toEqual([]);
});

test("a green run is a green step, more arguments are passed on", () => {
  const { exitCode, outputs } = runStep({ INPUT_ARGUMENTS: "--case\r\na\n\n", INPUT_REPORTS: "out" });
  expect(exitCode).toBe(0);
  expect(outputs).toContain("report_junit=out/junit.xml\n");
});

test("no text of an input is run: the command is given it as it stands", () => {
  const inputs = {
    INPUT_SUITES: "suites/a.yaml\n$(touch pwned)\n`touch pwned`; touch pwned",
    INPUT_ARGUMENTS: "--tag\n$(touch pwned) in a tag",
    INPUT_REPORTS: "$(touch pwned)",
    INPUT_MAX_COST: "1; touch pwned",
  };
  const cwd = temporaryProject({});
  expect(runStepIn(cwd, inputs, WRITES_DOWN).exitCode).toBe(0);
  const given = readFileSync(join(cwd, "given"), "utf8").split("\n");
  const written = "json=$(touch pwned)/report.json";
  expect(given).toEqual(
    expect.arrayContaining([
      ...Object.values(inputs)
        .flatMap((text) => text.split("\n"))
        .filter((line) => line !== inputs.INPUT_REPORTS),
      written,
    ]),
  );
  expect(existsSync(join(cwd, "pwned"))).toBe(false);
  const run = runStep({ INPUT_REPORTS: inputs.INPUT_REPORTS });
  expect(readFileSync(join(run.cwd, inputs.INPUT_REPORTS, "report.json"), "utf8")).toContain('"fail"');
  expect(existsSync(join(run.cwd, "pwned"))).toBe(false);
});

test.each([
  ["no suites", { INPUT_SUITES: " \n" }, "the input suites is empty"],
  ["an unknown word", { INPUT_FIRST_BASELINE: "yes" }, "none of true, false"],
  ["unknown replies", { INPUT_REPLIES: "fake" }, "none of live, reuse, offline, simulate"],
  ["no key", { INPUT_REPLIES: "live" }, "ANTHROPIC_API_KEY"],
  ["a cost that is none", { INPUT_MAX_COST: "much" }, "--max-cost"],
])("%s is exit 2", (_what, inputs, message) => {
  const { exitCode, stderr } = runStep(inputs);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test.each([
  ["a wrong argument", { INPUT_ARGUMENTS: "--nonsense" }],
  ["a suite that is none", { INPUT_SUITES: "suites/none.yaml" }],
  ["an empty input", { INPUT_SUITES: "" }],
])("attack 11: %s leaves no report of an earlier run", (_what, inputs) => {
  const names = ["report.json", "junit.xml", "report.html", "report.md"].map((name) => `prompt-run-reports/${name}`);
  const stale = Object.fromEntries(names.map((name) => [name, '{"verdict":"pass"}']));
  const cwd = temporaryProject({ "suites/a.yaml": SUITE, ...stale });
  expect(runStepIn(cwd, inputs)).toMatchObject({ exitCode: 2, outputs: "" });
  expect(names.filter((name) => existsSync(join(cwd, name)))).toEqual([]);
});

test("the key comes from its input, and a baseline that is missing is said", () => {
  const { stderr, exitCode } = runStep({ INPUT_API_KEY: "sk-test-0123456789", INPUT_BASELINE: "baselines/" });
  expect(stderr).not.toContain("sk-test-0123456789");
  expect(exitCode).toBe(1);
});

describe("A10: a renamed suite, or a baseline that is taken away, is not green", () => {
  const GATED = `${SUITE.replace("simulate: three", "simulate: two")}gate: { pass_rate: 0, not_worse_than: { margin: 0.1 } }\n`;
  const BROKEN = GATED.replace("simulate: two", "simulate: three");
  const git = (cwd: string, ...args: readonly string[]): void => {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    const { status, stderr } = spawnSync("git", [...identity, ...args], { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  let withoutBaseline = "";
  let withItsBaseline = "";
  beforeAll(async () => {
    withoutBaseline = await checkout(false);
    withItsBaseline = await checkout(true);
  });
  /** A copy of a checkout of a pull request whose base branch has this suite; `withBaseline`: and its accepted baseline. */
  const pullRequest = (withBaseline: boolean): string => {
    const cwd = temporaryProject({});
    cpSync(withBaseline ? withItsBaseline : withoutBaseline, cwd, { recursive: true });
    return cwd;
  };
  const checkout = async (withBaseline: boolean): Promise<string> => {
    const cwd = permanentProject({ "suites/a.yaml": GATED });
    rmSync(join(cwd, ".git"), { recursive: true });
    git(cwd, "init", "--quiet", "--initial-branch=main");
    if (withBaseline) {
      await runCli(["suites/a.yaml", "--simulate", "--allow-missing-baseline"], { cwd });
      expect((await runCli(["accept", "latest", "--as", "baselines/"], { cwd })).exitCode).toBe(0);
      rmSync(join(cwd, ".prompt-run"), { recursive: true });
    }
    git(cwd, "add", "-A");
    git(cwd, "commit", "--quiet", "-m", "base");
    git(cwd, "update-ref", "refs/remotes/origin/main", "HEAD");
    return cwd;
  };
  const step = (cwd: string, inputs: Readonly<Record<string, string>> = {}) =>
    runStepIn(cwd, { INPUT_BASELINE: "baselines/", GITHUB_BASE_REF: "main", ...inputs });

  test("attack 4: where there is none at all, as when a cache is gone, it is incomplete; the run can be accepted", async () => {
    const cwd = pullRequest(false);
    const { exitCode, outputs, stderr } = step(cwd);
    expect(exitCode).toBe(3);
    expect(outputs).toContain("verdict=incomplete");
    expect(stderr).toContain("there is none at all at baselines/");
    // The folder that was made is no baseline.
    expect(runStepIn(cwd, { INPUT_BASELINE: "baselines/" }, WRITES_DOWN).exitCode).toBe(0);
    const given = readFileSync(join(cwd, "given"), "utf8");
    expect(given).toContain("--baseline\nbaselines/\n");
    expect(given).not.toContain("--allow-missing-baseline");
    expect((await runCli(["accept", "latest", "--as", "baselines/"], { cwd })).exitCode).toBe(0);
    expect(step(cwd).exitCode).toBe(0);
  });

  test("attack 4: that it is the first time is told by an input, which takes nothing else back", () => {
    const first = { INPUT_FIRST_BASELINE: "true" };
    expect(step(pullRequest(false), first)).toMatchObject({
      exitCode: 0,
      outputs: expect.stringContaining("inconclusive") as string,
    });
    const cwd = pullRequest(true);
    rmSync(join(cwd, "baselines"), { recursive: true });
    expect(step(cwd, first).exitCode).toBe(2);
  });

  test("a suite that is new is inconclusive beside those that are held against theirs", () => {
    const cwd = pullRequest(true);
    writeFileSync(join(cwd, "suites/b.yaml"), GATED);
    expect(step(cwd).exitCode).toBe(0);
  });

  test.each<readonly [string, (cwd: string) => void]>([
    ["by its name", (cwd) => writeFileSync(join(cwd, "suites/a.yaml"), `name: other\n${BROKEN}`)],
    [
      "by its file",
      (cwd) => {
        rmSync(join(cwd, "suites/a.yaml"));
        writeFileSync(join(cwd, "suites/c.yaml"), BROKEN);
      },
    ],
  ])("a suite renamed %s is incomplete, and said", (_, rename) => {
    const cwd = pullRequest(true);
    rename(cwd);
    const { exitCode, stderr, stdout } = step(cwd);
    expect(exitCode).toBe(3);
    expect(stderr).toContain("orphan-baseline");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("but baselines/a.json does: its suite `a`");
  });

  test("a suite that is deleted is said", () => {
    const cwd = pullRequest(true);
    writeFileSync(
      join(cwd, "suites/b.yaml"),
      "model: claude-haiku-5-5\nprompt: hi\ncases: [{ expect: [{ contains: hi }] }]\ngate: none\n",
    );
    rmSync(join(cwd, "suites/a.yaml"));
    const { stderr } = step(cwd);
    expect(stderr).toContain("its suite `a` (suites/a.yaml) was deleted or renamed");
  });

  test("a baseline that the pull request takes away is still asked for", () => {
    const cwd = pullRequest(true);
    rmSync(join(cwd, "baselines"), { recursive: true });
    writeFileSync(join(cwd, "suites/a.yaml"), `name: other\n${BROKEN}`);
    const { exitCode, stderr } = step(cwd);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("baselines/a.json is on the base branch and not here");
  });

  test("where the base branch cannot be read, a missing baseline is not allowed", () => {
    const { exitCode, stderr } = step(pullRequest(false), { GITHUB_BASE_REF: "gone" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("the base branch cannot be read");
  });
});
