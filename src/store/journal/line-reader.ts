import type { ByteRange } from "../../base/lists/byte-range.ts";
import { closeSync, openSync, readSync } from "node:fs";
import { storeCall } from "./journal-file.ts";
import type { JournalLine } from "../../domain/formats/records.ts";
import { mendLine } from "./mend-line.ts";

const CHUNK_BYTES = 64 * 1024;
/** Trials of several rate-limit buckets stand in the journal as they ended: reading in plan order goes on in several places at once. */
const CHUNKS = 16;

/** A stretch of the file that begins at `offset`; `filled` bytes of it have been read so far. */
interface Chunk {
  readonly offset: number;
  readonly buffer: Uint8Array;
  filled: number;
}

/**
 * Reads lines of a file by their place. Lines near those that were read last come without another read, and a file that
 * grows is read on into the same memory: who follows a run takes no new memory for each line.
 */
export class LineReader {
  private readonly fd: number;
  /** The one used last comes last. */
  private readonly chunks: Chunk[] = [];

  /** Throws `StoreError` when there is no such file any more. */
  constructor(path: string) {
    this.fd = storeCall(() => openSync(path, "r"));
  }

  /** A line. It must be whole, and checked: a place that the journal's writer or scanner gave. */
  read(place: ByteRange): JournalLine {
    const { offset, buffer } = this.take(place) ?? this.load(place);
    const start = place.offset - offset;
    const text = Buffer.from(buffer.buffer, buffer.byteOffset + start, place.length).toString("utf8");
    return mendLine(JSON.parse(text)) as JournalLine; // written or checked by us
  }

  close(): void {
    closeSync(this.fd);
  }

  private take(place: ByteRange): Chunk | null {
    const at = this.chunks.findLastIndex((chunk) => hasRoomFor(chunk, place));
    const [chunk] = at === -1 ? [] : this.chunks.splice(at, 1);
    if (chunk === undefined) return null;
    this.chunks.push(chunk);
    if (place.offset + place.length > chunk.offset + chunk.filled) this.readOn(chunk);
    return chunk;
  }

  private load({ offset, length }: ByteRange): Chunk {
    const size = Math.max(CHUNK_BYTES, length);
    const oldest = this.chunks.length === CHUNKS ? this.chunks.shift() : undefined;
    const buffer = oldest?.buffer.length === size ? oldest.buffer : Buffer.allocUnsafeSlow(size);
    const chunk = { offset, buffer, filled: 0 };
    this.readOn(chunk);
    this.chunks.push(chunk);
    return chunk;
  }

  /** Reads what the file has of the chunk by now. */
  private readOn(chunk: Chunk): void {
    const { buffer, offset } = chunk;
    for (let count = 1; count > 0 && chunk.filled < buffer.length; chunk.filled += count) {
      count = readSync(this.fd, buffer, chunk.filled, buffer.length - chunk.filled, offset + chunk.filled);
    }
  }
}

function hasRoomFor({ offset, buffer }: Chunk, place: ByteRange): boolean {
  return place.offset >= offset && place.offset + place.length <= offset + buffer.length;
}
