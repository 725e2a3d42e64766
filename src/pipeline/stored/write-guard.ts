import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { relative, resolve, sep } from "node:path";
import type { Where } from "../../domain/invocation.ts";
import { isInside } from "../../host/is-inside.ts";
import { leadsTo } from "../../host/leads-to.ts";
import { projectRoot } from "../../host/project-root.ts";

/** Why a path may not be written to; null where it may. */
export type WriteGuard = (path: string) => Sentence | null;

function isInGit(root: string, path: string): boolean {
  return relative(root, path).split(sep).includes(".git");
}

/**
 * Keeps links of a checkout from leading what is written (reports, runs, recordings, baselines) to files outside of it: a
 * path inside the project must lead to a place inside. A place outside that a person names is theirs to choose.
 */
export function writeGuard({ cwd, allowOutside }: Pick<Where, "cwd" | "allowOutside">): WriteGuard {
  const root = projectRoot(cwd);
  const realRoot = leadsTo(root) ?? root;
  return (path) => {
    const named = resolve(cwd, path);
    if (allowOutside || !isInside(root, named)) return null;
    const target = leadsTo(named);
    const isGit = target !== null && isInGit(realRoot, target) && !isInGit(root, named);
    if (target !== null && isInside(realRoot, target) && !isGit) return null;
    if (target === null) return refusalWords("leads-nowhere", { path });
    return refusalWords(isGit ? "leads-into-git" : "leads-outside", { path, target });
  };
}
