import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findSuites } from "../../../../src/pipeline/passes/loading/find-suites.ts";
import { temporaryProject } from "../../../helpers/temporary-folder.ts";

/** What the arguments name in a project of these files, relative to it. */
async function found(files: readonly string[], args: readonly string[]) {
  const folder = temporaryProject(Object.fromEntries(files.map((file) => [file, ""])));
  mkdirSync(join(folder, "suites/drafts.yaml"), { recursive: true });
  const { files: paths, problems } = await findSuites(args, folder);
  return { paths: paths.map((path) => path.slice(folder.length + 1)), problems };
}

const FILES = [
  "suites/b.yaml",
  "suites/a.yaml",
  "suites/.hidden.yaml",
  "suites/rows.csv",
  "suites/old.yml",
  "suites/below/c.yaml",
  "suites/prompt-run.config.yaml",
  "other/[x].yaml",
  "none/readme.md",
];

describe("suites are found", () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["a file", ["suites/a.yaml"], ["suites/a.yaml"]],
    ["a folder: its *.yaml by name, without the config", ["suites"], ["suites/a.yaml", "suites/b.yaml"]],
    ["a folder with a slash", ["suites/"], ["suites/a.yaml", "suites/b.yaml"]],
    ["a folder whose files have brackets", ["other"], ["other/[x].yaml"]],
    ["a folder and a file of it, once", ["suites/b.yaml", "suites"], ["suites/b.yaml", "suites/a.yaml"]],
    ["a pattern", ["suites/*.yml"], ["suites/old.yml"]],
    ["what is not there, to be told when it is read", ["suites/c.yaml"], ["suites/c.yaml"]],
  ])("%s", async (_, args, paths) => {
    expect(await found(FILES, args)).toEqual({ paths, problems: [] });
  });

  test("a folder behind a link", async () => {
    const folder = temporaryProject({ "suites/a.yaml": "" });
    symlinkSync(join(folder, "suites"), join(folder, "link"));
    expect(await findSuites(["link"], folder)).toEqual({ files: [join(folder, "link/a.yaml")], problems: [] });
  });
});

test.each([
  ["a folder without suites", "none", "no suite is in this folder: a folder stands for its `*.yaml`"],
  ["a folder of folders alone", ".", "no suite is in this folder: a folder stands for its `*.yaml`"],
  ["a pattern that matches nothing", "none/*.yaml", "no file matches this pattern"],
  ["a suite of a program", "object:bot", "the suite `bot` is an object of a program"],
])("%s is a problem at the argument, and nothing is found", async (_, argument, message) => {
  const { paths, problems } = await found(FILES, [argument]);
  expect(paths).toEqual([]);
  expect(problems).toEqual([
    expect.objectContaining({ place: { kind: "argument", argument }, message: expect.stringContaining(message) }),
  ]);
});
