import { formatP, plural } from "../../../../base/figures.ts";

/** What went wrong with trials, and what a judge of pairs said of them. */
export const FAILURES = {
  /** `regressed`: cases of them that did better on the baseline. */
  "trials-failed": ({ trials, cases, regressed }: Failed & { readonly regressed: number }): string => {
    const better = regressed === cases ? "all" : `${regressed} of them`;
    return `${inCases(trials, cases, "failed")}${regressed === 0 ? "" : `; ▼ ${better} did better on the baseline`}`;
  },
  "trials-errored": ({ trials, cases }: Failed): string => `no answer came: ${inCases(trials, cases, "errored")}`,
  "trials-undecided": ({ trials, cases }: Failed): string =>
    `a check could not tell: ${inCases(trials, cases, "undecided")}`,
  "trials-quarantined": ({ trials, cases }: Failed): string =>
    `${inCases(trials, cases, "quarantined")}: they count in no rate and no gate`,
  "answer-empty": ({ answer }: { readonly answer: string }): string => `${answer} is empty.`,
  /** Cases that pass some of their trials. */
  "flaky-cases": ({ cases }: { readonly cases: number }): string =>
    `Flaky: ${plural(cases, "case")} ${cases === 1 ? "passes some trials and fails others" : "pass some trials and fail others"}`,
  "repeat-legend": (): string => "pass^k: all of k trials pass; pass@k: at least one does",
  /** `isPriced`: is the price of all that broke off known? */
  "perhaps-billed": ({ cost, isPriced }: { readonly cost: string; readonly isPriced: boolean }): string =>
    `${cost} perhaps billed for answers that ${isPriced ? "broke off" : "broke off or whose price is not known"}`,
  "pair-outcome": ({ outcome }: { readonly outcome: keyof typeof OUTCOMES }): string => OUTCOMES[outcome],
  /** A few votes prove nothing, and of undecided and unasked pairs it is said. */
  "answers-preferred": (told: Preferred): string => preferredText(told),
  "arms-preferred": ({ candidate, baseline, preference }: PreferredArms): string =>
    `${candidate} against ${baseline}: ${preference}.`,
};

const OUTCOMES = {
  candidate: "candidate preferred",
  baseline: "baseline preferred",
  tie: "tie",
  flip: "tie: the judge changed its mind when the answers changed places",
  undecided: "undecided",
};

interface Failed {
  readonly trials: number;
  readonly cases: number;
}

interface Preferred {
  readonly judge: string;
  /** Cases whose answers of a side are preferred. */
  readonly candidate: number;
  readonly baseline: number;
  readonly ties: number;
  readonly flips: number;
  /** Null: no vote. */
  readonly p: number | null;
  readonly verdict: "better" | "worse" | "inconclusive";
  /** Pairs, those that the judge could not tell of, and those that it was not asked about. */
  readonly asked: number;
  readonly undecided: number;
  readonly unasked: number;
}

interface PreferredArms {
  readonly candidate: string;
  readonly baseline: string;
  readonly preference: string;
}

const PROVEN = { better: "better", worse: "worse", inconclusive: "not shown to be better or worse" };

function preferredText({ judge, candidate, baseline, ties, flips, p, verdict, ...pairs }: Preferred): string {
  const { asked, undecided, unasked } = pairs;
  const flipped =
    flips === 0 ? "" : `, ${flips} of them ${flips === 1 ? "a flip" : "flips"} (the winner changed with the order)`;
  const test = formatP(p, null);
  return [
    `${judge} prefers the candidate's answers in ${plural(candidate, "case")}, the baseline's in ${baseline}; ${plural(ties, "tie")}${flipped}`,
    ...(undecided === 0 ? [] : [`${undecided} of ${plural(asked, "pair")} undecided`]),
    ...(unasked === 0
      ? []
      : [`${unasked} of ${plural(asked, "pair")} not asked about: \`resume\` or \`grade RUN --send\` asks`]),
    test === null ? "no vote, nothing to test" : `sign test ${test}: the candidate's answers are ${PROVEN[verdict]}`,
  ].join("; ");
}

function inCases(trials: number, cases: number, verb: string): string {
  return `${plural(trials, "trial")} ${verb} in ${plural(cases, "case")}`;
}
