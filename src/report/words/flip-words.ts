import { formatPoints, plural } from "../../base/figures.ts";
import type { Comparison } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "./arm-names.ts";
import { isUngated } from "./words.ts";

/**
 * How the cases of a comparison that moved are called. With several trials a case a lower rate is no proof that the case got
 * worse: half of the flaky ones have it every time.
 */
export function flipWords({ both_pass: table }: Pick<Comparison, "both_pass">): { lost: string; won: string } {
  if (table === null) return { lost: "passed less often", won: "passed more often" };
  return { lost: "regressed", won: "improved" };
}

/** Arms that are named. */
const MAX_ARMS = 6;

/** Comparisons with the baseline that are proven worse. */
export function lossesOf({ comparisons }: Pick<SuiteHead, "comparisons">): readonly Comparison[] {
  return comparisons.filter(({ against, verdict }) => against === "baseline" && verdict === "worse");
}

/**
 * "passes its gate, and is worse than the baseline": of a suite that passed and is proven worse; null of any other. Follows
 * the suite's name.
 */
export function passingLoss(suite: SuiteHead): string | null {
  if (suite.verdict !== "pass" || lossesOf(suite).length === 0) return null;
  return `${isUngated(suite) ? "has no gate" : "passes its gate"}, and is worse than the baseline`;
}

/** "−30.0 points (6 of 20 cases broke, 0 fixed)", arm by arm. */
export function lossWords(suite: SuiteHead): string {
  const names = shortArmNames(suite.arms);
  const losses = lossesOf(suite);
  const told = losses.slice(0, MAX_ARMS).map((pair) => {
    const who = suite.arms.length < 2 ? "" : `${names.get(pair.candidate) ?? pair.candidate} `;
    return `${who}${formatPoints(pair.difference.value)} points (${flips(pair)})`;
  });
  const left = losses.length - told.length;
  return `${told.join(", ")}${left > 0 ? ` and ${left} more arms` : ""}`;
}

/** "6 of 20 cases broke, 0 fixed". */
export function flips({ cases, regressed, improved, both_pass: table }: Comparison): string {
  if (table === null)
    return `${regressed.length} of ${plural(cases, "case")} passed less often, ${improved.length} more often`;
  return `${regressed.length} of ${cases} ${cases === 1 ? "case" : "cases"} broke, ${improved.length} fixed`;
}
