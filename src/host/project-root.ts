import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder at or above `folder` with `.git` or `package.json`, else `folder` itself: no file outside is read. */
export function projectRoot(folder: string): string {
  return markedRoot(folder) ?? folder;
}

/** The same; null where no folder at or above has either. */
export function markedRoot(folder: string): string | null {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, ".git")) || existsSync(join(current, "package.json"))) return current;
    if (dirname(current) === current) return null;
  }
}
