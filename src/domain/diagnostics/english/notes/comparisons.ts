import { formatUsd, plural } from "../../../../base/figures.ts";

/** What a comparison has to be read with. `source`: what a side is called. */
export const COMPARISONS = {
  "same-run": ({ run }: { readonly run: string }): string =>
    `both sides are the run ${run}: no answer differs from itself, so this says nothing`,
  "suites-left-out": ({ source, suites }: Source & { readonly suites: readonly string[] }): string =>
    `only in ${source}, not compared: ${suites.join(", ")}`,
  "trials-unanswered": ({ source, count }: Source & Count): string =>
    `${source} has ${plural(count, "trial")} without an answer: cases are compared by the answers that are there`,
  /** `suite` null: there is one. `cases`: the first of them. */
  "no-verdict-on-either-side": ({ suite, total, cases }: Undecided): string =>
    `${suite === null ? "" : `${suite}: `}${plural(total, "case")} without a verdict on either side, not compared: ${cases.join(", ")}${total > cases.length ? ", …" : ""}`,
  "as-judged": ({ source, count }: Source & Count): string =>
    `${plural(count, "verdict")} of ${source} ${count === 1 ? "is" : "are"} as judged: a judge errs, and perhaps otherwise on the other side; \`not_worse_than\` of a gate puts that right`,
  "judged-again": ({ source, judgements, sentUsd, oldAnswers }: JudgedAgain): string => {
    const asked =
      judgements === 0
        ? "no judgement was missing, none was asked for"
        : `${plural(judgements, "judgement")} for ${formatUsd(sentUsd)}`;
    const changed =
      oldAnswers === 0
        ? ""
        : `; ${oldAnswers} of its answers ${oldAnswers === 1 ? "is" : "are"} to a prompt that was changed since, and judged beside what was asked then`;
    return `${source} is judged by the judges as they are now: ${asked}${changed}`;
  },
  /** Tells of pairs that need no judge. */
  "equal-answers": (): string => "both answers are equal",
  /** `cases`: the first of them; `isMore`: there are others. */
  "not-judged-again": ({ source, count, cases, isMore }: NotJudgedAgain): string =>
    `${source} has no answer to ${plural(count, "request")} of the suite as it is now (${cases.join(", ")}${isMore ? ", …" : ""}): the case was changed since, or there never was an answer; these could not be judged again, and are left out`,
};

interface Undecided {
  readonly suite: string | null;
  readonly total: number;
  readonly cases: readonly string[];
}

interface Source {
  readonly source: string;
}

interface Count {
  readonly count: number;
}

interface JudgedAgain extends Source {
  readonly judgements: number;
  readonly sentUsd: number;
  /** Answers to prompts that were changed since. */
  readonly oldAnswers: number;
}

interface NotJudgedAgain extends Source, Count {
  readonly cases: readonly string[];
  readonly isMore: boolean;
}
