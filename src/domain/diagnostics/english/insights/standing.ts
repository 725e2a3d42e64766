import { formatNumber, plural } from "../../../../base/figures.ts";

/** What is said beside a verdict, so that nobody takes it for more than it is. */
export const STANDING = {
  "nothing-tested": ({ why }: { readonly why: keyof typeof UNTESTED }): string =>
    `${UNTESTED[why]}: nothing was tested`,
  "all-reused": (): string => "every answer is reused: this run asked no model anything",
  "some-reused": ({ reused, answered }: { readonly reused: number; readonly answered: number }): string =>
    `${reused} of ${plural(answered, "answer")} are reused: they say nothing of the model as it is today`,
  /** At least one is not 0. */
  "not-strict": ({ missingAnswers, reusedAnswers, undecidedChecks }: StrictCounts): string => {
    const found = [
      ...(missingAnswers > 0 ? [plural(missingAnswers, "missing answer")] : []),
      ...(reusedAnswers > 0 ? [plural(reusedAnswers, "reused answer")] : []),
      ...(undecidedChecks > 0 ? [plural(undecidedChecks, "undecided check")] : []),
    ];
    return `--strict allows none of: ${found.join(", ")}`;
  },
  /** Why the gate and the comparison beside it say different things of the same cases. */
  "red-and-open": (p: Ps): string =>
    `the gate is red and the comparison open ${SAME_CASES}: the gate asks one-sided whether it is worse, ${bothWays(p)}; ${GATE_DECIDES}`,
  "green-and-worse": (): string =>
    `the comparison says worse and the gate passes ${SAME_CASES}: the drop is real, and proven to be within the gate's margin; ${GATE_DECIDES}`,
  "green-and-open": (p: Ps): string =>
    `the gate passes and the comparison is open ${SAME_CASES}: the gate rules out a drop of its margin at its own alpha, ${bothWays(p)}; ${GATE_DECIDES}`,
  "open-and-worse": (): string =>
    `the comparison says worse and the gate is open ${SAME_CASES}: the gate's red is shared out over all tests of the run, or asked at looks; ${GATE_DECIDES}`,
  "open-and-not-worse": (): string =>
    `the comparison says not worse and the gate is open ${SAME_CASES}: the gate asks for more, by its own margin, alpha or looks; ${GATE_DECIDES}`,
};

const UNTESTED = {
  undecided: "every trial is undecided",
  errored: "no answer came",
  "left-out": "no call was made that counts",
};

const SAME_CASES = "of the same cases";
const GATE_DECIDES = "the gate decides";

interface StrictCounts {
  readonly missingAnswers: number;
  readonly reusedAnswers: number;
  readonly undecidedChecks: number;
}

/** Two-sided, and among all comparisons of the run; null: unknown. */
interface Ps {
  readonly p: number | null;
  readonly adjusted: number | null;
}

function bothWays({ p, adjusted }: Ps): string {
  const text = formatNumber(adjusted);
  const among = adjusted === null || text === formatNumber(p) ? "" : `, ${text} among all comparisons of the run`;
  return `the comparison whether it is worse or better (two-sided p ${formatNumber(p)}${among})`;
}
