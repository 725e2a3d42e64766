import { readdir, realpathSync } from "node:fs";
import { resolve } from "node:path";

/** More than any suite's files take: what goes on beyond is a walk of the machine. */
export const MAX_ENTRIES = 100_000;
const MAX_MS = 10_000;

export type Globbed =
  /** Relative to `baseDir`, sorted. */
  | { readonly status: "found"; readonly files: readonly string[] }
  /** Nothing matches where it may be looked, and the pattern or a link leads elsewhere. */
  | { readonly status: "outside" }
  | { readonly status: "too-many" };

type Callback = (error: NodeJS.ErrnoException | null, entries?: unknown) => void;

/**
 * The files that a pattern matches. A folder is asked for before it is opened, `mayEnter` gets its real path: one that a link
 * leads to outside of the project holds nothing for a suite.
 */
export async function boundedGlob(
  pattern: string,
  baseDir: string,
  mayEnter: (folder: string) => boolean,
  maxEntries: number = MAX_ENTRIES,
): Promise<Globbed> {
  const { glob } = await import("tinyglobby");
  const walk = { entries: 0, isOutside: false };
  const started = performance.now();
  const isTooLong = (): boolean => walk.entries > maxEntries || performance.now() - started > MAX_MS;
  const listed = (folder: string, options: { withFileTypes: true }, done: Callback): void => {
    if (isTooLong()) return done(null, []);
    const real = realPathOf(resolve(baseDir, folder));
    const isOutside = real !== null && !mayEnter(real);
    walk.isOutside ||= isOutside;
    if (real === null || isOutside) return done(null, []);
    readdir(real, options, (error, entries) => {
      walk.entries += error === null ? entries.length : 0;
      done(error, entries);
    });
  };
  // The walker calls it with these arguments alone.
  const fs = { readdir: listed as unknown as typeof readdir };
  const found = await glob(pattern, { cwd: baseDir, expandDirectories: false, fs });
  if (isTooLong()) return { status: "too-many" };
  if (walk.isOutside && found.length === 0) return { status: "outside" };
  return { status: "found", files: found.sort() };
}

function realPathOf(folder: string): string | null {
  try {
    return realpathSync(folder);
  } catch {
    return null; // gone, or not to be looked into: nothing in it matches
  }
}
