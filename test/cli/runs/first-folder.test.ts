import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5\nprompt: hi\ncases: [{ expect: [{ contains: b }], simulate: b }]\n`;

test("D7: runs are kept at the project's root, from whichever of its folders they are made", async () => {
  const cwd = temporaryProject({ "suites/s.yaml": SUITE, "deep/er/x.txt": "" });
  expect((await runCli(["s.yaml", "--simulate"], { cwd: join(cwd, "suites") })).exitCode).toBe(0);
  expect([existsSync(join(cwd, ".prompt-run/runs")), existsSync(join(cwd, "suites/.prompt-run"))]).toEqual([
    true,
    false,
  ]);
  const [above, beside] = [await runCli(["runs"], { cwd }), await runCli(["runs"], { cwd: join(cwd, "deep/er") })];
  expect(above.stdout).toContain("pass");
  expect(beside.stdout).toBe(above.stdout);
  const help = await runCli(["run", "--help"], { cwd: join(cwd, "deep/er") });
  expect(help.stdout).toContain('"../../.prompt-run"');
});

test.each([
  ["an empty folder", [], "."],
  ["a folder below", ["my suites"], "."],
  ["a folder of another project", ["../there"], "here"],
])("D9: the first command that init names works in %s", async (_name, folder, from) => {
  const top = temporaryProject({});
  rmSync(join(top, ".git"), { recursive: true });
  const cwd = join(top, from);
  mkdirSync(cwd, { recursive: true });
  const made = await runCli(["init", ...folder], { cwd });
  const next = /^Next: (.* --simulate),/m.exec(made.stdout)?.[1] ?? "";
  const [, into, suite = ""] = /^(?:cd (\S+) && )?prompt-run '?([^']*?)'? --simulate$/.exec(next) ?? [];
  const ran = await runCli([suite, "--simulate"], { cwd: into ?? cwd });
  expect([next, ran.exitCode]).toEqual([next, 0]);
});

test("30a: the schema that an example names is where it is, or where the project would have it, and that is said", async () => {
  const cwd = temporaryProject({});
  const below = await runCli(["init", "sub/x"], { cwd });
  const line = (file: string): string => readFileSync(join(cwd, file), "utf8").split("\n", 1)[0] ?? "";
  const installed = "node_modules/@prompt-run/cli/schemas/suite.schema.json";
  expect(line("sub/x/suites/triage.yaml")).toBe(`# yaml-language-server: $schema=../../../${installed}`);
  expect(below.stdout).toContain("npm install --save-dev @prompt-run/cli");
  mkdirSync(join(cwd, "node_modules/@prompt-run/cli/schemas"), { recursive: true });
  writeFileSync(join(cwd, installed), "{}");
  const here = await runCli(["init"], { cwd });
  expect(line("suites/triage.yaml")).toBe(`# yaml-language-server: $schema=../${installed}`);
  expect(here.stdout).not.toContain("npm install");
});
