import { hashText } from "../../base/hash.ts";

/**
 * The shard of a key, from 1: that which draws the highest number for it (rendezvous hashing; Thaler and Ravishankar, IEEE/ACM
 * Transactions on Networking 6 (1998) 1–14). A key's shard depends on nothing but the key, and with one shard more only
 * the keys move that the new one takes. Shards that run on many machines must agree: what is drawn may never change.
 */
export function shardOfKey(key: string, shards: number): number {
  const hash = hashText(key);
  const high = Number.parseInt(hash.slice(0, 8), 16);
  const low = Number.parseInt(hash.slice(8, 16), 16);
  let best = 1;
  let most = -1;
  for (let shard = 1; shard <= shards; shard++) {
    const drawn = mixed(high ^ mixed(low + Math.imul(shard, GOLDEN)));
    if (drawn > most) [best, most] = [shard, drawn];
  }
  return best;
}

/** 2³² over the golden ratio: neighbours of it have no pattern in common. */
const GOLDEN = 0x9e3779b9;

/** The finalizer of MurmurHash3 (A. Appleby, public domain): every bit of the result depends on every bit of the number. */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
