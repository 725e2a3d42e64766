import type { ToldAnswer } from "./trial-notes.ts";

/** The start of an answer, and how long all of it is, in code units. */
export interface NotedAnswer extends ToldAnswer {
  readonly length: number;
}

/** Trials that were skipped for one reason. */
export interface SkippedTrials {
  readonly trials: number;
  /** How many cases they are of, and the first of these. Raw text. */
  readonly cases: number;
  readonly named: readonly string[];
}

/** Skipped trials while they are counted. */
interface SkipCount extends SkippedTrials {
  /** A case's trials come in a row: a case is new when it is not the last one. */
  readonly last: string;
}

const MAX_SKIP_REASONS = 20;
const NAMED_CASES = 5;

/** Counts skipped trials by reason. */
export class SkipTally {
  readonly #counts = new Map<string, SkipCount>();

  /** `name`: what its case is called. */
  add(reason: string, name: string): void {
    const key = this.#counts.has(reason) || this.#counts.size < MAX_SKIP_REASONS ? reason : "for other reasons";
    const { trials = 0, cases = 0, named = [], last } = this.#counts.get(key) ?? {};
    const isNew = last !== name;
    this.#counts.set(key, {
      trials: trials + 1,
      cases: cases + (isNew ? 1 : 0),
      named: isNew && named.length < NAMED_CASES ? [...named, name] : named,
      last: name,
    });
  }

  counts(): ReadonlyMap<string, SkippedTrials> {
    return this.#counts;
  }
}
