import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";

/** How a request of an application ended. */
export type MeteredEnd = "answered" | "reused" | "failed" | "refused" | "missing";

/** What a request would have needed of the budget. */
export interface RefusedRoom {
  readonly words: Sentence;
  readonly neededUsd: number | null;
}

/** What became of an application's requests, by how they ended. */
export class MeterTally {
  private readonly ends: Record<MeteredEnd, number> = { answered: 0, reused: 0, failed: 0, refused: 0, missing: 0 };

  private freeAsks = 0;

  private turnedAwayCount = 0;

  private uncapped: { readonly first: string; readonly count: number } | null = null;

  /** A request that was not let through, since nothing could cap it: no question of how much is left. */
  countUncapped(why: string): void {
    this.count("failed");
    this.uncapped = { first: this.uncapped?.first ?? why, count: (this.uncapped?.count ?? 0) + 1 };
  }

  /** How many could not be capped, and why the first of them; null: none. */
  get notCapped(): { readonly first: string; readonly count: number } | null {
    return this.uncapped;
  }

  private firstMissing: Sentence | null = null;

  private room: RefusedRoom | null = null;

  /** Why no recording answers a request: the first of them is told at the end. */
  noteMissing(words: Sentence): void {
    this.firstMissing ??= words;
  }

  /** Why the budget did not let a request through; `neededUsd`: the least cap that would have, null: not known. */
  noteRoom(words: Sentence, neededUsd: number | null): void {
    this.room ??= { words, neededUsd };
  }

  /** Of the first request that no recording answers; null: none. */
  get missingWords(): Sentence | null {
    return this.firstMissing;
  }

  /** Of the first request that the budget did not let through; null: none. */
  get refusedRoom(): RefusedRoom | null {
    return this.room;
  }

  count(end: MeteredEnd): void {
    this.ends[end] += 1;
  }

  /** A question that costs nothing (`count_tokens`, `models`): no request of the report, and yet a sign of life. */
  countFree(): void {
    this.freeAsks += 1;
  }

  /** A request that was turned away at the door: it failed, and is no sign that what is asked goes through here. */
  countTurnedAway(): void {
    this.count("failed");
    this.turnedAwayCount += 1;
  }

  get turnedAway(): number {
    return this.turnedAwayCount;
  }

  /** Has anything at all come through? */
  get isTouched(): boolean {
    return this.freeAsks + this.requests > this.turnedAwayCount;
  }

  get counts(): Readonly<Record<MeteredEnd, number>> {
    return this.ends;
  }

  get requests(): number {
    return Object.values(this.ends).reduce((sum, count) => sum + count, 0);
  }
}
