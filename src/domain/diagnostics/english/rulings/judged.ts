import { formatPercent, formatPoints } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** What rules come to whose verdicts hang on a judge. */
export const JUDGED = {
  "judged-nothing": ({ judge }: OfJudge): string => `${judge} judged no answer: nothing was tested`,
  "passed-as-judged": ({ value }: Value): string => `${formatPercent(value)} passed as judged`,
  "counts-for-nothing": ({ judge, value }: OfJudge & Value): string =>
    `${formatPercent(value)} passed as judged by ${judge}, which counts for nothing`,
  "not-measured": (): string => "it is not measured",
  "put-right": ({ judge, value }: OfJudge & Value): string =>
    `${formatPercent(value)} passed once the errors of ${judge} are put right`,
  "put-right-bounds": ({ judge, value, low, high, confidence, method }: CorrectedRate): string =>
    `${formatPercent(value)} once the errors of ${judge} are put right (at least ${formatPercent(low)} and at most ${formatPercent(high)}, each with ${formatPercent(confidence)} confidence; ${method})`,
  "by-own-labels": (): string => "by labels of this very run",
  "by-other-labels": (): string => "by error rates measured on labels of other answers",
  "at-least-asked": ({ limit }: Limit): string => `at least ${formatPercent(limit)} are asked for`,
  "less-than": ({ limit }: Limit): string => `less than ${formatPercent(limit)}`,
  "verdicts-open": ({ worst, best, limit }: Limit & { readonly worst: number; readonly best: number }): string =>
    `with the missing verdicts it may be ${formatPercent(worst)} or ${formatPercent(best)}; ${formatPercent(limit)} are asked for`,
  "more-cases-narrow": (): string => "more cases would narrow it",

  "errors-unknown": ({ judge, arms }: OfJudge & { readonly arms: readonly string[] }): string =>
    `how ${judge} errs on ${arms.join(" and ")} is not known: label answers of both arms, or say \`judge_errors: equal\``,
  "difference-put-right": ({ judge, baseline, value }: OfJudge & Value & { readonly baseline: string }): string =>
    `${formatPoints(value)} points against ${baseline} once the errors of ${judge} are put right`,
  "difference-judged": ({
    judge,
    baseline,
    seen,
    value,
    low,
    high,
    confidence,
    isEqual,
  }: CorrectedDifference): string => {
    const bounds = `at least ${formatPoints(low)}, at most ${formatPoints(high)}, each with ${formatPercent(confidence)} confidence`;
    const assumed = isEqual ? "its errors taken to be the same on both arms" : "by labels of both arms";
    return `${formatPoints(seen)} points against ${baseline} as judged, ${formatPoints(value)} once the errors of ${judge} are put right (${bounds}; ${assumed})`;
  },
  "not-worse-points": ({ margin }: { readonly margin: number }): string =>
    `not worse by ${points(margin)} points or more`,
  "points-not-ruled-out": ({ margin }: { readonly margin: number }): string =>
    `a drop of ${points(margin)} points or more is not ruled out`,
  "open-if-harsher": ({ by }: { readonly by: number }): string =>
    `it would be open if the judge were harsher on this arm by ${points(by)} points`,
  "open-if-more-lenient": ({ by }: { readonly by: number }): string =>
    `it would be open if the judge were more lenient on this arm by ${points(by)} points`,
};

interface OfJudge {
  readonly judge: string;
}

interface Value {
  readonly value: number | null;
}

interface Limit {
  readonly limit: number;
}

interface CorrectedRate extends OfJudge, Value {
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly method: Sentence;
}

interface CorrectedDifference extends OfJudge {
  readonly baseline: string;
  /** As judged. */
  readonly seen: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Are the errors taken to be the same on both arms? */
  readonly isEqual: boolean;
}

function points(share: number): string {
  return formatPoints(Math.abs(share)).replace("+", "");
}
