import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runRoot } from "../../src/suite/run-root.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

test("A2: from a folder that belongs to no project, suites of several projects are an error", () => {
  const cwd = temporaryProject({
    "a/package.json": "",
    "a/x.yaml": "",
    "b/package.json": "",
    "b/y.yaml": "",
    "a/z.yaml": "",
  });
  rmSync(join(cwd, ".git"), { recursive: true });
  const codes = (...files: string[]): string[] =>
    runRoot(
      files.map((file) => join(cwd, file)),
      { cwd, allowOutside: false },
    ).problems.map(({ code }) => code);
  expect(codes("a/x.yaml", "b/y.yaml")).toEqual(["several-roots"]);
  expect(codes("a/x.yaml", "a/z.yaml")).toEqual([]);
});
