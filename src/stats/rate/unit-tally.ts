import type { MeanUnit } from "./mean-unit.ts";

/** Values of cases as they come in, a mean of them and the units that are independent of each other: clusters, and cases of none. */
export class UnitTally {
  count = 0;
  sum = 0;
  private readonly lone = new Map<number, number>();
  private readonly clusters = new Map<string, { sum: number; cases: number }>();

  get hasClusters(): boolean {
    return this.clusters.size > 0;
  }

  get units(): readonly MeanUnit[] {
    const lone = [...this.lone].map(([sum, times]) => ({ sum, cases: 1, times }));
    return [...lone, ...[...this.clusters.values()].map((cluster) => ({ ...cluster, times: 1 }))];
  }

  /** `cluster`: what the case stands or falls with; null: it is a unit of its own. */
  add(value: number, cluster: string | null): void {
    this.count++;
    this.sum += value;
    if (cluster === null) {
      this.lone.set(value, (this.lone.get(value) ?? 0) + 1);
      return;
    }
    const known = this.clusters.get(cluster) ?? { sum: 0, cases: 0 };
    this.clusters.set(cluster, { sum: known.sum + value, cases: known.cases + 1 });
  }
}
