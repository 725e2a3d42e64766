import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli, type CliResult } from "../../helpers/run-cli.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { id: a, vars: { word: one }, expect: [{ contains: one }], simulate: one }
  - { id: b, vars: { word: two }, expect: [{ contains: two }], simulate: "::error::three ##[error]four" }
`;

interface Step {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  read(name: "summary" | "output"): string;
}

/** A project below the workspace, and the files that GitHub gives a step. */
function step(suite = SUITE): Step {
  const workspace = temporaryProject({ "app/suite.yaml": suite, summary: "# Before\n", output: "before=1\n" });
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: join(workspace, "summary"),
    GITHUB_OUTPUT: join(workspace, "output"),
  };
  return { folder: join(workspace, "app"), env, read: (name) => readFileSync(join(workspace, name), "utf8") };
}

function run({ folder, env }: Step, ...args: string[]): Promise<CliResult> {
  return runCli(["suite.yaml", "--simulate", ...args], { cwd: folder, env });
}

test("annotations at the suite's line, a job summary, step outputs", async () => {
  const ci = step();
  const { exitCode, stdout } = await run(ci, "--reporter", "github", "--reporter", "junit=out/junit.xml");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^::error file=app\/suite.yaml,line=5,title=b failed on/m);
  expect(commandsIn(stdout).filter((line) => !/^::(error|warning|notice) /.test(line))).toEqual([]);
  expect(ci.read("summary")).toMatch(/^# Before\n## ✗ prompt-run: fail\n/);
  expect(ci.read("output")).toMatch(/^before=1\nverdict=fail\nexit_code=1\n/);
  expect(ci.read("output")).toMatch(/\nreport_junit=out\/junit.xml\nreports<<(\w+)\nout\/junit.xml\n\1\n$/);
  expect(ci.read("output")).toMatch(/\npass_rate=0.5\n/);
});

test("only the reporter github writes to the step's files", async () => {
  const ci = step();
  await run(ci, "--reporter", "table");
  expect(ci.read("summary")).toBe("# Before\n");
  expect(ci.read("output")).toBe("before=1\n");
});

test("an env file cannot choose the files", async () => {
  const ci = step();
  writeFileSync(join(ci.folder, ".env"), `GITHUB_OUTPUT=${join(ci.folder, "stolen")}\n`);
  const { GITHUB_OUTPUT: _, ...env } = ci.env;
  await run({ ...ci, env }, "--reporter", "github");
  expect(() => statSync(join(ci.folder, "stolen"))).toThrow("ENOENT");
});

test.each(["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"])(
  "%s that cannot be written is known before anything is sent",
  async (name) => {
    const ci = step();
    const folder = join(ci.folder, "taken");
    mkdirSync(folder);
    const { exitCode, stderr, stdout } = await run(
      { ...ci, env: { ...ci.env, [name]: folder } },
      "--reporter",
      "github",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("cannot be written");
    expect(() => statSync(join(ci.folder, ".prompt-run"))).toThrow("ENOENT");
  },
);

const HOSTILE = JSON.stringify("ok\n  ::error::one\n::add-mask::no\nx ##[error]three\n\u001b[2J");

test.each(["table", "json", "ndjson", "junit", "markdown", "html", "quiet"])(
  "no word of a model is a command in the log of %s",
  async (reporter) => {
    const ci = step(SUITE.replace(/simulate: "::error[^"]*"/, `simulate: ${HOSTILE}`));
    const { stdout, stderr } = await run(ci, "--reporter", reporter);
    if (reporter !== "quiet") expect(stdout).toContain("three");
    expect(stdout).not.toContain("\u001b");
    expect([...commandsIn(stdout), ...commandsIn(stderr)]).toEqual([]);
    expect(stderr).not.toContain("\u001b");
  },
);

test("nor where the reply is streamed", async () => {
  const ci = step(SUITE.replace(/simulate: "::error[^"]*"/, `simulate: ${HOSTILE}`));
  const { stdout, stderr } = await runCli(["try", "suite.yaml", "--simulate", "--case", "b"], {
    cwd: ci.folder,
    env: ci.env,
  });
  expect(stdout).toContain("::error::one");
  expect([...commandsIn(stdout), ...commandsIn(stderr)]).toEqual([]);
  expect(stdout).not.toContain("\u001b");
});
