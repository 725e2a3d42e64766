import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../../host/make-folder.ts";

/** Adds whole lines, synced; a line that a kill tore before is ended first. Throws the system's error. */
export function appendLines(path: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  makeFolder(dirname(path));
  const start = isTorn(path) ? "\n" : "";
  const fd = openSync(path, "a");
  try {
    writeSync(fd, `${start}${lines.map((line) => `${line}\n`).join("")}`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function isTorn(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return false;
  return !readFileSync(path).subarray(-1).equals(NEWLINE);
}

const NEWLINE = Buffer.from("\n");
