import { closeSync, openSync, readSync } from "node:fs";
import type { Place } from "./trial-index.ts";

const CHUNK_BYTES = 256 * 1024;

/** Reads lines of a file by their place. Neighbouring lines come from one read. */
export class LineReader {
  private readonly fd: number;
  private chunk: Uint8Array = new Uint8Array(0);
  private chunkOffset = 0;

  constructor(path: string) {
    this.fd = openSync(path, "r");
  }

  /** The JSON value of a line. It must be whole: a place that the journal's writer or scanner gave. */
  read(place: Place): unknown {
    if (!this.holds(place)) this.load(place);
    const start = place.offset - this.chunkOffset;
    const text = Buffer.from(this.chunk.buffer, this.chunk.byteOffset + start, place.length).toString("utf8");
    return JSON.parse(text);
  }

  close(): void {
    closeSync(this.fd);
  }

  private holds({ offset, length }: Place): boolean {
    return offset >= this.chunkOffset && offset + length <= this.chunkOffset + this.chunk.length;
  }

  private load({ offset, length }: Place): void {
    const buffer = Buffer.alloc(Math.max(CHUNK_BYTES, length));
    let filled = 0;
    for (let count = 1; count > 0 && filled < buffer.length; filled += count) {
      count = readSync(this.fd, buffer, filled, buffer.length - filled, offset + filled);
    }
    this.chunk = buffer.subarray(0, filled);
    this.chunkOffset = offset;
  }
}
