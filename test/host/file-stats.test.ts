import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileStats } from "../../src/host/file-stats.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

test("A20: a name that no file can have is nothing that is there, like one that no file has", () => {
  const cwd = temporaryProject({ "a.txt": "a" });
  symlinkSync(join(cwd, "loop"), join(cwd, "loop"));
  for (const name of ["gone", "a.txt/below", "x".repeat(300), "loop", "nul\0byte"]) {
    expect([name, fileStats(join(cwd, name))]).toEqual([name, undefined]);
  }
  expect(fileStats(join(cwd, "a.txt"))?.isFile()).toBe(true);
  expect(fileStats(cwd)?.isDirectory()).toBe(true);
});
