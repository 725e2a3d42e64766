/** How a request of an application ended. */
export type MeteredEnd = "answered" | "reused" | "failed" | "refused" | "missing";

/** What became of an application's requests, by how they ended. */
export class MeterTally {
  private readonly ends: Record<MeteredEnd, number> = { answered: 0, reused: 0, failed: 0, refused: 0, missing: 0 };

  count(end: MeteredEnd): void {
    this.ends[end] += 1;
  }

  get counts(): Readonly<Record<MeteredEnd, number>> {
    return this.ends;
  }

  get requests(): number {
    return Object.values(this.ends).reduce((sum, count) => sum + count, 0);
  }
}
