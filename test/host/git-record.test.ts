import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gitRecord } from "../../src/host/git-record.ts";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "git-record-")));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: readonly string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  return execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
}

/** A repository with one commit, and what that is called. */
function committed(): string {
  git("init", "-q", "-b", "work");
  writeFileSync(join(folder, "a.txt"), "a");
  git("add", ".");
  git("commit", "-q", "-m", "first");
  return git("rev-parse", "HEAD");
}

/** The first `git` on the path writes down that it was called. */
function watchedGit(): string {
  const calls = join(folder, "calls");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "git"), `#!/bin/sh\necho "$@" >> '${calls}'\necho true\n`, { mode: 0o755 });
  vi.stubEnv("PATH", `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`);
  return calls;
}

describe("what Git says of a folder", () => {
  it("names commit and branch, also below the repository's folder and through a link", async () => {
    const commit = committed();
    mkdirSync(join(folder, "below"));
    symlinkSync(join(folder, "below"), join(folder, "link"));
    const said = { commit, branch: "work", dirty: false };
    expect(await gitRecord(folder)).toEqual(said);
    expect(await gitRecord(join(folder, "below"))).toEqual(said);
    expect(await gitRecord(join(folder, "link"))).toEqual(said);
  });

  it("calls changed what Git follows and has changed, not a file that it does not know", async () => {
    committed();
    writeFileSync(join(folder, "new.txt"), "b");
    expect(await gitRecord(folder)).toMatchObject({ dirty: false });
    writeFileSync(join(folder, "a.txt"), "changed");
    expect(await gitRecord(folder)).toMatchObject({ dirty: true });
  });

  it("has no branch where a commit is looked at", async () => {
    const commit = committed();
    git("checkout", "-q", "--detach");
    expect(await gitRecord(folder)).toEqual({ commit, branch: null, dirty: false });
  });

  it("knows a work tree that has a file for a repository", async () => {
    const commit = committed();
    git("worktree", "add", "-q", "-b", "other", join(folder, "tree"));
    expect(await gitRecord(join(folder, "tree"))).toEqual({ commit, branch: "other", dirty: false });
  });

  it("knows a repository that the environment names", async () => {
    const commit = committed();
    renameSync(join(folder, ".git"), join(folder, "kept"));
    expect(await gitRecord(folder)).toBeNull();
    vi.stubEnv("GIT_DIR", join(folder, "kept"));
    vi.stubEnv("GIT_WORK_TREE", folder);
    expect(await gitRecord(folder)).toMatchObject({ commit, branch: "work" });
  });

  it("knows nothing but the repository before its first commit", async () => {
    git("init", "-q");
    expect(await gitRecord(folder)).toEqual({ commit: null, branch: null, dirty: null });
  });

  it("is nothing inside of the repository's own folder", async () => {
    committed();
    expect(await gitRecord(join(folder, ".git"))).toBeNull();
  });

  it("is nothing where no folder above has a repository, and starts no process to hear that", async () => {
    const calls = watchedGit();
    expect(await gitRecord(folder)).toBeNull();
    mkdirSync(join(folder, ".git"));
    expect(await gitRecord(folder)).toBeNull(); // Git takes no folder without a HEAD for one
    symlinkSync("refs/heads/not-there-yet", join(folder, ".git/HEAD"));
    expect(await gitRecord(folder)).not.toBeNull(); // the same Git is asked where there is one
    expect(calls).toSatisfy((file: string) => execFileSync("wc", ["-l", file], { encoding: "utf8" }).startsWith("2 "));
  });

  it("is nothing without Git", async () => {
    committed();
    vi.stubEnv("PATH", join(folder, "nowhere"));
    expect(await gitRecord(folder)).toBeNull();
  });
});
