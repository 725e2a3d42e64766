import { plural } from "../../../../base/figures.ts";

/** Why a trial is what it is; the page in the browser has these too, so they stand apart from all else. */
export const TRIALS = {
  "unknown-reason": (): string => "for an unknown reason",
  "no-answer": (): string => "no answer, for an unknown reason",
  /** `score`: null where it is not known. */
  "score-short": ({ score }: { readonly score: string | null }): string =>
    `no required check failed, but the score is ${score ?? "unknown"}`,
  "checks-left": ({ count }: { readonly count: number }): string => `and ${plural(count, "more check")}`,
};
