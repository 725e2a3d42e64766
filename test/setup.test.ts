import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryProject } from "./helpers/temporary-folder.ts";

describe("what a helper opened is closed after each test of every file that a worker runs", () => {
  let made = "";

  test("a project is there while its test runs", () => {
    made = temporaryProject({ "a.txt": "a" });
    expect(existsSync(join(made, "a.txt"))).toBe(true);
  });

  test("and gone after it", () => {
    expect(made).not.toBe("");
    expect(existsSync(made)).toBe(false);
  });

  test("no module beside the tests has a hook at its top, which would be the first file's alone", () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
    const modules = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== "setup.ts");
    expect(modules.length).toBeGreaterThan(20);
    const hook = /^(?:before|after)(?:Each|All)\(/m;
    expect(modules.filter((file) => hook.test(readFileSync(join(import.meta.dirname, file), "utf8")))).toEqual([]);
  });
});
