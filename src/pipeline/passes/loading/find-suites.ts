import { existsSync } from "node:fs";
import { said } from "../../../domain/diagnostics/said.ts";
import { isAbsolute, resolve } from "node:path";
import type { SuiteObject } from "../../../domain/in-memory.ts";
import { boundedGlob } from "../../../suite/sources/bounded-glob.ts";
import type { Diagnostic } from "../../../domain/values/problem.ts";

/** What stands for a suite that is a value of a program. */
const OBJECT = /^object:(.*)$/s;

/**
 * The absolute paths of the suites that the arguments name, each once, in order; and what names nothing. `objects`: suites
 * that a program hands over, under paths that no file has.
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
    if (object !== undefined) {
      files.add(object.file);
      continue;
    }
    const program = OBJECT.exec(arg)?.[1];
    if (program !== undefined && !existsSync(resolve(cwd, arg))) {
      problems.push(ofProgram(arg, program));
      continue;
    }
    const path = isAbsolute(arg) ? arg : resolve(cwd, arg);
    // A path may hold brackets: what exists is no pattern.
    const found = existsSync(path) || !/[*?{[]/.test(arg) ? [path] : await expandGlob(arg, cwd);
    if (found === null) {
      problems.push(endless(arg));
      continue;
    }
    for (const file of found) files.add(file);
    if (found.length === 0) problems.push(nothingFound(arg));
  }
  return { files: [...files], problems };
}

/** Null: the pattern looks through more than any project has. */
async function expandGlob(pattern: string, cwd: string): Promise<string[] | null> {
  const globbed = await boundedGlob(pattern, cwd, () => true);
  if (globbed.status === "too-many") return null;
  return globbed.status === "found" ? globbed.files.map((file) => resolve(cwd, file)) : [];
}

function nothingFound(argument: string): Diagnostic {
  return { severity: "error", place: { kind: "argument", argument }, ...said("no-suites") };
}

/** The functions of a suite that a program made are that program's: nobody else can go on with its run. */
function ofProgram(argument: string, name: string): Diagnostic {
  return { severity: "error", place: { kind: "argument", argument }, ...said("suite-of-program", { name }) };
}

function endless(argument: string): Diagnostic {
  return { severity: "error", place: { kind: "argument", argument }, ...said("too-many-files.suites") };
}
