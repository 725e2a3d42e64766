import { said } from "../domain/diagnostics/said.ts";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isInside } from "../host/is-inside.ts";
import type { Diagnostic } from "../domain/values/problem.ts";
import { CONFIG_NAME } from "./config.ts";
import { markedRoot, projectRoot } from "../host/project-root.ts";

/** The one root that a run has, and why suites do not belong to it. */
export interface RunRoot {
  readonly root: string;
  readonly problems: readonly Diagnostic[];
}

/**
 * The root of a run is that of the working folder, whatever lies beside the suites: one config holds for all of them. Suites
 * outside it, of several projects, or below a config that would not hold are errors. `named`: absolute paths; one that is not
 * there is the reader's to tell.
 */
export function runRoot(named: readonly string[], { cwd, allowOutside }: RootOptions): RunRoot {
  const root = projectRoot(cwd);
  const files = named.filter((file) => existsSync(file));
  const outside = allowOutside ? [] : files.filter((file) => !isInside(realpathSync(root), realpathSync(file)));
  return {
    root,
    problems: [
      ...outside.map((file) => suiteOutside(file, root)),
      ...(outside.length > 0 ? [] : severalProjects(files, cwd)),
      ...configsBelow(files, root),
      ...configAbove(root),
    ],
  };
}

interface RootOptions {
  readonly cwd: string;
  readonly allowOutside: boolean;
}

function suiteOutside(file: string, root: string): Diagnostic {
  return {
    severity: "error",
    place: { kind: "file", file },
    ...said("suite-outside-root", { root }),
  };
}

/** Only a working folder that belongs to no project can have suites of several: else its project is the root of all. */
function severalProjects(files: readonly string[], cwd: string): Diagnostic[] {
  if (markedRoot(cwd) !== null) return [];
  const first = files[0];
  const other = files.find((file) => projectOf(file, cwd) !== projectOf(first ?? file, cwd));
  if (first === undefined || other === undefined) return [];
  const [one, another] = [first, other].map((file) => relative(cwd, projectOf(file, cwd)) || ".");
  return [
    {
      severity: "error",
      place: { kind: "file", file: other },
      ...said("several-roots", { one: one ?? ".", another: another ?? "." }),
    },
  ];
}

function projectOf(file: string, cwd: string): string {
  return markedRoot(dirname(file)) ?? cwd;
}

/** A config between a suite and the root would be left out without a word: its gate, checks and limits with it. */
function configsBelow(files: readonly string[], root: string): Diagnostic[] {
  const configs = new Set(files.flatMap((file) => foldersBelow(root, dirname(file))).map(configIn));
  return [...configs].filter(existsSync).map((file) => ({
    severity: "error",
    place: { kind: "file", file },
    ...said("other-config", { root, folder: dirname(file) }),
  }));
}

/** From `folder` up to the root, the root not among them; outside the root, up to the project's own. */
function foldersBelow(root: string, folder: string): string[] {
  const top = isInside(root, folder) ? root : dirname(projectRoot(folder));
  const folders: string[] = [];
  for (let current = folder; current !== top && current !== root; current = dirname(current)) {
    folders.push(current);
    if (dirname(current) === current) break;
  }
  return folders;
}

/** A `package.json` of its own takes a folder out of the project above it: whoever put it there may not have meant that. */
function configAbove(root: string): Diagnostic[] {
  if (existsSync(configIn(root)) || existsSync(join(root, ".git"))) return [];
  for (let current = dirname(root); current !== dirname(current); current = dirname(current)) {
    const file = configIn(current);
    if (existsSync(file)) return [unusedConfig(file, root)];
    if (existsSync(join(current, ".git"))) return [];
  }
  return [];
}

function unusedConfig(file: string, root: string): Diagnostic {
  return {
    severity: "warning",
    place: { kind: "file", file },
    ...said("unused-config", { root: `${root}${sep}`, folder: dirname(file) }),
  };
}

function configIn(folder: string): string {
  return join(folder, CONFIG_NAME);
}
