import type { BaselineFile } from "../../domain/formats/records.ts";

/** How many runs are pooled in a baseline: an arm that began anew has fewer than the others. */
export interface PooledRuns {
  readonly fewest: number;
  readonly most: number;
}

/** Over the arms with one of these ids; over all arms where none is given. */
export function pooledRuns({ arms }: Pick<BaselineFile, "arms">, ids: ReadonlySet<string> | null = null): PooledRuns {
  const counts = arms.filter(({ id }) => ids === null || ids.has(id)).map(({ runs }) => runs.length);
  return counts.length === 0 ? { fewest: 0, most: 0 } : { fewest: Math.min(...counts), most: Math.max(...counts) };
}
