import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileStats } from "./file-stats.ts";
import { leadsTo } from "./leads-to.ts";
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

/** What a process was handed: `/dev/stdout`, `>(…)` of a shell. Somebody holds the other end already. */
const HANDED = /^\/(?:dev\/(?:fd\/|std(?:out|err)$)|proc\/[^/]+\/fd\/)/;

/** Is there a pipe by this name? Opening it for writing would wait for ever where nobody reads. What may not be looked at is none. */
export function isNamedPipe(file: string): boolean {
  try {
    if (fileStats(file)?.isFIFO() !== true) return false;
  } catch {
    return false;
  }
  return !HANDED.test(resolve(file)) && !HANDED.test(leadsTo(file) ?? file);
}

/**
 * Tries whether a file can be written in place, and leaves it as it was: a command that is refused afterwards leaves no empty file. Throws
 * what the file system refuses.
 */
export function probeFile(file: string): void {
  makeFolder(dirname(resolve(file)));
  const isNew = !existsSync(file);
  closeSync(openSync(file, "a"));
  if (isNew) rmSync(file);
}
