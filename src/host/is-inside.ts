import { isAbsolute, relative, sep } from "node:path";

/** Whether a path lies below a folder (or is it). Both are absolute, with their symlinks resolved by the caller. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
