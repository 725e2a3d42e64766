import { closeSync, openSync, readSync } from "node:fs";
import { storeCall } from "./journal-file.ts";
import type { Place } from "./trial-index.ts";

const CHUNK_BYTES = 64 * 1024;
/** Trials of several rate-limit buckets stand in the journal as they ended: reading in plan order goes on in several places at once. */
const CHUNKS = 16;

interface Chunk {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Reads lines of a file by their place. Lines near those that were read last come without another read. */
export class LineReader {
  private readonly fd: number;
  /** The one used last comes last. */
  private readonly chunks: Chunk[] = [];

  /** Throws `StoreError` when there is no such file any more. */
  constructor(path: string) {
    this.fd = storeCall(() => openSync(path, "r"));
  }

  /** The JSON value of a line. It must be whole: a place that the journal's writer or scanner gave. */
  read(place: Place): unknown {
    const { offset, bytes } = this.take(place) ?? this.load(place);
    const start = place.offset - offset;
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, place.length).toString("utf8"));
  }

  close(): void {
    closeSync(this.fd);
  }

  private take(place: Place): Chunk | null {
    const at = this.chunks.findLastIndex((chunk) => holds(chunk, place));
    const [chunk] = at === -1 ? [] : this.chunks.splice(at, 1);
    if (chunk === undefined) return null;
    this.chunks.push(chunk);
    return chunk;
  }

  private load({ offset, length }: Place): Chunk {
    const buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, length));
    let filled = 0;
    for (let count = 1; count > 0 && filled < buffer.length; filled += count) {
      count = readSync(this.fd, buffer, filled, buffer.length - filled, offset + filled);
    }
    const chunk = { offset, bytes: buffer.subarray(0, filled) };
    if (this.chunks.length === CHUNKS) this.chunks.shift();
    this.chunks.push(chunk);
    return chunk;
  }
}

function holds({ offset, bytes }: Chunk, place: Place): boolean {
  return place.offset >= offset && place.offset + place.length <= offset + bytes.length;
}
