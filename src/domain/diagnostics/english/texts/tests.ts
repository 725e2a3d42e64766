/** What suites tell as tests of vitest. */
export const TESTS = {
  "retry-refused": (): string =>
    "`retry` is refused: asking until an answer passes hides how often it fails. Ask for `trials`, and let the gate say how many must pass",
  "session-cap-wanted": (): string => "live calls need a cap for the session: give `maxCostUsd`, or leave `reuse` out",
  "session-cap-spent": ({ capUsd, spentUsd, lostUsd }: SpentCap): string => {
    const lost =
      lostUsd === 0
        ? ""
        : `, $${lostUsd.toFixed(4)} set aside by workers that ended, or were not heard of, before they said what they spent`;
    return `the cap of this session, $${capUsd}, is used up ($${spentUsd.toFixed(4)} spent${lost}): nothing more is sent. Raise maxCostUsd, or start vitest anew`;
  },
  "only-a-part": (): string => "only a part of the cases was run: there is no verdict on the whole",
  quarantined: ({ reason }: { readonly reason: string }): string => `quarantined: ${reason}`,
  "expected-to-pass": ({ isNot, verdict }: { readonly isNot: boolean; readonly verdict: string }): string =>
    `expected the answer ${isNot ? "not to pass" : "to pass"}, and it is ${verdict}`,
  "case-not-run": (): string => "the case was not run",
  /** `count`: of so many trials; null: there is one. `lines`: what is wrong with them. */
  "case-failed": ({ count, lines }: FailedCase): string =>
    `${count === null ? "" : `${count.bad} of ${count.trials} trials: `}${lines.join("\n")}`,
  /** What an answer is called; null: there is one alone. */
  trial: ({ trial }: { readonly trial: number }): string => `trial ${trial}`,
  "no-answer": ({ trial, why }: { readonly trial: number | null; readonly why: string }): string =>
    `${trial === null ? "no answer" : `trial ${trial}`}: ${why}`,
  /** `why` null: not known. */
  "not-asked": ({ status, why }: { readonly status: string; readonly why: string | null }): string =>
    `${status}: ${why ?? "no reason is known"}`,
  /** `isUnrecorded`: would a cap let it be asked? */
  errored: ({ type, message, isUnrecorded }: Errored): string =>
    `${type}: ${message}${isUnrecorded ? "; `maxCostUsd` lets the suite ask for it" : ""}`,
  answer: ({ text }: { readonly text: string }): string => `answer: ${text}`,
  /** A check of an answer: `of`, which one; `turn`: of which; `reason` null: it is as expected. */
  checked: ({ of, check, turn, verdict, reason }: CheckTold): string =>
    `${of === null ? "" : `${of}: `}${verdictText({ check: `${check}${turn === null ? "" : ` (turn ${turn})`}`, verdict, reason })}`,
  "optional-check": ({ check, verdict, reason }: CheckVerdict): string =>
    `optional ${verdictText({ check, verdict, reason })}`,
  "trial-cost": ({ trial, usd, isReused }: TrialCost): string =>
    `trial ${trial}: ${costText(usd)}${isReused ? ", recorded" : ""}`,
  "run-not-green": ({ verdict, exitCode }: { readonly verdict: string; readonly exitCode: number }): string =>
    `the run is ${verdict} (exit code ${exitCode})`,
  "run-ended": ({ verdict, replies, usd, run }: RunTold): string =>
    `${verdict}; replies ${replies}; ${costText(usd)}; run ${run}`,
};

interface FailedCase {
  readonly count: { readonly bad: number; readonly trials: number } | null;
  readonly lines: readonly string[];
}

interface Errored {
  readonly type: string;
  readonly message: string;
  readonly isUnrecorded: boolean;
}

/** `verdict` null: a judge was not asked, as nothing hung on it. */
interface CheckVerdict {
  readonly check: string;
  readonly verdict: string | null;
  readonly reason: string | null;
}

interface CheckTold extends CheckVerdict {
  readonly of: string | null;
  readonly turn: number | null;
}

interface TrialCost {
  readonly trial: number;
  /** Null: not known. */
  readonly usd: number | null;
  readonly isReused: boolean;
}

interface RunTold {
  readonly verdict: string;
  readonly replies: string;
  readonly usd: number | null;
  readonly run: string;
}

function costText(usd: number | null): string {
  return usd === null ? "cost unknown" : `$${usd.toFixed(6)}`;
}

function verdictText({ check, verdict, reason }: CheckVerdict): string {
  return `${check}: ${verdict ?? "not asked"}${reason === null ? "" : `: ${reason}`}`;
}

/** `lostUsd`: what workers had set aside that ended, and may have spent. */
interface SpentCap {
  readonly capUsd: number;
  readonly spentUsd: number;
  readonly lostUsd: number;
}
