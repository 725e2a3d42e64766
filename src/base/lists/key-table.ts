const FIRST_SIZE = 1024;
const NONE = -1;

/**
 * Numbers keys 0, 1, 2, … in the order in which they come, without holding them: 64 bits of each stand in an open-addressed
 * table of typed arrays, so that a million keys take 24 MB or less. Two keys may share a number, once in some ten billion:
 * whoever finds something by a number holds the key itself against it.
 */
export class KeyTable {
  private hashes = new Uint32Array(2 * FIRST_SIZE);
  private ids = new Int32Array(FIRST_SIZE).fill(NONE);
  private count = 0;

  /** How many numbers were given. */
  get size(): number {
    return this.count;
  }

  /** The number of a key; null when it has none. */
  find(key: string): number | null {
    const id = this.ids[this.slotOf(hashPair(key))] ?? NONE;
    return id === NONE ? null : id;
  }

  /** The number of a key, a new one if it has none. */
  add(key: string): number {
    if (2 * this.count >= this.ids.length) this.grow();
    const hash = hashPair(key);
    const slot = this.slotOf(hash);
    const known = this.ids[slot] ?? NONE;
    if (known !== NONE) return known;
    this.hashes.set(hash, 2 * slot);
    this.ids[slot] = this.count;
    return this.count++;
  }

  /** The slot that holds the hash, or the free one where it belongs. */
  private slotOf([high, low]: HashPair): number {
    const slots = this.ids.length;
    let slot = low % slots;
    while (this.ids[slot] !== NONE && (this.hashes[2 * slot] !== high || this.hashes[2 * slot + 1] !== low)) {
      slot = (slot + 1) % slots;
    }
    return slot;
  }

  private grow(): void {
    const { hashes, ids } = this;
    this.hashes = new Uint32Array(2 * hashes.length);
    this.ids = new Int32Array(2 * ids.length).fill(NONE);
    for (const [from, id] of ids.entries()) {
      if (id === NONE) continue;
      const hash: HashPair = [hashes[2 * from] ?? 0, hashes[2 * from + 1] ?? 0];
      const to = this.slotOf(hash);
      this.hashes.set(hash, 2 * to);
      this.ids[to] = id;
    }
  }
}

type HashPair = readonly [high: number, low: number];

/** 64 bits of any text: two FNV-1a hashes from different offsets, mixed. */
function hashPair(text: string): HashPair {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return [high >>> 0, (low ^ (low >>> 16)) >>> 0];
}
