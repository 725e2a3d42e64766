import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileStats } from "../../host/file-stats.ts";
import type { SuiteFate } from "../../domain/diagnostics/english/suites/gates.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { readBaselineFile } from "../../store/baselines/baseline-file.ts";
import { journalOf } from "../../store/folders/run-folder.ts";
import { baselineName } from "../stored/baseline-name.ts";

/** More baselines than anybody keeps in a folder: the rest are not looked at. */
const MAX_FILES = 1000;

/** A baseline whose suite is gone: it was deleted, or goes by another name. */
export interface OrphanBaseline {
  /** As shown to people. */
  readonly source: string;
  /** What became of its suite. */
  readonly fate: SuiteFate;
}

/**
 * The baselines in the folder of `--baseline` that no suite belongs to any more: a suite of the run has its file and another
 * name, or its file does not exist. A suite that is merely not part of this run keeps its baseline.
 */
export async function orphanBaselines(
  suites: readonly Suite[],
  { baseline, cwd }: Pick<Invocation, "baseline" | "cwd">,
): Promise<readonly OrphanBaseline[]> {
  const folder = baseline === null ? null : resolve(cwd, baseline);
  const isFolder = folder !== null && fileStats(folder)?.isDirectory() === true;
  if (!isFolder || existsSync(journalOf(folder))) return []; // a run's folder is one baseline
  const known = new Set(suites.map(({ name }) => baselineName(name)));
  const others = readdirSync(folder).filter((name) => name.endsWith(".json") && !known.has(name));
  const orphans: OrphanBaseline[] = [];
  for (const name of others.sort().slice(0, MAX_FILES)) {
    const fate = await suiteFate(join(folder, name), suites, cwd);
    if (fate !== null) orphans.push({ source: relative(cwd, join(folder, name)), fate });
  }
  return orphans;
}

/** Null where its suite is still there. */
async function suiteFate(path: string, suites: readonly Suite[], cwd: string): Promise<SuiteFate | null> {
  const read = await readBaselineFile(path);
  if (read.status === "missing") return null;
  if (read.status === "unusable") return { kind: "unreadable" };
  const { suite, file } = read.file;
  const renamed = suites.find((one) => one.displayFile === file);
  if (renamed !== undefined) return { kind: "renamed", suite, now: renamed.name };
  const root = suites[0]?.root ?? cwd;
  const isThere = existsSync(resolve(cwd, file)) || existsSync(resolve(root, file));
  return isThere ? null : { kind: "gone", suite, file };
}

/** A suite that is gone is held against nothing: that is said, whatever the other suites come to. */
export function orphanProblem(orphan: OrphanBaseline, baseline: string): Diagnostic {
  const place = { kind: "argument", argument: `--baseline ${baseline}` } as const;
  return { severity: "warning", place, ...said("orphan-baseline", orphan) };
}
