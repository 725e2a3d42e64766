import type { BaselineCase } from "../../domain/formats/baseline-spec.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import { indexOfSorted } from "../summary/baseline-lookup.ts";

const NAMED_CASES = 20;

/** Some cases: how many, and the first by name. */
export interface NamedCases {
  readonly total: number;
  readonly first: readonly string[];
}

/** How the cases of a candidate stand to those of its baseline. */
export interface CaseChanges {
  /** Same id, other inputs: not compared. */
  readonly inputs: NamedCases;
  /** Same inputs, other checks: not compared. */
  readonly checks: NamedCases;
  /** Only in the candidate. */
  readonly added: NamedCases;
  /** Only in the baseline. */
  readonly removed: NamedCases;
  /** Cases whose hashes one side does not know: taken to be the same. */
  readonly unknown: number;
}

const UNSEEN = 0;
const SAME = 1;
const CHANGED = 2;

class NameTally {
  total = 0;
  readonly first: string[] = [];

  add(id: string): void {
    this.total++;
    if (this.first.length < NAMED_CASES) this.first.push(id);
  }
}

function noChanges(): { readonly inputs: NameTally; readonly checks: NameTally; readonly added: NameTally } {
  return { inputs: new NameTally(), checks: new NameTally(), added: new NameTally() };
}

/**
 * Finds out which cases of a baseline a candidate has, unchanged. Only other inputs or other checks make a case
 * non-comparable, and only that case. `cases`: ascending by id.
 */
export class CaseMatcher {
  private readonly cases: readonly BaselineCase[];
  private readonly ids: readonly string[];
  private readonly states: Uint8Array;
  private changed = noChanges();
  private unknown = 0;
  private lastId: string | null = null;

  constructor(cases: readonly BaselineCase[]) {
    this.cases = cases;
    this.ids = cases.map(({ id }) => id);
    this.states = new Uint8Array(cases.length);
  }

  /** Forgets what it has seen: the candidate is read anew. */
  reset(): void {
    this.states.fill(UNSEEN);
    this.changed = noChanges();
    this.unknown = 0;
    this.lastId = null;
  }

  /** A case of the candidate. Its further trials, which follow it in plan order, change nothing. */
  see(id: string, hashes: CaseHashes | null): void {
    if (id === this.lastId) return;
    this.lastId = id;
    const index = indexOfSorted(this.ids, id);
    const known = this.cases[index];
    if (known === undefined) this.changed.added.add(id);
    else if (this.states[index] === UNSEEN) this.states[index] = this.compare(known, hashes);
  }

  /** The cases that may be compared. `withUnseen`: also those that the candidate does not have. */
  comparable(withUnseen: boolean): BaselineCase[] {
    return this.cases.filter((_, index) => {
      const state = this.states[index];
      return state === SAME || (withUnseen && state === UNSEEN);
    });
  }

  changes(): CaseChanges {
    const removed = new NameTally();
    for (const [index, id] of this.ids.entries()) if (this.states[index] === UNSEEN) removed.add(id);
    return { ...this.changed, removed, unknown: this.unknown };
  }

  private compare(known: BaselineCase, hashes: CaseHashes | null): number {
    const isKnown = hashes !== null && known.inputs !== null && known.checks !== null;
    if (!isKnown) {
      this.unknown++;
      return SAME;
    }
    if (known.inputs !== hashes.inputs) this.changed.inputs.add(known.id);
    else if (known.checks !== hashes.checks) this.changed.checks.add(known.id);
    else return SAME;
    return CHANGED;
  }
}
