import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

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
