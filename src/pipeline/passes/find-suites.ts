import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { Diagnostic } from "../../domain/values/problem.ts";

/** The absolute paths of the suites that the arguments name, each once, in order; and what names nothing. */
export async function findSuites(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Diagnostic[] }> {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const arg of args) {
    const path = isAbsolute(arg) ? arg : resolve(cwd, arg);
    // A path may hold brackets: what exists is no pattern.
    const found = existsSync(path) || !/[*?{[]/.test(arg) ? [path] : await expandGlob(arg, cwd);
    for (const file of found) files.add(file);
    if (found.length === 0) problems.push(nothingFound(arg));
  }
  return { files: [...files], problems };
}

async function expandGlob(pattern: string, cwd: string): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  const found = await glob(pattern, { cwd, absolute: true, expandDirectories: false });
  return found.sort();
}

function nothingFound(arg: string): Diagnostic {
  const place = { kind: "argument" as const, argument: arg };
  const hint = "check the path; globs are relative to the working folder";
  return { severity: "error", code: "no-suites", place, message: "no file matches this pattern", hint };
}
