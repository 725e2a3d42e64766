import { formatNumber } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** What rules come to that watch a run while it goes on. */
export const LOOKS = {
  "stopped-at-failure": (): string => "the run stopped at a failure before all was tested",
  "after-cases": ({ seen, cases }: { readonly seen: Sentence; readonly cases: number }): string =>
    `${seen} after ${cases} cases`,
  "proven-any-time": (): string => "proven, at any time of looking",
  "fails-any-time": ({ failed }: Failed): string => `${FAILED[failed]}, at any time of looking`,
  "not-settled-yet": (): string => "not settled by any of them",
  "no-look-yet": ({ looks }: Looks): string => `the run stopped before its first look: ${looksText(looks)}`,
  "at-look": ({ seen, look, looks }: Looks & { readonly seen: Sentence; readonly look: number }): string =>
    `${seen} at look ${look} of ${looks.length} (${looksText(looks)})`,
  "between-looks": (): string => "the run stopped between looks, which decides nothing",
  "proven-at-look": ({ level }: { readonly level: number }): string =>
    `proven, one-sided at the ${formatNumber(level)} of this look`,
  "fails-at-look": ({ failed, p, level }: Failed & Test): string => `${FAILED[failed]} (${testText(p, level)})`,
  "open-at-look": ({ p, level }: Test): string => `not settled by any of them (${testText(p, level)})`,
  "few-pair-yet": ({ paired, cases, baseline }: FewPairs): string =>
    `only ${paired} of ${cases} cases pair with ${baseline}`,
  "few-can-pair": ({ paired, cases, baseline }: FewPairs): string =>
    `only ${paired} of the ${cases} cases of ${baseline} can still pair`,
};

const FAILED = {
  "a miss": "proven to miss",
  // Red is proven against no change, green against the margin: "worse" says nothing of how much.
  worse: "proven worse, if not by how much",
};

/** What is proven where a rule fails. */
export type FailedRule = keyof typeof FAILED;

interface Failed {
  readonly failed: FailedRule;
}

interface Looks {
  /** After how many cases. */
  readonly looks: readonly number[];
}

interface Test {
  readonly p: number;
  /** At which this look rejects. */
  readonly level: number;
}

interface FewPairs {
  readonly paired: number;
  readonly cases: number;
  readonly baseline: string;
}

function looksText(looks: readonly number[]): string {
  return `looks at ${looks.join(", ")} cases`;
}

function testText(p: number, level: number): string {
  return `p ${formatNumber(p)}, one-sided; this look rejects at ${formatNumber(level)}`;
}
