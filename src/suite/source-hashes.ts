import { hashValue } from "../base/hash.ts";
import type { Arm, Suite } from "../domain/suite.ts";
import type { Diagnostic, Problem } from "../domain/values/problem.ts";
import type { FileAccess } from "../domain/values/reading.ts";
import { addModules } from "./resolve/script-hash.ts";
import type { FileReader } from "./sources/read-file.ts";

/** Where the files of applications are looked for and read. */
export interface SourceFiles {
  readonly reader: FileReader;
  readonly files: Pick<FileAccess, "glob">;
}

/** A suite whose targets are known by what their files hold, or what is wrong with the patterns that name those. */
export interface HashedSuite {
  readonly suite: Suite;
  readonly problems: readonly Diagnostic[];
}

/** Puts the hash of a target's files into the settings of its arms: what is kept of it stands while they are unchanged. */
export async function withSourceHashes(suite: Suite, from: SourceFiles): Promise<HashedSuite> {
  const problems: Diagnostic[] = [];
  const known = new Map<string, Promise<string | Problem>>();
  const arms: Arm[] = [];
  for (const arm of suite.arms) {
    const { target } = arm;
    if (target === undefined || target.sources.length === 0) {
      arms.push(arm);
      continue;
    }
    const hashing = known.get(target.name) ?? hashOf(target.sources, target.baseDir, from);
    const isFirst = !known.has(target.name);
    known.set(target.name, hashing);
    const hash = await hashing;
    if (typeof hash === "string") arms.push({ ...arm, settings: { ...arm.settings, sources_hash: hash } });
    else if (isFirst) problems.push(placed(hash, arm));
  }
  return { suite: { ...suite, arms }, problems };
}

function placed({ code, message, hint }: Problem, { place }: Arm): Diagnostic {
  return { severity: "error", code, place, message, hint };
}

/** So many modules that a file of an application imports are looked at, and what these import. */
const MOST_IMPORTED = 10_000;

/** Of the paths, as seen from the root, and what is at each, with what code there imports by relative paths. */
async function hashOf(
  patterns: readonly string[],
  baseDir: string,
  { reader, files }: SourceFiles,
): Promise<string | Problem> {
  const hashes = new Map<string, string>();
  for (const pattern of patterns) {
    const found = await files.glob(pattern, baseDir);
    if (!found.ok) return found.problem;
    for (const path of found.value) {
      const resolved = reader.resolve(path, baseDir);
      const bytes = resolved.ok ? reader.readBytes(path, baseDir) : resolved;
      if (!resolved.ok) return resolved.problem;
      if (!bytes.ok) return bytes.problem;
      addModules(hashes, { file: resolved.value, bytes: bytes.value }, reader, MOST_IMPORTED);
    }
  }
  const fromRoot = [...hashes].map(([file, hash]): [string, string] => [reader.fromRoot(file), hash]);
  return hashValue(fromRoot.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
