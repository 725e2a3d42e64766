import { formatCount, formatPercent, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";
import { amount, difference, type Scale, signed } from "./scale.ts";

/** What `not_worse_than` comes to. */
export const DIFFERENCES = {
  "nothing-pairs": ({ baseline }: BaselineTold): string => `no case pairs with ${baseline}: nothing was compared`,
  "no-scores-pair": ({ baseline }: BaselineTold): string =>
    `no case has a score here and on ${baseline}: nothing was compared`,
  "baseline-without-scores": (): string => "a baseline of an earlier version keeps no scores, accept a run anew",
  "few-pair": ({ baseline, count, cases, minPaired }: Pairs): string =>
    `only ${count} of ${plural(cases, "case")} pair with ${baseline}; ${formatPercent(minPaired)} are asked for`,
  "few-still-pair": ({ baseline, count, cases, minPaired }: Pairs): string =>
    `only ${count} of the ${plural(cases, "case")} of ${baseline} still pair; ${formatPercent(minPaired)} are asked for`,
  "cases-left-out": ({ cases, passed }: { readonly cases: number; readonly passed: number }): string =>
    `${plural(cases, "case")} of the baseline ${cases === 1 ? "is" : "are"} left out, of which ${formatCount(passed)} had passed`,

  difference: ({ on, value }: DifferenceTold): string => difference(on, value),
  "difference-from": ({ on, value, baseline }: DifferenceTold & BaselineTold): string =>
    `${difference(on, value)} against ${baseline}`,
  /** "−5.0 points against main (at least −9.1, at most −0.9, each with 95% confidence)". */
  "difference-bounds": ({ on, value, baseline, low, high, confidence }: Bounds): string =>
    `${difference(on, value)} against ${baseline} (at least ${signed(on, low)}, at most ${signed(on, high)}, each with ${formatPercent(confidence)} confidence)`,
  "not-worse": ({ on, margin }: Margin): string => `not worse by ${amount(on, margin)} or more`,
  "worse-by-test": ({ test }: { readonly test: Sentence }): string => `worse (${test})`,
  "worse-and-open": ({ test, open }: { readonly test: Sentence; readonly open: Sentence }): string =>
    `worse (${test}), and ${open}`,
  "not-ruled-out": ({ on, margin }: Margin): string => `a drop of ${amount(on, margin)} or more is not ruled out`,
  open: ({ words }: { readonly words: Sentence }): string => `open: ${words}`,
  "alone-worse": ({ test }: { readonly test: Sentence }): string => `alone it would be worse (${test})`,
  "worse-depends": ({ missing }: { readonly missing: "answers" | "verdicts" }): string =>
    `whether it is worse depends on missing ${missing}`,

  "few-differ": ({ differing, least }: { readonly differing: number; readonly least: number }): string =>
    `only ${plural(differing, "case")} differ, no loss shows below ${least}`,
  "no-drop-seen": (): string => "no drop is seen reliably with so few cases",
  "drop-seen": ({ on, drop }: { readonly on: Scale; readonly drop: number }): string =>
    `a drop of ${amount(on, drop)} is seen 4 times in 5`,
  "would-be-green": ({ remedy }: { readonly remedy: Sentence }): string =>
    `with nothing changed, ${remedy} would be green 4 times in 5`,
  "no-change": (): string => "no case changed",
  "single-changes": ({ lost, won }: Changes): string =>
    `${plural(lost, "case")} got worse and ${formatCount(won)} better`,
  "repeated-changes": ({ lost, won }: Changes): string =>
    `${plural(lost, "case")} passed less often and ${formatCount(won)} more often`,
  "cannot-rule-out": ({ on, margin, count }: Margin & { readonly count: number }): string =>
    `${plural(count, "case")} cannot rule out a drop of ${amount(on, margin).replace(".0 points", " points")}`,
  "ways-would": ({ cases, clusters, trials }: Ways): string => {
    const ways = [
      ...(cases === null
        ? []
        : [`about ${formatCount(cases)}${clusters === null ? "" : ` in ${plural(clusters, "cluster")}`}`]),
      ...(trials === null ? [] : [`${trials} trials a case`]),
    ];
    return `${ways.join(" or ")} would`;
  },
};

interface BaselineTold {
  readonly baseline: string;
}

interface Pairs extends BaselineTold {
  readonly count: number;
  readonly cases: number;
  readonly minPaired: number;
}

interface DifferenceTold {
  readonly on: Scale;
  readonly value: number | null;
}

interface Bounds extends DifferenceTold, BaselineTold {
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
}

interface Margin {
  readonly on: Scale;
  readonly margin: number;
}

interface Changes {
  readonly lost: number;
  readonly won: number;
}

/** At least one is not null. */
interface Ways {
  readonly cases: number | null;
  readonly clusters: number | null;
  readonly trials: number | null;
}
