import { targetWords } from "../../domain/diagnostics/target-words.ts";
import { cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { ClaudeCodeTarget, TargetFailure } from "../../domain/run/target.ts";
import { failed } from "../failed.ts";

/** Where one trial of Claude Code works: nothing of it is shared with another trial, or with the user's own Claude Code. */
export interface TrialFolder {
  readonly status: "made";
  /** The copy of the workspace. */
  readonly work: string;
  /** What Claude Code keeps for itself: settings, and the conversations that `--resume` finds. */
  readonly config: string;
  /** A file beside both. */
  file(name: string): string;
  remove(): Promise<void>;
}

const MOST_ENTRIES = 100_000;

/** Copies the workspace, and the skills into `.claude/skills/` of the copy. */
export async function makeTrialFolder(target: ClaudeCodeTarget): Promise<TrialFolder | TargetFailure> {
  const folder = await mkdtemp(join(tmpdir(), "prompt-run-claude-"));
  const [work, config] = [join(folder, "work"), join(folder, "config")];
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(config, { mode: 0o700 });
    await fill(work, target);
  } catch (error) {
    await remove();
    if (!(error instanceof Error)) throw error;
    return failed(targetWords("workspace", { name: target.name, reason: error.message }));
  }
  return { status: "made", work, config, file: (name) => join(folder, name), remove };
}

async function fill(work: string, { workspace, skills }: ClaudeCodeTarget): Promise<void> {
  if (workspace === null) await mkdir(work);
  else await copy(workspace, work);
  const names = skills.map((skill) => basename(skill));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(targetWords("two-skills", { skill: twice }));
  for (const [index, skill] of skills.entries()) {
    const isSkill = await stat(join(skill, "SKILL.md")).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isSkill) throw new Error(targetWords("no-skill", { skill }));
    await copy(skill, join(work, ".claude", "skills", names[index] ?? ""));
  }
}

/** A folder with all that is in it. Links stay links, so that nothing outside is copied. */
async function copy(from: string, to: string): Promise<void> {
  let entries = 0;
  const filter = (): boolean => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw new Error(targetWords("large-folder", { folder: from }));
    return true;
  };
  await cp(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: false, force: true, filter });
}
