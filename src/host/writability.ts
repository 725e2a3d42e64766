import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** What is written to see whether a folder takes it: a run's folder has to take more than a name. */
const PROBE_BYTES = 64 * 1024;

/** Makes a folder where it is not there, and sees whether files in it are kept. Throws what the file system refuses. */
export function probeFolder(folder: string): void {
  makeFolder(folder);
  const probe = join(folder, `${process.pid}-${randomBytes(4).toString("hex")}.probe`);
  const fd = openSync(probe, "wx"); // never through a link
  try {
    writeSync(fd, Buffer.alloc(PROBE_BYTES, 1));
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
    rmSync(probe, { force: true });
  }
}

/**
 * Sees whether a file can be written in place, and leaves it as it was: whoever is refused afterwards finds no empty file. Throws
 * what the file system refuses.
 */
export function probeFile(file: string): void {
  makeFolder(dirname(resolve(file)));
  const isNew = !existsSync(file);
  closeSync(openSync(file, "a"));
  if (isNew) rmSync(file);
}
