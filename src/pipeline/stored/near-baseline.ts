import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Suite } from "../../domain/suite.ts";
import { baselineName } from "./baseline-name.ts";

const FOLDERS = ["baselines", "baseline"];

/**
 * The folder that has a baseline of a suite's name where people keep them (`baselines/` of the working folder, beside the
 * suite, above it or at the root), as `--baseline` would name it; null where there is none.
 */
export function nearBaseline({ name, file, root }: Pick<Suite, "name" | "file" | "root">, cwd: string): string | null {
  const beside = dirname(file);
  const bases = [cwd, beside, dirname(beside), root].filter((base) => !relative(root, base).startsWith(".."));
  const folders = bases.flatMap((base) => FOLDERS.map((folder) => join(base, folder)));
  const found = folders.find((folder) => existsSync(join(folder, baselineName(name))));
  return found === undefined ? null : `${relative(cwd, found)}/`;
}
