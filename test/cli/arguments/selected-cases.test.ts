import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suite = (id: string, tag: string): string => `models: [claude-haiku-5-5, { id: claude-haiku-4-5, label: old }]
prompt: "{{ q }}"
compare: { by: none }
expect: [{ contains: hi }]
cases:
  - { id: ${id}1, tags: [both, ${tag}], vars: { q: hi }, simulate: hi }
  - { id: ${id}2, vars: { q: hello }, simulate: hi }
`;
const FILES = { "a.yaml": suite("a", "of-a"), "b.yaml": suite("b", "of-b") };

const validated = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(["validate", "a.yaml", "b.yaml", ...args], { cwd: temporaryProject(FILES) });

test.each([
  ["a case of the first alone", ["--case", "a1"], ["b.yaml"]],
  ["a tag of the second alone", ["--tag", "of-b"], ["a.yaml"]],
  ["a tag of both", ["--tag", "both"], []],
  ["one case of each", ["--case", "a1", "--case", "b*"], []],
])("of several suites those that have nothing of it are left out: %s", async (_, args, leftOut) => {
  const { exitCode, stderr, stdout } = await validated(...args);
  expect(exitCode).toBe(0);
  const told = [...stderr.matchAll(/^(\S+): warning: .* it is left out \[nothing-selected\]$/gm)].map(
    ([, file]) => file,
  );
  expect(told).toEqual(leftOut);
  expect(stdout.match(/\w\.yaml/g)).toEqual(["a.yaml", "b.yaml"].filter((file) => !leftOut.includes(file)));
});

test.each([
  ["an id beside one that there is", ["--case", "a1", "--case", "a3"], "--case a3: error: no case has the id `a3`"],
  [
    "a tag beside one that there is",
    ["--tag", "both", "--tag", "of-c"],
    "--tag of-c: error: no case has the tag `of-c`",
  ],
  ["the nearest is named", ["--tag", "both", "--tag", "of-aa"], "did you mean `of-a`?"],
  ["nothing at all", ["--case", "c1"], "--case c1: error: no case has the id `c1`"],
  ["nothing at all, and something is near", ["--tag", "bth"], "did you mean `both`?"],
  ["two that exclude each other", ["--case", "a1", "--tag", "of-b"], "a.yaml: error: no case matches --case and --tag"],
])("each --case and --tag has to match a case: %s", async (_, args, told) => {
  const { exitCode, stderr } = await validated(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(told);
});

test("a run has the suites that were selected from, and says which were not", async () => {
  const cwd = temporaryProject(FILES);
  const run = await runCli(["run", "a.yaml", "b.yaml", "--tag", "of-b", "--simulate", "--reporter", "json"], { cwd });
  const report = JSON.parse(run.stdout) as { suites: { name: string }[]; run: { warnings: { code: string }[] } };
  expect(run.exitCode).toBe(0);
  expect(report.suites.map(({ name }) => name)).toEqual(["b"]);
  expect(report.run.warnings.map(({ code }) => code)).toContain("nothing-selected");
  expect((await runCli(["resume"], { cwd })).exitCode).toBe(0);
});

test("a model that is named twice is one arm", async () => {
  const { exitCode, stdout } = await validated("--model", "old", "--model", "claude-haiku-4-5", "--model", "old");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("1 arm");
});

test("a tag from an empty cell is none, and one that comes twice is one", async () => {
  const written = `model: claude-haiku-5-5
prompt: "{{ q }}"
expect: [{ contains: hi }]
cases: [{ file: rows.csv, tags: ["{{ tag }}", "lang={{ lang }}", fixed, "{{ more }}"] }]
`;
  const cwd = temporaryProject({
    "suite.yaml": written,
    "rows.csv": "id,q,tag,lang,more\na,hi,,de,fixed\nb,hi,x,,y\n",
  });
  const { stdout } = await runCli(["run", "suite.yaml", "--simulate", "--reporter", "json"], { cwd });
  const report = JSON.parse(stdout) as { suites: { trials: { tags: string[] }[] }[] };
  expect(report.suites[0]?.trials.map(({ tags }) => tags)).toEqual([
    ["lang=de", "fixed"],
    ["x", "lang=", "fixed", "y"],
  ]);
});
