/**
 * The shard of each unit, from 0: the heaviest first, each to the shard that has least so far (longest processing time; R. L.
 * Graham, SIAM Journal on Applied Mathematics 17 (1969) 416–429: the fullest shard has at most 4/3 of what it could). Equal
 * units keep their order, so that the same plan is dealt out alike everywhere.
 */
export function dealOut(weights: ArrayLike<number>, shards: number): Uint16Array {
  const order = Uint32Array.from({ length: weights.length }, (_, unit) => unit);
  order.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
  const loads = new Float64Array(shards);
  const counts = new Uint32Array(shards);
  const shardOf = new Uint16Array(weights.length);
  for (const unit of order) {
    let least = 0;
    for (let shard = 1; shard < shards; shard++) {
      const difference = (loads[shard] ?? 0) - (loads[least] ?? 0);
      // Units that weigh nothing are dealt out by number.
      if (difference < 0 || (difference === 0 && (counts[shard] ?? 0) < (counts[least] ?? 0))) least = shard;
    }
    shardOf[unit] = least;
    loads[least] = (loads[least] ?? 0) + (weights[unit] ?? 0);
    counts[least] = (counts[least] ?? 0) + 1;
  }
  return shardOf;
}
