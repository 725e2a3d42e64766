import { relative, resolve, sep } from "node:path";
import type { Where } from "../../domain/invocation.ts";
import { isInside } from "../../host/is-inside.ts";
import { leadsTo } from "../../host/leads-to.ts";
import { projectRoot } from "../../host/project-root.ts";

/** Why a path may not be written to; null where it may. */
export type WriteGuard = (path: string) => string | null;

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
    const where =
      target === null
        ? "its links cannot be followed"
        : `a link leads it ${isGit ? "into" : "out of"} the project${isGit ? "'s .git" : ""}, to ${target}`;
    return `${path} is not written: ${where}; name that place itself if it is meant`;
  };
}
