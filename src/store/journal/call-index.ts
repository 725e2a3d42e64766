import type { ByteRange } from "../../base/lists/byte-range.ts";
import { KeyTable } from "../../base/lists/key-table.ts";
import { grown } from "./trial-index.ts";

const FIRST_SIZE = 1024;
const NONE = -1;

/** What the journal holds of one trial. */
export interface KeyLines {
  readonly trial: ByteRange | null;
  /** In the order in which they were written. */
  readonly calls: readonly ByteRange[];
}

/**
 * Where the lines of each trial key are, in typed arrays by the number that a table of hashes gives the key: whoever reads
 * a line found here holds its key against the one wanted.
 */
export class CallIndex {
  private readonly keys = new KeyTable();
  private lastCalls = new Int32Array(FIRST_SIZE).fill(NONE);
  private trialOffsets = new Float64Array(FIRST_SIZE);
  private trialLengths = new Uint32Array(FIRST_SIZE);
  private callOffsets = new Float64Array(FIRST_SIZE);
  private callLengths = new Uint32Array(FIRST_SIZE);
  private previousCalls = new Int32Array(FIRST_SIZE);
  private callCount = 0;

  addTrial(key: string, place: ByteRange): void {
    const id = this.idOf(key);
    this.trialOffsets[id] = place.offset + 1;
    this.trialLengths[id] = place.length;
  }

  addCall(key: string, place: ByteRange): void {
    const id = this.idOf(key);
    const call = this.callCount++;
    if (call === this.callOffsets.length) this.growCalls();
    this.callOffsets[call] = place.offset;
    this.callLengths[call] = place.length;
    this.previousCalls[call] = this.lastCalls[id] ?? NONE;
    this.lastCalls[id] = call;
  }

  linesOf(key: string): KeyLines {
    const id = this.keys.find(key);
    if (id === null) return { trial: null, calls: [] };
    const offset = this.trialOffsets[id] ?? 0;
    const trial = offset === 0 ? null : { offset: offset - 1, length: this.trialLengths[id] ?? 0 };
    const calls: ByteRange[] = [];
    for (let call = this.lastCalls[id] ?? NONE; call !== NONE; call = this.previousCalls[call] ?? NONE) {
      calls.push({ offset: this.callOffsets[call] ?? 0, length: this.callLengths[call] ?? 0 });
    }
    return { trial, calls: calls.toReversed() };
  }

  private idOf(key: string): number {
    const id = this.keys.add(key);
    if (id === this.lastCalls.length) this.growKeys();
    return id;
  }

  private growKeys(): void {
    const size = 2 * this.lastCalls.length;
    this.lastCalls = grown(this.lastCalls, new Int32Array(size).fill(NONE));
    this.trialOffsets = grown(this.trialOffsets, new Float64Array(size));
    this.trialLengths = grown(this.trialLengths, new Uint32Array(size));
  }

  private growCalls(): void {
    const size = 2 * this.callOffsets.length;
    this.callOffsets = grown(this.callOffsets, new Float64Array(size));
    this.callLengths = grown(this.callLengths, new Uint32Array(size));
    this.previousCalls = grown(this.previousCalls, new Int32Array(size));
  }
}
