import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { probeFile, probeFolder } from "../../src/host/writability.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

test("house 4.2: a folder that can be written is made, and nothing is left in it", () => {
  const folder = join(temporaryProject({}), "a", "b");
  probeFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test("house 4.2: a file that can be written is as it was, and a new one is not there", () => {
  const cwd = temporaryProject({ "old.txt": "kept" });
  probeFile(join(cwd, "old.txt"));
  probeFile(join(cwd, "new", "new.txt"));
  expect(readFileSync(join(cwd, "old.txt"), "utf8")).toBe("kept");
  expect(existsSync(join(cwd, "new", "new.txt"))).toBe(false);
});

test.each<[what: string, probe: (cwd: string) => void, code: string]>([
  ["a folder below a file", (cwd) => probeFolder(join(cwd, "file", "below")), "EEXIST"],
  ["a folder that is a file", (cwd) => probeFolder(join(cwd, "file")), "EEXIST"],
  ["a file that is a folder", (cwd) => probeFile(join(cwd, "folder")), "EISDIR"],
  ["a file below a file", (cwd) => probeFile(join(cwd, "file", "below.txt")), "EEXIST"],
])("house 4.2: %s is said by the system's code", (_what, probe, code) => {
  const cwd = temporaryProject({ file: "" });
  mkdirSync(join(cwd, "folder"));
  expect(() => probe(cwd)).toThrow(expect.objectContaining({ code }) as Error);
});

test("house 4.2: a probe follows no link that somebody left in the folder", () => {
  const cwd = temporaryProject({ "target.txt": "kept" });
  const folder = join(cwd, "store");
  mkdirSync(folder);
  symlinkSync(join(cwd, "target.txt"), join(folder, "probe"));
  probeFolder(folder);
  expect(readFileSync(join(cwd, "target.txt"), "utf8")).toBe("kept");
});
