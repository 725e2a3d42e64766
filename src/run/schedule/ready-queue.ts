import type { CallPriority } from "../../domain/run/call.ts";

/** What goes first has the lowest rank. */
export const RANKS: Readonly<Record<CallPriority, number>> = { continuation: 0, judge: 1, new: 2 };

/** A queue by priority, then by order of arrival. It holds no more than a window of open trials. */
export class ReadyQueue<T> implements Iterable<T> {
  private readonly levels: readonly Set<T>[] = Object.values(RANKS).map(() => new Set<T>());

  get size(): number {
    return this.levels.reduce((sum, level) => sum + level.size, 0);
  }

  add(item: T, priority: CallPriority): void {
    this.levels[RANKS[priority]]?.add(item);
  }

  /** May be called while the queue is gone through. */
  remove(item: T, priority: CallPriority): void {
    this.levels[RANKS[priority]]?.delete(item);
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
