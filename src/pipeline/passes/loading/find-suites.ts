import { existsSync, readdirSync } from "node:fs";
import { type Said, said } from "../../../domain/diagnostics/said.ts";
import { isAbsolute, join, resolve } from "node:path";
import type { SuiteObject } from "../../../domain/in-memory.ts";
import { systemWords } from "../../../domain/diagnostics/system-words.ts";
import { fileStats } from "../../../host/file-stats.ts";
import { CONFIG_NAME } from "../../../suite/config.ts";
import { boundedGlob } from "../../../suite/sources/bounded-glob.ts";
import type { Diagnostic } from "../../../domain/values/problem.ts";

/** What stands for a suite that is a value of a program. */
const OBJECT = /^object:(.*)$/s;

/**
 * The absolute paths of the suites that the arguments name, each once, in order; and what names nothing. A folder stands for its
 * `*.yaml`. `objects`: suites that a program hands over, under paths that no file has.
 */
export async function findSuites(
  args: readonly string[],
  cwd: string,
  objects: readonly SuiteObject[] = [],
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Diagnostic[] }> {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const arg of args) {
    const object = objects.find(({ argument }) => argument === arg);
    const found = object === undefined ? await filesOf(arg, cwd) : [object.file];
    if (Array.isArray(found)) for (const file of found) files.add(file);
    else problems.push({ severity: "error", place: { kind: "argument", argument: arg }, ...found });
  }
  return { files: [...files], problems };
}

/** The files that an argument names; or what is wrong with it. */
async function filesOf(arg: string, cwd: string): Promise<string[] | Said> {
  const path = isAbsolute(arg) ? arg : resolve(cwd, arg);
  // A path may hold brackets: what exists is no pattern.
  if (existsSync(path)) return fileStats(path)?.isDirectory() === true ? suitesIn(path) : [path];
  const program = OBJECT.exec(arg)?.[1];
  // The functions of a suite that a program made are that program's: nobody else can go on with its run.
  if (program !== undefined) return said("suite-of-program", { name: program });
  return /[*?{[]/.test(arg) ? expandGlob(arg, cwd) : [path];
}

/** The suites of a folder, by name: `*.yaml` but the config. */
function suitesIn(folder: string): string[] | Said {
  try {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.yaml$/.test(name) && name !== CONFIG_NAME);
    const files = names.map((name) => join(folder, name)).filter((file) => fileStats(file)?.isFile() === true);
    return files.length === 0 ? said("no-suites.folder") : files.toSorted();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return said("no-suites.unreadable", { reason: systemWords(error) });
  }
}

async function expandGlob(pattern: string, cwd: string): Promise<string[] | Said> {
  const globbed = await boundedGlob(pattern, cwd, () => true);
  if (globbed.status === "too-many") return said("too-many-files.suites");
  const files = globbed.status === "found" ? globbed.files.map((file) => resolve(cwd, file)) : [];
  return files.length === 0 ? said("no-suites") : files;
}
