import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
  writevSync,
} from "node:fs";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";

/** An append-only file. */
export interface JournalFile {
  /** Bytes in the file. */
  readonly size: number;
  /** Writes whole; the bytes survive the process, not yet a power cut. Throws `StoreError`. */
  append(bytes: Uint8Array): void;
  /** Resolves when all that was appended before survives a power cut. Rejects with `StoreError`. */
  sync(): Promise<void>;
  close(): void;
}

export interface JournalFileOptions {
  /** The file is cut to this size first: what is behind it is a torn line. Null: kept whole. */
  readonly keepBytes: number | null;
  /** False: nothing is synced (simulated runs, tests). */
  readonly durable: boolean;
  /** A file whose space is given up when the disk is full, so that what is in flight can still be written down. */
  readonly reserve: string;
  /** The reserve had to be given up: nothing new should be started. */
  readonly onDiskFull: () => void;
}

/** The store cannot be written: full, read-only, broken. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  declare readonly message: Sentence;
  /** The operating system's code of the cause (`ENOSPC`), if it has one. */
  readonly code: string | undefined;

  constructor(message: Sentence, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = codeOf(options?.cause);
  }
}

/** Appends, and follows no link (where the system can): a checkout may bring the folder of a run. */
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
const APPEND = O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY;
/** 4 MiB, written as pieces that are one piece in memory. */
const RESERVE = { bytes: 64 * 1024, times: 64 };
const FULL: readonly (string | undefined)[] = ["ENOSPC", "EDQUOT"];
const datasync = promisify(fdatasync);

/** Opens (or creates) a journal's file and sets space aside for the worst case. Throws `StoreError`. */
export function openJournalFile(path: string, options: JournalFileOptions): JournalFile {
  const fd = storeCall(() => openSync(path, APPEND));
  storeCall(() => {
    if (options.keepBytes !== null) ftruncateSync(fd, options.keepBytes);
    rmSync(options.reserve, { force: true }); // a pipe in its place would wait for a reader
    setSpaceAside(options.reserve);
  });
  const opened = storeCall(() => fstatSync(fd));
  const hasName = opened.nlink > 0; // some file systems count no names
  let { size } = opened;
  let hasReserve = true;

  function giveUpReserve(error: unknown): void {
    if (!hasReserve || !FULL.includes(codeOf(error))) throw storeError(error);
    hasReserve = false;
    storeCall(() => rmSync(options.reserve, { force: true }));
    options.onDiskFull();
  }

  return {
    get size() {
      return size;
    },
    append(bytes) {
      for (let written = 0; written < bytes.length;) {
        try {
          const count = writeSync(fd, bytes, written);
          written += count;
          size += count;
        } catch (error) {
          giveUpReserve(error);
        }
      }
    },
    async sync() {
      if (options.durable) await datasync(fd).catch(failStore);
      else await setImmediate();
      // A file without a name takes all that is written, and is gone with the process.
      if (hasName && storeCall(() => fstatSync(fd).nlink) === 0) {
        throw new StoreError(refusalWords("deleted-meanwhile", { path }));
      }
    },
    close() {
      closeSync(fd);
      if (hasReserve) storeCall(() => rmSync(options.reserve, { force: true }));
    },
  };
}

function setSpaceAside(path: string): void {
  const fd = openSync(path, "wx");
  try {
    const piece = new Uint8Array(RESERVE.bytes);
    const pieces = Array.from({ length: RESERVE.times }, () => piece);
    const count = writevSync(fd, pieces);
    for (let left = RESERVE.bytes * RESERVE.times - count; left > 0;)
      left -= writeSync(fd, piece, 0, Math.min(left, piece.length));
  } finally {
    closeSync(fd);
  }
}

/** Runs a file operation; what goes wrong in it is the store's fault. */
export function storeCall<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw storeError(error);
  }
}

/** The operating system's code of an error (`ENOSPC`), if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function failStore(error: unknown): never {
  throw storeError(error);
}

function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(systemWords(error), { cause: error });
}
