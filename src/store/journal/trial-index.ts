import type { ByteRange } from "../../base/lists/byte-range.ts";
const FIRST_SIZE = 1024;

/**
 * Where the last line of each trial is, by ordinal: typed arrays, so that a million trials take 14 MB. Offsets are kept
 * plus one; 0 means that there is no line.
 */
export class TrialIndex {
  private offsets = new Float64Array(FIRST_SIZE);
  private lengths = new Uint32Array(FIRST_SIZE);
  private suites = new Uint16Array(FIRST_SIZE);
  private end = 0;

  set(ordinal: number, suite: number, { offset, length }: ByteRange): void {
    this.makeRoom(ordinal);
    this.offsets[ordinal] = offset + 1;
    this.lengths[ordinal] = length;
    this.suites[ordinal] = suite;
    this.end = Math.max(this.end, ordinal + 1);
  }

  placeOf(ordinal: number): ByteRange | null {
    const offset = this.offsets[ordinal] ?? 0;
    return offset === 0 ? null : { offset: offset - 1, length: this.lengths[ordinal] ?? 0 };
  }

  /** How many trials have a line. */
  get count(): number {
    let count = 0;
    for (let ordinal = 0; ordinal < this.end; ordinal++) if (this.offsets[ordinal] !== 0) count++;
    return count;
  }

  /** The places of a suite's trials in plan order. */
  *placesOf(suite: number): Iterable<ByteRange> {
    for (let ordinal = 0; ordinal < this.end; ordinal++) {
      const place = this.suites[ordinal] === suite ? this.placeOf(ordinal) : null;
      if (place !== null) yield place;
    }
  }

  /** Forgets all: ordinals mean other trials from here on. */
  clear(): void {
    this.offsets.fill(0);
    this.end = 0;
  }

  private makeRoom(ordinal: number): void {
    if (ordinal < this.offsets.length) return;
    const size = Math.max(ordinal + 1, this.offsets.length * 2);
    this.offsets = grown(this.offsets, new Float64Array(size));
    this.lengths = grown(this.lengths, new Uint32Array(size));
    this.suites = grown(this.suites, new Uint16Array(size));
  }
}

interface TypedArray {
  set(values: ArrayLike<number>): void;
}

/** The old array's numbers in the new, larger one. */
export function grown<T extends TypedArray>(from: T & ArrayLike<number>, to: T): T {
  to.set(from);
  return to;
}
