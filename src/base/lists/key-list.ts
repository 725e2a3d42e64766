const HASH_BYTES = 32;
const N_BYTES = 4;

/**
 * A growing list of keys in one block of bytes, so that a million keys take some 60 MB: a text in UTF-8, a zero byte, a
 * hash and n. Their order is that of the bytes: keys of one text stand together, and n counts up.
 */
export class KeyList {
  private bytes: Buffer = Buffer.alloc(64 * 1024);
  private ends = new Float64Array(1024);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** `hash`: 64 hex digits. */
  push(text: string, hash: string, n: number): void {
    const start = this.startOf(this.count);
    this.makeRoom(start + Buffer.byteLength(text) + 1 + HASH_BYTES + N_BYTES);
    let at = start + this.bytes.write(text, start);
    at = this.bytes.writeUInt8(0, at);
    at += this.bytes.write(hash, at, "hex");
    this.ends[this.count++] = this.bytes.writeUInt32BE(n, at);
  }

  /** Adds the keys of another list behind those of this one. */
  pushAll(others: KeyList): void {
    for (let index = 0; index < others.count; index++) {
      const [from, to] = [others.startOf(index), others.startOf(index + 1)];
      const start = this.startOf(this.count);
      this.makeRoom(start + to - from);
      others.bytes.copy(this.bytes, start, from, to);
      this.ends[this.count++] = start + to - from;
    }
  }

  /** Below 0: key `a` comes first. 0: they are equal. */
  compare(a: number, b: number): number {
    const [fromA, toA, fromB, toB] = [this.startOf(a), this.startOf(a + 1), this.startOf(b), this.startOf(b + 1)];
    return this.bytes.compare(this.bytes, fromB, toB, fromA, toA);
  }

  private startOf(index: number): number {
    return index === 0 ? 0 : (this.ends[index - 1] ?? 0);
  }

  private makeRoom(size: number): void {
    if (size > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(size, 2 * this.bytes.length));
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    if (this.count < this.ends.length) return;
    const ends = new Float64Array(2 * this.ends.length);
    ends.set(this.ends);
    this.ends = ends;
  }
}
