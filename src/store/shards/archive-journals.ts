import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { closeSync, createReadStream, openSync, readSync, statfsSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { unfitReason } from "../../host/regular-file.ts";
import type { Entry, ZipFile } from "yauzl";
import { tarEntries } from "./tar-reader.ts";

export type Unpacked =
  /** Paths of the journals that were in it, each in a file of its own. */
  | { readonly status: "unpacked"; readonly journals: readonly string[] }
  | { readonly status: "refused"; readonly message: Sentence };

export interface UnpackBounds {
  readonly entries: number;
  /** Of all journals together. */
  readonly bytes: number;
}

const GIBIBYTE = 1024 ** 3;
/** Some ten million trials. What is more is no artifact but a bomb. */
const USUAL_BOUNDS: UnpackBounds = { entries: 100_000, bytes: 32 * GIBIBYTE };
/** Left free on the disk, whatever an archive holds. */
const SPARE_BYTES = 256 * 1024 * 1024;
const NAME = "journal.jsonl";
const HEAD_BYTES = 512;

/** An archive that cannot be taken. */
class ArchiveError extends Error {
  readonly reason: Sentence;

  constructor(reason: Sentence) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Takes the journals of runs out of a .zip, .tar or .tar.gz, which is told by its bytes. Names inside an archive only say
 * which files are journals: what is written goes into `folder` under names of our own, links and everything else are passed over.
 */
export async function unpackJournals(
  archive: string,
  folder: string,
  bounds: UnpackBounds = USUAL_BOUNDS,
): Promise<Unpacked> {
  const room = roomIn(folder);
  const sink = new JournalSink(folder, { ...bounds, bytes: Math.min(bounds.bytes, room) });
  try {
    const head = headOf(archive);
    if (isZip(head)) await unpackZip(archive, sink);
    else if (isGzip(head)) await unpackTar(gunzipped(archive), sink);
    else if (isTar(head)) await unpackTar(createReadStream(archive), sink);
    else return { status: "refused", message: refusalWords("no-archive") };
  } catch (error) {
    // Libraries throw plain errors for what is damaged.
    if (!(error instanceof Error)) throw error;
    const { message: reason } = error;
    const message = error instanceof ArchiveError ? error.reason : refusalWords("damaged-archive", { reason });
    return { status: "refused", message };
  } finally {
    sink.close();
  }
  if (sink.journals.length === 0)
    return { status: "refused", message: refusalWords("no-journal-inside", { name: NAME }) };
  return { status: "unpacked", journals: sink.journals };
}

/** Can this file be an archive, by its first bytes? */
export function isArchive(path: string): boolean {
  if (unfitReason(path) !== null) return false;
  const head = headOf(path);
  return isZip(head) || isGzip(head) || isTar(head);
}

/** Writes journals out, within bounds. */
class JournalSink {
  readonly journals: string[] = [];
  private readonly folder: string;
  private readonly bounds: UnpackBounds;
  private entries = 0;
  private bytes = 0;
  private fd: number | null = null;

  constructor(folder: string, bounds: UnpackBounds) {
    this.folder = folder;
    this.bounds = bounds;
  }

  /** Is the next entry wanted? */
  wants(name: string, isFile: boolean): boolean {
    this.entries += 1;
    const most = this.bounds.entries;
    if (this.entries > most) throw new ArchiveError(refusalWords("many-entries", { most }));
    return isFile && basename(name.replaceAll("\\", "/")) === NAME;
  }

  async take(content: AsyncIterable<Uint8Array>): Promise<void> {
    const path = join(this.folder, `${this.journals.length + 1}-${NAME}`);
    this.fd = openSync(path, "wx");
    for await (const bytes of content) {
      this.bytes += bytes.length;
      if (this.bytes > this.bounds.bytes) {
        const mostMebibytes = Math.floor(this.bounds.bytes / 1024 ** 2);
        throw new ArchiveError(refusalWords("large-archive", { mostMebibytes }));
      }
      for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    }
    this.close();
    this.journals.push(path);
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }
}

async function unpackZip(archive: string, sink: JournalSink): Promise<void> {
  const { default: yauzl } = await import("yauzl");
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on("error", reject);
      zip.on("end", resolve);
      zip.on("entry", (entry) => {
        takeEntry(zip, entry, sink).then(() => zip.readEntry(), reject);
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}

async function takeEntry(zip: ZipFile, entry: Entry, sink: JournalSink): Promise<void> {
  if (!sink.wants(entry.fileName, !entry.fileName.endsWith("/"))) return;
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  await sink.take(stream);
}

/** What cannot be read, or is no gzip, breaks the stream that is read. */
function gunzipped(archive: string): Readable {
  return pipeline(createReadStream(archive), createGunzip(), () => undefined);
}

async function unpackTar(bytes: Readable, sink: JournalSink): Promise<void> {
  for await (const { name, isFile, content } of tarEntries(bytes)) {
    if (sink.wants(name, isFile)) await sink.take(content);
  }
}

function headOf(path: string): Buffer {
  const fd = openSync(path, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(fd, head));
  } finally {
    closeSync(fd);
  }
}

function isZip(head: Buffer): boolean {
  return head.subarray(0, 4).toString("latin1") === "PK\u0003\u0004";
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** POSIX.1-1988 (ustar): the magic stands at byte 257. */
function isTar(head: Buffer): boolean {
  return head.subarray(257, 262).toString("latin1") === "ustar";
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.max(0, bavail * bsize - SPARE_BYTES);
}
