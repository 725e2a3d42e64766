const FIRST_ROOM = 64;

/** Numbers appended one by one, 8 bytes each: latencies of a million trials. */
export class NumberList {
  private room = new Float64Array(FIRST_ROOM);
  private length = 0;

  get count(): number {
    return this.length;
  }

  push(value: number): void {
    if (this.length === this.room.length) {
      const larger = new Float64Array(this.room.length * 2);
      larger.set(this.room);
      this.room = larger;
    }
    this.room[this.length++] = value;
  }

  /** A sorted copy. */
  sorted(): Float64Array {
    return this.room.slice(0, this.length).sort();
  }
}

/**
 * The nearest-rank percentile of ascending numbers, the ⌈share·n⌉-th: always one that occurred. `missing` further numbers
 * count as larger than all. Null when there is no such number.
 */
export function nearestRank(ascending: Float64Array, share: number, missing = 0): number | null {
  const rank = Math.max(1, Math.ceil(share * (ascending.length + missing) - 1e-9));
  return ascending[rank - 1] ?? null;
}
