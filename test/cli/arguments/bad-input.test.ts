import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { id: a, vars: { word: alpha }, expect: [{ contains: alpha }] }
  - { id: b, vars: { word: beta }, expect: [{ contains: beta }, { length: { max_words: 2 } }] }
`;

interface Row {
  readonly name: string;
  readonly suite: string;
  readonly args?: readonly string[];
  /** The one error, with its place. */
  readonly error: string;
}

const LINES = {
  prompt: SUITE.replace('"Say {{ word }}"', "''"),
  header: `${SUITE}headers: { x-trace: a, "bad name": b }\n`,
  value: `${SUITE}headers: { x-trace: "a\\nx-other: b" }\n`,
  answer: `${SUITE}answer: { pattern: "(" }\n`,
  models: SUITE.replace("model: claude-haiku-5-5", "models: [{ id: claude-haiku-5-5, label: h }]"),
};

const rows: readonly Row[] = [
  { name: "an empty prompt", suite: LINES.prompt, error: "suite.yaml:2:9: error: this text is empty" },
  {
    name: "a prompt that a variable leaves empty",
    suite: SUITE.replace("Say {{ word }}", "{{ word }}").replace("word: beta", 'word: " "'),
    error: "suite.yaml:2:9: error: this text is empty",
  },
  { name: "a header's name", suite: LINES.header, error: "suite.yaml:6:24: error: `bad name` cannot be the name" },
  { name: "a header's value", suite: LINES.value, error: "suite.yaml:6:21: error: the value of the header `x-trace`" },
  { name: "`answer`, once for all checks", suite: LINES.answer, error: "suite.yaml:6:9: error: `answer`: " },
  {
    name: "`on` of a check stays at the check",
    suite: SUITE.replace("[{ contains: alpha }]", '[{ contains: alpha, on: { pattern: "(" } }]'),
    error: "suite.yaml:4:58: error: `on`: ",
  },
  {
    name: "a value of --set",
    suite: SUITE,
    args: ["--set", "gate.pass_rate=2"],
    error: "--set gate.pass_rate: error: ",
  },
  {
    name: "a --set through a list that has no such item",
    suite: SUITE,
    args: ["--set", "cases.7.id=x"],
    error: "--set cases.7.id: error: expected a list, found a map",
  },
  {
    name: "a --set into an item of a list",
    suite: SUITE,
    args: ["--set", "cases.1.trials=0"],
    error: "--set cases.1.trials: error: ",
  },
  {
    name: "a --set that only the suite as a whole shows to be wrong",
    suite: SUITE,
    args: ["--set", 'gate.arms=["nope"]'],
    error: "--set gate.arms: error: ",
  },
];
test.each(rows)("$name is one error at its place", async ({ suite, args = [], error }) => {
  const cwd = temporaryProject({ "suite.yaml": suite });
  const result = await runCli(["validate", "suite.yaml", ...args], { cwd });
  expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(error) });
  expect(result.stderr.match(/: error: /g)).toHaveLength(1);
});

test("--set reaches into an item of a list", async () => {
  const cwd = temporaryProject({ "suite.yaml": LINES.models });
  const args = ["plan", "suite.yaml", "--set", "models.0.label=other", "--set", "cases.1.trials=3"];
  const { exitCode, stdout } = await runCli(args, { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("other");
  expect(stdout).toContain("4 trials");
});

test("a suite of 50 MB is refused by its size, with the way out", async () => {
  const cwd = temporaryProject({});
  writeFileSync(join(cwd, "suite.yaml"), Buffer.alloc(50 * 1024 * 1024, "# a comment\n"));
  const result = await runCli(["validate", "suite.yaml"], { cwd });
  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr).toContain("suite.yaml: error: the file has 50.0 MB; the limit is 5 MB");
  expect(result.stderr).toContain("cases: - file:");
});

/** Nothing can be made below /proc, and the system says that what is there is missing. */
const unmakeable = [
  { args: ["--store", "/proc/prompt-run/store"], exitCode: 3 },
  { args: ["--reporter", "json=/proc/prompt-run/report.json"], exitCode: 2 },
];
test.skipIf(process.platform !== "linux").each(unmakeable)("$args ends with a message", async ({ args, exitCode }) => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: "http://127.0.0.1:9" };
  for (const mode of [["--simulate"], []]) {
    const result = await runCli(["suite.yaml", ...mode, ...args], { cwd, env });
    expect(result).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining("/proc/prompt-run") });
  }
});

test("a refused run leaves no empty report behind, and an earlier report as it was", async () => {
  const cwd = temporaryProject({ "suite.yaml": LINES.prompt, "old.json": "an earlier one" });
  const args = ["suite.yaml", "--simulate", "--reporter", "html=new/page.html", "--reporter", "json=old.json"];
  expect((await runCli(args, { cwd })).exitCode).toBe(2);
  expect(existsSync(join(cwd, "new/page.html"))).toBe(false);
  expect(readFileSync(join(cwd, "old.json"), "utf8")).toBe("an earlier one");
});

const LONG = "x".repeat(300);
test.each([
  ["a suite", ["validate", LONG]],
  ["a shard", ["merge", LONG]],
  ["a baseline", ["suite.yaml", "--simulate", "--baseline", LONG]],
])("A20: %s whose name no file can have is one that is not there", async (_what, args) => {
  const { exitCode, stderr } = await runCli(args, { cwd: temporaryProject({ "suite.yaml": SUITE }) });
  expect([exitCode, stderr]).toEqual([2, expect.not.stringContaining("this is a bug")]);
});
