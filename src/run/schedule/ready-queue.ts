/** What is sent first: retries and next turns of what has begun, then judges' calls, then new trials. */
export const PRIORITIES = { continuation: 0, judge: 1, newTrial: 2 } as const;
export type Priority = (typeof PRIORITIES)[keyof typeof PRIORITIES];

/** A queue by priority, then by order of arrival. It holds no more than a window of open trials. */
export class ReadyQueue<T> implements Iterable<T> {
  private readonly levels: readonly Set<T>[] = Object.values(PRIORITIES).map(() => new Set<T>());

  get size(): number {
    return this.levels.reduce((sum, level) => sum + level.size, 0);
  }

  add(item: T, priority: Priority): void {
    this.levels[priority]?.add(item);
  }

  /** May be called while the queue is gone through. */
  remove(item: T, priority: Priority): void {
    this.levels[priority]?.delete(item);
  }

  drain(): T[] {
    const items = [...this];
    for (const level of this.levels) level.clear();
    return items;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const level of this.levels) yield* level;
  }
}
