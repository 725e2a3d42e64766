import { type Stats, statSync } from "node:fs";

/** Names that no file can have: below a file, too long, a loop of links, a NUL. */
const NO_NAME: readonly string[] = ["ENOTDIR", "ENAMETOOLONG", "ELOOP", "EINVAL", "ERR_INVALID_ARG_VALUE"];

/** What stands at a path; undefined: nothing does, also where nothing could. Throws the system's other errors (rights). */
export function fileStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && "code" in error && NO_NAME.includes(String(error.code))) return undefined;
    throw error;
  }
}

/** Tells one state of a file from another; "" where there is none. Throws as `fileStats` does. */
export function fileStamp(path: string): string {
  const stats = fileStats(path);
  return stats === undefined ? "" : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
