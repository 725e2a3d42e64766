import type { BaselineCase, CaseHashes } from "../../domain/formats/records.ts";
import { asksTheSame, changedVars, type VarChange, varHashes } from "./case-inputs.ts";
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
  /** Of those: how many cases differ in a variable, by its name and how; empty where it is not known. */
  readonly vars: readonly ChangedVariable[];
  /** Same inputs, other checks: not compared. */
  readonly checks: NamedCases;
  /** Only in the candidate. */
  readonly added: NamedCases;
  /** In both, and without a verdict that counts in the baseline: nothing to be compared with. */
  readonly unmeasured: NamedCases;
  /** In both, and without a verdict that counts on the candidate's side alone. */
  readonly undecided: NamedCases;
  /** In both, and without a verdict on either side: no difference, and nothing that was compared. */
  readonly neither: NamedCases;
  /** Only in the baseline. */
  readonly removed: NamedCases;
  /** In both, and left out by `skip:` now. */
  readonly skipped: NamedCases;
  /** In both, and counting in nothing by `quarantine:` now. */
  readonly quarantined: NamedCases;
  /** Cases whose hashes one side does not know: taken to be the same. */
  readonly unknown: number;
}

/** A variable that differs in some cases. */
export interface ChangedVariable {
  readonly name: string;
  readonly change: VarChange;
  readonly cases: number;
}

/** Whether a case of the candidate counts, and if not, why. */
export type CaseStanding = "counts" | "skipped" | "quarantined";

const UNSEEN = 0;
const SAME = 1;
const CHANGED = 2;
/** The same, but it counts in nothing. */
const IDLE = 3;

/** A case as a candidate has it. */
export interface SeenCase {
  readonly id: string;
  readonly hashes: CaseHashes | null;
  readonly standing?: CaseStanding;
  /** False: no verdict came of it; absent: one did, or it is not known yet. */
  readonly hasVerdict?: boolean;
  readonly vars: Readonly<Record<string, unknown>> | null;
}

class NameTally {
  total = 0;
  readonly first: string[] = [];

  add(id: string): void {
    this.total++;
    if (this.first.length < NAMED_CASES) this.first.push(id);
  }
}

type Tallies = Readonly<Record<Exclude<keyof CaseChanges, "removed" | "unknown" | "vars">, NameTally>>;

function noChanges(): Tallies {
  const tally = (): NameTally => new NameTally();
  return {
    inputs: tally(),
    checks: tally(),
    added: tally(),
    unmeasured: tally(),
    undecided: tally(),
    neither: tally(),
    skipped: tally(),
    quarantined: tally(),
  };
}

/**
 * Finds out which cases of a baseline a candidate has, unchanged. Only other inputs or other checks make a case
 * non-comparable, and only that case. `cases`: ascending by id.
 */
export class CaseMatcher {
  private readonly cases: readonly BaselineCase[];
  private readonly ids: readonly string[];
  private readonly unmeasured: ReadonlySet<string>;
  private readonly states: Uint8Array;
  private changed = noChanges();
  private unknown = 0;
  private vars = new Map<string, ChangedVariable>();
  private lastId: string | null = null;

  /** `unmeasured`: ids of cases that the baseline has without a verdict that counts. */
  constructor(cases: readonly BaselineCase[], unmeasured: ReadonlySet<string> = new Set()) {
    this.cases = cases;
    this.unmeasured = unmeasured;
    this.ids = cases.map(({ id }) => id);
    this.states = new Uint8Array(cases.length);
  }

  /** Forgets what it has seen: the candidate is read anew. */
  reset(): void {
    this.states.fill(UNSEEN);
    this.changed = noChanges();
    this.unknown = 0;
    this.vars = new Map();
    this.lastId = null;
  }

  /** A case of the candidate. Its further trials, which follow it in plan order, change nothing. `vars`: null where they are not known. */
  see({ id, hashes, standing = "counts", hasVerdict = true, vars }: SeenCase): void {
    if (id === this.lastId) return;
    this.lastId = id;
    const index = indexOfSorted(this.ids, id);
    const known = this.cases[index];
    if (known === undefined) this.seeUnknown(id, standing, hasVerdict);
    else if (this.states[index] === UNSEEN) {
      const state = this.stateOf(known, hashes, standing);
      this.states[index] = state;
      if (state === CHANGED) this.addVars(known, vars);
      if (state === SAME && !hasVerdict) this.changed.undecided.add(id);
    }
  }

  /** A case that the baseline has no verdict of. What counts in nothing on both sides is not worth a word. */
  private seeUnknown(id: string, standing: CaseStanding, hasVerdict: boolean): void {
    if (!this.unmeasured.has(id)) this.changed.added.add(id);
    else if (hasVerdict) this.changed.unmeasured.add(id);
    else if (standing === "counts") this.changed.neither.add(id);
  }

  private addVars({ vars: before }: BaselineCase, vars: SeenCase["vars"]): void {
    if (before === undefined || vars === null) return;
    for (const [name, change] of changedVars(before, varHashes(vars))) {
      const key = `${change} ${name}`;
      const cases = (this.vars.get(key)?.cases ?? 0) + 1;
      if (cases > 1 || this.vars.size < NAMED_CASES) this.vars.set(key, { name, change, cases });
    }
  }

  /** The cases that may be compared. `withUnseen`: also those that the candidate does not have. */
  comparable(withUnseen: boolean): BaselineCase[] {
    return this.cases.filter((_, index) => {
      const state = this.states[index];
      return state === SAME || state === IDLE || (withUnseen && state === UNSEEN);
    });
  }

  /** The cases that should have a pair: also those that have changed. `withUnseen`: as in `comparable`. */
  expected(withUnseen: boolean): BaselineCase[] {
    return this.cases.filter((_, index) => withUnseen || this.states[index] !== UNSEEN);
  }

  /** The cases that can have a pair: unchanged, and counting on the candidate's side. */
  pairable(): BaselineCase[] {
    return this.cases.filter((_, index) => this.states[index] === SAME);
  }

  changes(): CaseChanges {
    const removed = new NameTally();
    for (const [index, id] of this.ids.entries()) if (this.states[index] === UNSEEN) removed.add(id);
    const vars = [...this.vars.values()].sort((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));
    return { ...this.changed, removed, unknown: this.unknown, vars };
  }

  private stateOf(known: BaselineCase, hashes: CaseHashes | null, standing: CaseStanding): number {
    const change = this.changeOf(known, hashes);
    if (standing !== "counts") this.changed[standing].add(known.id);
    else if (change !== null) this.changed[change].add(known.id);
    if (change !== null) return CHANGED;
    return standing === "counts" ? SAME : IDLE;
  }

  private changeOf(known: BaselineCase, hashes: CaseHashes | null): "inputs" | "checks" | null {
    if (hashes === null || known.inputs === null || known.checks === null) {
      this.unknown++;
      return null;
    }
    if (!asksTheSame(known, hashes)) return "inputs";
    return known.checks === hashes.checks ? null : "checks";
  }
}
