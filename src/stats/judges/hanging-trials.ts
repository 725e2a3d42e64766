/** Trials that passed or failed. */
export interface DecidedTrials {
  readonly passed: number;
  readonly failed: number;
}

/** Trials of an arm that passed or failed by the word of judges that are not believed as they are. */
export interface HangingEvidence extends DecidedTrials {
  /** By judge; a trial that hangs on several stands with each. */
  readonly byJudge: ReadonlyMap<string, DecidedTrials>;
}

/** The same, fed trial by trial. */
export class HangingTrials implements HangingEvidence {
  passed = 0;
  failed = 0;
  readonly byJudge: Map<string, DecidedTrials> = new Map();

  /** A trial with this verdict hangs on these judges. */
  add(verdict: "pass" | "fail", judges: Iterable<string>): void {
    const own = { passed: Number(verdict === "pass"), failed: Number(verdict === "fail") };
    this.passed += own.passed;
    this.failed += own.failed;
    for (const name of judges) this.byJudge.set(name, sumOf([this.byJudge.get(name) ?? NONE, own]));
  }
}

const NONE: DecidedTrials = { passed: 0, failed: 0 };

/** What hangs on a judge on all of these arms together. */
export function hangingOn(arms: readonly HangingEvidence[], judge: string): DecidedTrials {
  return sumOf(arms.map(({ byJudge }) => byJudge.get(judge) ?? NONE));
}

function sumOf(all: readonly DecidedTrials[]): DecidedTrials {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), NONE);
}
