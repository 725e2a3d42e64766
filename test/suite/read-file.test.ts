import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { Read } from "../../src/domain/values/reading.ts";
import { createFileReader } from "../../src/suite/sources/read-file.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

function code(read: Read<unknown>): string {
  return read.ok ? "read" : read.problem.code;
}

const other = (): string => temporaryProject({ "secret.md": "outside", "deep/inner.md": "outside" });

describe("which files a suite may read", () => {
  const rows: [string, string, string][] = [
    ["a file beside", "a.md", "read"],
    ["a file above, still inside", "../top.md", "read"],
    ["a detour that ends inside", "../suites/../suites/a.md", "read"],
    ["a file whose name begins with dots", "..a.md", "read"],
    ["no file", "b.md", "missing-file"],
    ["no folder", "nowhere/b.md", "missing-file"],
    ["a folder", "sub", "not-a-file"],
    ["a file taken for a folder", "a.md/b.md", "unreadable-file"],
    ["a name no file can have", "a\0.md", "unreadable-file"],
    ["a name that is too long", "x".repeat(5000), "unreadable-file"],
    [".env", "../.env", "env-file"],
    [".env.local, there or not", ".env.local", "env-file"],
    [".ENV, which some file systems take for .env", ".ENV", "env-file"],
    ["environment.md is not one of them", "environment.md", "read"],
    ["A22: the checkout's token", "../.git/config", "credential-file"],
    ["A22: .GIT, which some file systems take for .git", "../.GIT/config", "credential-file"],
    ["A22: a .git file", "../sub/.git", "credential-file"],
    ["A22: a link to it", "link.md", "credential-file"],
    ["A22: a registry's token", "../.npmrc", "credential-file"],
    ["A22: .gitignore is no secret", "../.gitignore", "read"],
    ["bytes that are no UTF-8", "latin1.md", "not-utf8"],
    ["over 20 MB", "huge.md", "file-too-large"],
  ];
  test.each(rows)("%s", (_, path, expected) => {
    const root = temporaryProject({
      "top.md": "top",
      ".env": "KEY=1",
      ".git/config": "token",
      ".gitignore": "*",
      ".npmrc": "token",
      "sub/.git": "gitdir: elsewhere",
      "suites/a.md": "a",
      "suites/..a.md": "a",
      "suites/environment.md": "e",
      "suites/sub/c.md": "c",
    });
    writeFileSync(join(root, "suites/latin1.md"), Buffer.from([0x66, 0xfc, 0x72]));
    symlinkSync(join(root, ".git/config"), join(root, "suites/link.md"));
    writeFileSync(join(root, "suites/huge.md"), "");
    truncateSync(join(root, "suites/huge.md"), 20 * 1024 * 1024 + 1);
    expect(code(createFileReader({ root, allowOutside: false }).readText(path, join(root, "suites")))).toBe(expected);
  });

  test("nothing outside the root, by whatever way, unless it is allowed", () => {
    const outside = other();
    const root = temporaryProject({ "a.md": "a" });
    symlinkSync(join(outside, "secret.md"), join(root, "link.md"));
    symlinkSync(outside, join(root, "folder"));
    symlinkSync(join(root, "link.md"), join(root, "twice.md"));
    symlinkSync(join(root, "a.md"), join(root, "inside.md"));
    const strict = createFileReader({ root, allowOutside: false });
    const lenient = createFileReader({ root, allowOutside: true });
    const ways = [
      join(outside, "secret.md"),
      relative(root, join(outside, "secret.md")),
      "link.md",
      "twice.md",
      "folder/secret.md",
      "folder/deep/inner.md",
    ];
    for (const way of ways) {
      expect([
        way,
        code(strict.readText(way, root)),
        code(strict.readBytes(way, root)),
        code(strict.resolve(way, root)),
      ]).toEqual([way, "outside-root", "outside-root", "outside-root"]);
      expect([way, code(lenient.readText(way, root))]).toEqual([way, "read"]);
    }
    expect(strict.resolve("inside.md", root)).toEqual({ ok: true, value: join(root, "a.md") });
  });

  test("a sibling whose name begins like the root's is outside", () => {
    const parent = temporaryProject({ "project/a.md": "a", "project-b/b.md": "b" });
    const reader = createFileReader({ root: join(parent, "project"), allowOutside: false });
    expect(code(reader.readText("../project-b/b.md", join(parent, "project")))).toBe("outside-root");
  });

  test("secrets stay secret when outside is allowed, and behind a link", () => {
    const root = temporaryProject({ ".env": "KEY=1" });
    symlinkSync(join(root, ".env"), join(root, "a.md"));
    const reader = createFileReader({ root, allowOutside: true });
    for (const path of [".env", "a.md", join(root, ".env")]) expect(code(reader.readText(path, root))).toBe("env-file");
  });

  test("a root that is itself a link is the folder behind it", () => {
    const real = temporaryProject({ "a.md": "a" });
    const link = join(temporaryProject({}), "link");
    symlinkSync(real, link);
    expect(code(createFileReader({ root: link, allowOutside: false }).readText("a.md", link))).toBe("read");
  });
});

describe("what is said of files that cannot be read", () => {
  const hint = (read: Read<unknown>): string | null => (read.ok ? null : read.problem.hint);
  test("the nearest file of the folder, never a secret one or one outside", () => {
    const outside = other();
    const root = temporaryProject({ "triage.v1.md": "a", "base.md": "b", ".env": "KEY=1" });
    const reader = createFileReader({ root, allowOutside: false });
    expect(hint(reader.readText("triage.v2.md", root))).toBe("did you mean `triage.v1.md`?");
    expect(hint(reader.readText("triage.v1", root))).toBe("did you mean `triage.v1.md`?");
    expect(hint(reader.readText("nope.md", root))).not.toContain("base.md");
    expect(hint(reader.readText("env", root))).not.toContain(".env");
    expect(hint(reader.readText(join(outside, "secre.md"), root))).not.toContain("secret");
  });

  test("texts come without a byte-order mark, else byte for byte", () => {
    const root = temporaryProject({ "a.md": "\uFEFF a\r\n\n" });
    const reader = createFileReader({ root, allowOutside: false });
    expect(reader.readText("a.md", root)).toEqual({ ok: true, value: " a\r\n\n" });
    expect(reader.readBytes("a.md", root)).toMatchObject({ ok: true, value: { length: 8 } });
    mkdirSync(join(root, "empty"));
    writeFileSync(join(root, "empty/b.md"), "");
    expect(reader.readText("empty/b.md", root)).toEqual({ ok: true, value: "" });
  });
});
