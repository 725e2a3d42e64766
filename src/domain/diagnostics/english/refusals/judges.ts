import { labelsFile } from "../../wording/judge-option.ts";
/** Why there is nothing to label, and nothing to judge. */
export const JUDGES = {
  "no-such-judge": ({ judge, known }: OfJudge & { readonly known: readonly string[] }): string =>
    `no check of the run's suites asks a judge \`${judge}\`${known.length === 0 ? "" : `; there are: ${known.join(", ")}`}`,
  "no-labels-file": ({ judge }: OfJudge): string =>
    `the judge \`${judge}\` has no \`labels\`: add \`labels: ${labelsFile(judge)}\` to it in the suite, then label again`,
  "nothing-judged": ({ judge }: OfJudge): string =>
    `\`${judge}\` passed or failed no answer of this run: there is nothing to label`,
  "other-texts-now": ({ judge }: OfJudge): string =>
    `the suite as it is now shows \`${judge}\` other texts than the run did: run it again, then label that run`,
  /** `judge`: null where none is asked at all. */
  "judge-not-asked": ({ judge }: { readonly judge: string | null }): string =>
    `these suites ask ${judge === null ? "no judge" : `no judge \`${judge}\``}`,
};

interface OfJudge {
  readonly judge: string;
}
