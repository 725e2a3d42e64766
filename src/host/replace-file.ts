import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

export interface ReplaceOptions {
  /** False: not synced, as losing it to a power cut costs nothing. */
  readonly durable: boolean;
  /** Asked when the new file is whole: false leaves the old one. */
  readonly mayReplace?: () => boolean;
}

/**
 * Replaces a file whole, so that a reader never sees half of it: it is written beside the old one under a name that nobody
 * can have put there before, and renamed. Returns false where `mayReplace` said no. Throws what the file system refuses.
 */
export function replaceFile(path: string, content: string | ((fd: number) => void), options: ReplaceOptions): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) throw notAFile();
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.new`;
  const fd = openSync(fresh, "wx"); // never through a link
  try {
    try {
      if (typeof content === "string") writeFileSync(fd, content);
      else content(fd);
      if (options.durable) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    if (options.mayReplace?.() === false) return false;
    renameSync(fresh, path);
    return true;
  } finally {
    rmSync(fresh, { force: true });
  }
}

function notAFile(): Error {
  return Object.assign(new Error(refusalWords("no-regular-file")), { code: "EINVAL" });
}
