import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileStats } from "./file-stats.ts";

/**
 * Makes a folder and those above it, one by one: Node's own recursive mkdir never ends where a folder that is there takes
 * no new one and says that it is missing (below /proc). Throws what the file system refuses.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isFolder(path)) throw error; // else another process was faster
  }
}

function isFolder(path: string): boolean {
  return fileStats(path)?.isDirectory() === true;
}
