import type { ByteRange } from "./byte-range.ts";

/** Places of lines by number, in typed arrays: 12 bytes each. */
export class PlaceList {
  private offsets = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private end = 0;

  /** Puts a place at `index`, at most one beyond the last. */
  set(index: number, { offset, length }: ByteRange): void {
    if (index === this.offsets.length) this.grow();
    this.offsets[index] = offset;
    this.lengths[index] = length;
    this.end = Math.max(this.end, index + 1);
  }

  get length(): number {
    return this.end;
  }

  at(index: number): ByteRange | null {
    if (index >= this.end) return null;
    return { offset: this.offsets[index] ?? 0, length: this.lengths[index] ?? 0 };
  }

  private grow(): void {
    const { offsets, lengths } = this;
    this.offsets = new Float64Array(2 * offsets.length);
    this.offsets.set(offsets);
    this.lengths = new Uint32Array(2 * lengths.length);
    this.lengths.set(lengths);
  }
}
