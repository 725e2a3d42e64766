import type { CaseHashes } from "../../domain/formats/records.ts";
import { asksTheSame } from "./case-inputs.ts";

/** The cases of a run. */
export interface AskedCases {
  /** By id, what each asks and expects; null where the run does not say it. */
  readonly asked: ReadonlyMap<string, CaseHashes | null>;
  /** Are these all cases of the suite, and no selection of them? */
  readonly isWhole: boolean;
}

/** Which parts of the cases changed. */
export interface CaseParts {
  readonly cases: boolean;
  readonly checks: boolean;
}

/**
 * Tells run by run, from the oldest, whether its cases changed, as a comparison of runs has it: a case asks for something else
 * when anything that is read of it differs. Each is held against the newest run before that had it, so that a run of a few cases
 * hides nothing and changes nothing.
 */
export class CasesBefore {
  private readonly known = new Map<string, CaseHashes>();
  /** Ids of the newest whole run. */
  private whole: ReadonlySet<string> | null = null;

  /** Null where nothing before is known, or the run does not say what its cases ask. */
  next({ asked, isWhole }: AskedCases): CaseParts | null {
    const isFirst = this.known.size === 0;
    const isKnown = asked.size > 0 && [...asked.values()].every((hashes) => hashes !== null);
    const changed = { cases: isWhole && this.differsFrom(asked), checks: false };
    for (const [id, now] of asked) {
      const before = this.known.get(id);
      if (now === null) continue;
      this.known.set(id, now);
      if (before === undefined) continue;
      changed.cases ||= !asksTheSame(before, now);
      changed.checks ||= before.checks !== now.checks;
    }
    if (isWhole) this.whole = new Set(asked.keys());
    return isFirst || !isKnown ? null : changed;
  }

  /** Are there cases that the newest whole run did not have, or is one of its cases gone? */
  private differsFrom(asked: AskedCases["asked"]): boolean {
    const { whole } = this;
    return whole !== null && (whole.size !== asked.size || [...asked.keys()].some((id) => !whole.has(id)));
  }
}
