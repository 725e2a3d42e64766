const MOST_KEPT = 2_000;

/** A function of two numbers that keeps what it has worked out: quantiles are asked for again and again, for the same few arguments. */
export function remembered(work: (x: number, y: number) => number): (x: number, y: number) => number {
  const kept = new Map<number, Map<number, number>>();
  let count = 0;
  return (x, y) => {
    const row = kept.get(x);
    const known = row?.get(y);
    if (known !== undefined) return known;
    const value = work(x, y);
    if (count < MOST_KEPT) {
      count++;
      if (row === undefined) kept.set(x, new Map([[y, value]]));
      else row.set(y, value);
    }
    return value;
  };
}
