import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE =
  "name: s\nmodel: claude-haiku-4-5\nprompt: Say ok.\nexpect: [{ contains: ok }]\ncases: [{ id: a, simulate: ok }]\n";
const FOR_MACHINES = ["json", "ndjson", "junit", "ctrf", "tap", "markdown", "html"];

test("a run that ends before it begins leaves no report of an earlier one in the place of its own", async () => {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const reporters = [...FOR_MACHINES, "quiet"].flatMap((name) => ["--reporter", `${name}=out/${name}`]);
  const files = FOR_MACHINES.map((name) => join(cwd, "out", name));
  expect((await runCli(["s.yaml", "--simulate", ...reporters], { cwd })).exitCode).toBe(0);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);

  writeFileSync(join(cwd, "s.yaml"), SUITE.replace("contains", "contians"));
  const { exitCode, stderr } = await runCli(["s.yaml", "--simulate", ...reporters], { cwd });
  expect(exitCode).toBe(2);
  expect(files.filter((file) => existsSync(file))).toEqual([]);
  expect(stderr).toContain("out/json, out/ndjson, out/junit");
  expect(stderr).toContain("not written by this run, which has nothing to report: out/quiet");
});

test("what is no report stays: a command line that is wrong may name any file", async () => {
  const notes = "# Notes\n\nprompt-run 20261129-110813-270e12f went well.\n";
  const cwd = temporaryProject({ "s.yaml": SUITE.replace("contains", "contians"), "notes.md": notes });
  const { exitCode, stderr } = await runCli(["s.yaml", "--simulate", "--reporter", "markdown=notes.md"], { cwd });
  expect(exitCode).toBe(2);
  expect(readFileSync(join(cwd, "notes.md"), "utf8")).toBe(notes);
  expect(stderr).toContain("notes.md");
});
