import type { Place } from "./trial-index.ts";
import { grown } from "./trial-index.ts";

const FIRST_SIZE = 1024;
const NONE = -1;

/** What the journal holds of one trial. */
export interface KeyLines {
  readonly trial: Place | null;
  /** In the order in which they were written. */
  readonly calls: readonly Place[];
}

/**
 * Where the lines of each trial key are. Keys are kept as 64-bit hashes in an open-addressed table of typed arrays, not as
 * strings: whoever reads a line found here holds its key against the one wanted.
 */
export class CallIndex {
  private hashes = new Uint32Array(2 * FIRST_SIZE);
  private lastCalls = new Int32Array(FIRST_SIZE).fill(NONE);
  private trialOffsets = new Float64Array(FIRST_SIZE);
  private trialLengths = new Uint32Array(FIRST_SIZE);
  private used = 0;
  private callOffsets = new Float64Array(FIRST_SIZE);
  private callLengths = new Uint32Array(FIRST_SIZE);
  private previousCalls = new Int32Array(FIRST_SIZE);
  private callCount = 0;

  addTrial(key: string, place: Place): void {
    const slot = this.slotFor(key);
    this.trialOffsets[slot] = place.offset + 1;
    this.trialLengths[slot] = place.length;
  }

  addCall(key: string, place: Place): void {
    const slot = this.slotFor(key);
    const call = this.callCount++;
    if (call === this.callOffsets.length) this.growCalls();
    this.callOffsets[call] = place.offset;
    this.callLengths[call] = place.length;
    this.previousCalls[call] = this.lastCalls[slot] ?? NONE;
    this.lastCalls[slot] = call;
  }

  linesOf(key: string): KeyLines {
    const slot = this.findSlot(hashPair(key));
    const offset = this.trialOffsets[slot] ?? 0;
    const trial = offset === 0 ? null : { offset: offset - 1, length: this.trialLengths[slot] ?? 0 };
    const calls: Place[] = [];
    for (let call = this.lastCalls[slot] ?? NONE; call !== NONE; call = this.previousCalls[call] ?? NONE) {
      calls.push({ offset: this.callOffsets[call] ?? 0, length: this.callLengths[call] ?? 0 });
    }
    return { trial, calls: calls.toReversed() };
  }

  private get slots(): number {
    return this.lastCalls.length;
  }

  /** The slot that holds the hash, or the free one where it belongs. */
  private findSlot([high, low]: HashPair): number {
    let slot = low % this.slots;
    while (!this.isFree(slot) && (this.hashes[2 * slot] !== high || this.hashes[2 * slot + 1] !== low)) {
      slot = (slot + 1) % this.slots;
    }
    return slot;
  }

  private isFree(slot: number): boolean {
    return this.hashes[2 * slot] === 0 && this.hashes[2 * slot + 1] === 0;
  }

  private slotFor(key: string): number {
    if (2 * this.used >= this.slots) this.growSlots();
    const hash = hashPair(key);
    const slot = this.findSlot(hash);
    if (this.isFree(slot)) {
      this.used += 1;
      this.hashes.set(hash, 2 * slot);
    }
    return slot;
  }

  private growSlots(): void {
    const old = { hashes: this.hashes, last: this.lastCalls, offsets: this.trialOffsets, lengths: this.trialLengths };
    const size = 2 * this.slots;
    this.hashes = new Uint32Array(2 * size);
    this.lastCalls = new Int32Array(size).fill(NONE);
    this.trialOffsets = new Float64Array(size);
    this.trialLengths = new Uint32Array(size);
    for (let from = 0; from < old.last.length; from++) {
      const hash: HashPair = [old.hashes[2 * from] ?? 0, old.hashes[2 * from + 1] ?? 0];
      if (hash[0] === 0 && hash[1] === 0) continue;
      const to = this.findSlot(hash);
      this.hashes.set(hash, 2 * to);
      this.lastCalls[to] = old.last[from] ?? NONE;
      this.trialOffsets[to] = old.offsets[from] ?? 0;
      this.trialLengths[to] = old.lengths[from] ?? 0;
    }
  }

  private growCalls(): void {
    const size = 2 * this.callOffsets.length;
    this.callOffsets = grown(this.callOffsets, new Float64Array(size));
    this.callLengths = grown(this.callLengths, new Uint32Array(size));
    this.previousCalls = grown(this.previousCalls, new Int32Array(size));
  }
}

type HashPair = readonly [high: number, low: number];

/** 64 bits of any text: two FNV-1a hashes from different offsets, mixed; never both 0. */
function hashPair(text: string): HashPair {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return [high >>> 0, (low ^ (low >>> 16)) >>> 0 || 1];
}
