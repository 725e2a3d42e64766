import { execFile } from "node:child_process";
import { lstatSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { GitRecord } from "../domain/formats/records.ts";
import { leadsTo } from "./leads-to.ts";

const run = promisify(execFile);

/** A repository that answers no sooner is not waited for. */
const MAX_GIT_MS = 10_000;

/** What Git says of a folder; null outside a repository or without Git. */
export async function gitRecord(folder: string): Promise<GitRecord | null> {
  if (process.env["GIT_DIR"] === undefined && !isBelowRepository(folder)) return null; // no process to hear the same
  const [names, status] = await Promise.all([
    git(folder, "rev-parse", "--is-inside-work-tree", "HEAD", "--abbrev-ref", "HEAD"),
    git(folder, "--no-optional-locks", "status", "--porcelain", "--untracked-files=no"),
  ]);
  const [isWorkTree, commit, branch] = names.words.split("\n");
  if (isWorkTree !== "true") return null;
  if (names.isRefused || commit === undefined) return { commit: null, branch: null, dirty: null }; // nothing committed yet
  return {
    commit,
    branch: branch === undefined || branch === "HEAD" ? null : branch,
    dirty: status.isRefused ? null : status.words !== "",
  };
}

/** What a command of Git prints, also where it fails: no Git, no repository, no commit all mean that there is nothing more to say. */
async function git(
  folder: string,
  ...args: readonly string[]
): Promise<{ readonly words: string; readonly isRefused: boolean }> {
  try {
    return {
      words: (await run("git", [...args], { cwd: folder, timeout: MAX_GIT_MS })).stdout.trim(),
      isRefused: false,
    };
  } catch (error) {
    const printed = error instanceof Error && "stdout" in error ? error.stdout : null;
    return { words: typeof printed === "string" ? printed.trim() : "", isRefused: true };
  }
}

/** Does the folder or one above it have a `.git` that Git takes for one? */
function isBelowRepository(folder: string): boolean {
  const real = resolve(leadsTo(folder) ?? folder); // Git looks from where a link leads to
  for (let at = real; ; at = dirname(at)) {
    if (isRepository(join(at, ".git"))) return true;
    if (dirname(at) === at) return false;
  }
}

/** The file of a work tree, or a folder with a HEAD, which may be a link to a branch that is not there yet. */
function isRepository(path: string): boolean {
  try {
    if (statSync(path).isDirectory()) lstatSync(join(path, "HEAD"));
    return true;
  } catch {
    return false;
  }
}
