/** An entry of the prompt cache lives five minutes after its last use (API prompt-caching page); some are kept in hand. */
const LIFE_MS = 4.5 * 60_000;
/** More prefixes than this in one run share too little to be worth remembering. */
const MAX_GROUPS = 10_000;

/**
 * Which cacheable prefixes are in the prompt cache. An entry can be read only once the first answer has begun, so that
 * equal prefixes sent at once would each pay for writing it: the first of a group goes alone.
 */
export class CacheGroups {
  private readonly warmUntilMs = new Map<string, number>();
  private readonly warming = new Set<string>();

  mustWait(groups: readonly string[]): boolean {
    return groups.some((group) => this.warming.has(group));
  }

  sent(groups: readonly string[], nowMs: number): void {
    for (const group of groups) {
      if ((this.warmUntilMs.get(group) ?? Number.NEGATIVE_INFINITY) > nowMs) this.keep(group, nowMs);
      else this.warming.add(group);
    }
  }

  /** The first byte of an answer has come: the entries can be read. */
  warmed(groups: readonly string[], nowMs: number): void {
    for (const group of groups) {
      this.warming.delete(group);
      this.keep(group, nowMs);
    }
  }

  /** The request has ended, perhaps without a byte: the next of its groups may try. */
  ended(groups: readonly string[]): void {
    for (const group of groups) this.warming.delete(group);
  }

  private keep(group: string, nowMs: number): void {
    this.warmUntilMs.delete(group);
    this.warmUntilMs.set(group, nowMs + LIFE_MS);
    if (this.warmUntilMs.size <= MAX_GROUPS) return;
    const [oldest] = this.warmUntilMs.keys();
    if (oldest !== undefined) this.warmUntilMs.delete(oldest);
  }
}
