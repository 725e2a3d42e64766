/**
 * A seeded source of uniform numbers in [0, 1): sfc32 (Chris Doty-Humphrey, PractRand), its state drawn from the
 * seed text by xmur3-style mixing. The same seed gives the same numbers on every machine.
 */
export function seededRandom(seed: string | number): () => number {
  const next = mixer(String(seed));
  let [a, b, c, counter] = [next(), next(), next(), 1];
  const step = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) step();
  return step;
}

function mixer(text: string): () => number {
  let state = 1779033703 ^ text.length;
  for (const char of text) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 3432918353);
    state = (state << 13) | (state >>> 19);
  }
  return () => {
    state = Math.imul(state ^ (state >>> 16), 2246822507);
    state = Math.imul(state ^ (state >>> 13), 3266489909);
    state ^= state >>> 16;
    return state | 0;
  };
}

/** A seeded order of 0 … n − 1: at each index, its rank in that order. 4 bytes a number. */
export function seededRanks(n: number, random: () => number): Uint32Array {
  const ranks = Uint32Array.from({ length: n }, (_, index) => index);
  for (let last = n - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    const a = ranks[last] ?? 0;
    ranks[last] = ranks[pick] ?? 0;
    ranks[pick] = a;
  }
  return ranks;
}

/** A seeded shuffle (Fisher–Yates) into a new array. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    const a = result[last] as T; // both indexes are inside the array
    result[last] = result[pick] as T;
    result[pick] = a;
  }
  return result;
}
