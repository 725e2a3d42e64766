import { existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Pointer } from "../../../domain/values/problem.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { Resolving } from "../../sources/resolving.ts";

/** What is written of a command and begins so names a file or folder beside the suite. */
const RELATIVE = /^\.\.?(?:\/|$)/;

/** The arguments of a command, those that name files absolute; what is not there, or may not be, is reported. */
export function commandPaths(command: readonly string[], pointer: Pointer, at: Resolving): string[] {
  return command.map((part, index) => (RELATIVE.test(part) ? namedPath(part, [...pointer, index], at) : part));
}

/** A folder that the suite names, absolute. */
export function namedFolder(path: string, pointer: Pointer, at: Resolving): string {
  const folder = resolve(at.baseDir, path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    at.report({ ...said("bad-target.folder", { path }), pointer: [] }, pointer);
    return folder;
  }
  const real = realpathSync(folder);
  if (!at.files.mayEnter(real)) at.report({ ...said("bad-target.outside", { path }), pointer: [] }, pointer);
  return real;
}

/** A file that the suite names, absolute. */
export function namedFile(path: string, pointer: Pointer, at: Resolving): string {
  const found = at.files.resolve(path, at.baseDir);
  if (found.ok) return found.value;
  at.report(found.problem, pointer);
  return resolve(at.baseDir, path);
}

function namedPath(path: string, pointer: Pointer, at: Resolving): string {
  const absolute = resolve(at.baseDir, path);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? namedFolder(path, pointer, at) : namedFile(path, pointer, at);
}
