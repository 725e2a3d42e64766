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
 * The nearest-rank percentile of ascending numbers, the ⌈share·n⌉-th: always one that occurred. `slower` and `faster` further
 * numbers count as larger and as smaller than all. Null when the rank falls on one of those, or when there is no number.
 */
export function nearestRank(ascending: Float64Array, share: number, slower = 0, faster = 0): number | null {
  const rank = Math.max(1, Math.ceil(share * (ascending.length + slower + faster) - 1e-9));
  return ascending[rank - faster - 1] ?? null;
}
