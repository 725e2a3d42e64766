/** A growing list of 64-bit values in one typed array: 8 bytes an item, so that a million cases cost 8 MB. */
export interface HashList {
  readonly length: number;
  /** Adds the first 64 bits of a hash given as hex digits. */
  push(hexHash: string): void;
  matches(index: number, hexHash: string): boolean;
  /** The values that stand in the list more than once. */
  repeated(): ReadonlySet<bigint>;
}

const INITIAL_CAPACITY = 1024;

/** The first 64 bits of a hash given as hex digits. */
export function hash64(hexHash: string): bigint {
  return BigInt(`0x${hexHash.slice(0, 16)}`);
}

export function createHashList(): HashList {
  let values = new BigUint64Array(INITIAL_CAPACITY);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(hexHash) {
      if (length === values.length) {
        const larger = new BigUint64Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = hash64(hexHash);
    },
    matches: (index, hexHash) => index < length && values[index] === hash64(hexHash),
    repeated() {
      const sorted = values.slice(0, length).sort();
      const found = new Set<bigint>();
      for (let index = 1; index < length; index++) {
        const value = sorted[index];
        if (value !== undefined && value === sorted[index - 1]) found.add(value);
      }
      return found;
    },
  };
}
