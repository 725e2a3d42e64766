import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../domain/diagnostics/refusal-words.ts";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { lineText } from "../base/lists/byte-lines.ts";
import { fileStats } from "./file-stats.ts";

/** What is there is no file to read whole: a pipe or a device, which may never end, or a file beyond the bound. */
export class UnfitFileError extends Error {
  override readonly name: string = "UnfitFileError";
  readonly code = "EUNFIT";
  readonly reason: Sentence;

  constructor(reason: Sentence) {
    super(reason);
    this.reason = reason;
  }
}

/** A certificate or a key with its chain. */
export const MAX_PEM_BYTES: number = 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

/** The bytes of a regular file of at most `maxBytes`. Throws `UnfitFileError`, or the system's error. */
export function readRegularFile(path: string, maxBytes: number): Buffer {
  // Without O_NONBLOCK the opening of a pipe waits for somebody to write.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw new UnfitFileError(kindWords(stats));
    if (stats.size > maxBytes) throw tooLarge(maxBytes);
    const chunks: Buffer[] = [];
    for (let total = 0; ;) {
      const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, maxBytes + 1));
      const count = readSync(fd, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
      if (total > maxBytes) throw tooLarge(maxBytes);
    }
  } finally {
    closeSync(fd);
  }
}

/** The text of such a file: UTF-8, without the byte order mark that some editors write. Throws as `readRegularFile` does. */
export function readRegularText(path: string, maxBytes: number): string {
  return lineText(readRegularFile(path, maxBytes));
}

function kindWords(stats: Stats): Sentence {
  return refusalWords(stats.isDirectory() ? "folder" : "no-regular-file");
}

/** Why a path cannot be read as a file, where that is because of what it is. Null: it is a file, or opening it says why not. */
export function unfitReason(path: string): Sentence | null {
  const stats = statsOf(path);
  if (stats === null || stats.isFile()) return null;
  return kindWords(stats);
}

function statsOf(path: string): Stats | null {
  try {
    return fileStats(path) ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}

function tooLarge(maxBytes: number): UnfitFileError {
  return new UnfitFileError(refusalWords("too-large", { mostMebibytes: Math.round(maxBytes / MEBIBYTE) }));
}
