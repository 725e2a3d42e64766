import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** As many links as Linux follows in one path (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * Where a path leads once every symlink on it is followed, whether or not anything is there yet: a link to nothing names
 * the file that writing would make. Null where it cannot be told: links in a circle, folders that may not be looked into.
 */
export function leadsTo(path: string): string | null {
  let target = resolve(path);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const split = splitAtExisting(target);
    if (split === null) return null;
    const [next, ...rest] = split.missing;
    if (next === undefined) return split.existing;
    const link = linkAt(join(split.existing, next));
    if (link === null) return join(split.existing, next, ...rest);
    target = resolve(split.existing, link, ...rest);
  }
  return null;
}

/** The real path of what is there, and the steps behind it that are not. */
function splitAtExisting(path: string): { readonly existing: string; readonly missing: readonly string[] } | null {
  const missing: string[] = [];
  for (let current = path; ; current = dirname(current)) {
    try {
      return { existing: realpathSync(current), missing };
    } catch (error) {
      if (!isAbsent(error) || dirname(current) === current) return null;
      missing.unshift(basename(current));
    }
  }
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null; // nothing is there, or something that is no link
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
